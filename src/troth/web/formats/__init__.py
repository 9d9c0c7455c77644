"""How are dates written where Django's own format is not what we want? Named by the setting `FORMAT_MODULE_PATH`."""
