"""Room 4, the user's own files: recognised, read, checked, located, and turned into the model's frames.

>>> from geo.imports import Import, look
>>> found = look(path)  # what it is, why, its columns and the mapping proposed
>>> run = Import(path, "my_events", mapping=found.mapping)
>>> for frames in run.frames(): ...  # events, claims, documents, places, rows; then run.counts, run.findings
"""

from geo.imports.columns import check_mapping
from geo.imports.findings import Finding, Findings
from geo.imports.headings import LABELS
from geo.imports.limits import Limits, RefusedFile
from geo.imports.members import look
from geo.imports.recognise import FORMATS, UNDERSTOOD, Recognised
from geo.imports.records import Frames
from geo.imports.run import Cancelled, Counts, Import, read_all

__all__ = [
    "FORMATS",
    "LABELS",
    "UNDERSTOOD",
    "Cancelled",
    "Counts",
    "Finding",
    "Findings",
    "Frames",
    "Import",
    "Limits",
    "Recognised",
    "RefusedFile",
    "check_mapping",
    "look",
    "read_all",
]
