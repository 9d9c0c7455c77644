"""How does an inventory stand in a file? `estate.yaml`, read with places, written a line a field."""

from troth.inventory.file.read import load_inventory, read_inventory
from troth.inventory.file.write import write_inventory

__all__ = ["load_inventory", "read_inventory", "write_inventory"]
