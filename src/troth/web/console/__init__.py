"""What does the staff of an organisation see? The frame of the console; its pages stand beside this file."""
