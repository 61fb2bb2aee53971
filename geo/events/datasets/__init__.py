"""The user's own data sets on disk, under `datasets/` in the user's folder.

Each is a folder of Parquet files that never change; `manifest.json` names those that are there. A change is done at the
moment when the manifest is replaced, so that whatever ends a program in the middle, everything is as before or as after.
"""

from geo.events.datasets.backup import BackedUp, backup
from geo.events.datasets.changing import recover
from geo.events.datasets.listing import allow_sharing, list_changes, list_sets, remove, undo
from geo.events.datasets.manifest import DataSet
from geo.events.datasets.reading import StoredSet, open_sets, stamp
from geo.events.datasets.restoring import Restored, restore
from geo.events.datasets.writing import About, SetWriter, new_set

__all__ = [
    "About",
    "BackedUp",
    "DataSet",
    "Restored",
    "SetWriter",
    "StoredSet",
    "allow_sharing",
    "backup",
    "list_changes",
    "list_sets",
    "new_set",
    "open_sets",
    "recover",
    "remove",
    "restore",
    "stamp",
    "undo",
]
