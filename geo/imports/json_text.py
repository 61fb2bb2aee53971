"""The cells of each row as a JSON object, whole columns at once: the codes of a source that the model does not hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.imports.texts import Texts, constant, filled, glued

_CONTROLS = 32  # the first signs of ASCII, which JSON wants written as escapes, beside the quote and the backslash


def json_text(rows: Mapping[str, Texts], size: int) -> Texts:
    """Each row as a JSON object of its cells that are not empty."""
    if not size:
        return constant("{}", 0)
    there = {name: filled(cells) for name, cells in rows.items()}
    whole = next((name for name, mask in there.items() if mask.all()), None)
    parts, before = (
        list[Any](["{"]),
        True,
    )  # columns before the first whole one end with a comma, those after it begin with one
    for name, cells in rows.items():
        start, end = json.dumps(str(name), ensure_ascii=False) + ':"', '"'
        before = before and name != whole
        if name != whole:
            start, end = (start, end + ",") if before else ("," + start, end)
        if there[name].all():
            parts += [start, _escaped(cells), end]
        elif there[name].any():
            parts.append(pc.if_else(pa.array(there[name]), glued(start, _escaped(cells), end), ""))
    if whole is not None:
        return glued(*parts, "}")
    inside = glued(*parts) if len(parts) > 1 else constant("{", size)
    return glued(pc.utf8_rtrim(inside, characters=","), "}")


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
