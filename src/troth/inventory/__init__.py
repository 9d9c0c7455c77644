"""Where do the data of an organisation lie, what is to be done to them, and what was seen?

`model` is the reviewed inventory, `acts` what crosses between the stages that decide and the one that acts.
"""

from troth.inventory.acts import (
    Action,
    Became,
    Cell,
    Doing,
    FoundRow,
    Observation,
    Outcome,
    Putting,
    RowKey,
    Seed,
    Setting,
    Step,
    Trace,
)
from troth.inventory.model import (
    Content,
    Dataset,
    DatasetName,
    Erasing,
    Field,
    FieldName,
    Holding,
    Inventory,
    Keep,
    Link,
    LinkKind,
    System,
    Tier,
)

__all__ = [
    "Action",
    "Became",
    "Cell",
    "Content",
    "Dataset",
    "DatasetName",
    "Doing",
    "Erasing",
    "Field",
    "FieldName",
    "FoundRow",
    "Holding",
    "Inventory",
    "Keep",
    "Link",
    "LinkKind",
    "Observation",
    "Outcome",
    "Putting",
    "RowKey",
    "Seed",
    "Setting",
    "Step",
    "System",
    "Tier",
    "Trace",
]
