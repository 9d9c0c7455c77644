"""How do people and programs reach an installation? The privacy centre, the console, the API and the decide path."""
