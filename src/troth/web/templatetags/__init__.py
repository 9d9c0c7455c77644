"""What can a template ask for beside what its view gives it?"""
