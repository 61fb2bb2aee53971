"""The cells of each row as JSON text, whole columns at once: the codes of a source that the model does not hold."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from geo.imports.texts import Texts, constant, glued

_CONTROLS = 32  # the first signs of ASCII, which JSON wants written as escapes, beside the quote and the backslash


def json_lists(columns: Sequence[Texts], size: int) -> Texts:
    """Each row as a JSON list of its cells."""
    if not columns:
        return constant("[]", size)
    first, *others = map(_escaped, columns)
    cells = [glued('["', first), *others]
    cells[-1] = glued(cells[-1], '"]')
    return pc.binary_join_element_wise(*cells, '","')


def _escaped(cells: Texts) -> Texts:
    """The cells as they stand between the quotes of a JSON text."""
    signs = np.frombuffer(cells.buffers()[2] or b"", dtype="u1")
    for sign in ("\\", '"'):
        if (signs == ord(sign)).any():
            cells = pc.replace_substring(cells, sign, json.dumps(sign)[1:-1])
    if len(signs) and signs.min() < _CONTROLS:
        for sign in map(chr, np.unique(signs[signs < _CONTROLS]).tolist()):
            cells = pc.replace_substring(cells, sign, json.dumps(sign)[1:-1])
    return cells
