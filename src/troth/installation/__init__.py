"""Where and how does this installation run? Its settings, and the key that its secrets hang on."""

from troth.installation.key import InstallationKey, has_key, load_key
from troth.installation.settings import SETTINGS, Settings, read_settings

__all__ = ["SETTINGS", "InstallationKey", "Settings", "has_key", "load_key", "read_settings"]
