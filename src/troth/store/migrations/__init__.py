"""How did the tables come to be as they are? One file a step, in order."""
