"""The CSV of a View: a row a claim, the event's columns repeated; safe against spreadsheet formulas."""

import csv
import io
import json
from typing import Any

import pandas as pd

from geo.out.features import plain, rows_by_event
from geo.out.fields import CLAIM, EVENT
from geo.out.lens import TOLD
from geo.out.passing import Terms
from geo.out.shown import Shown
from geo.places.saying import words
from geo.settings import DISCLAIMER

MEDIA_TYPE = "text/csv"
_FORMULA = tuple("=+-@＝＋－＠")  # the last four are the full-width signs, which spreadsheets read alike
_INVISIBLE = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"
HEADER = (
    "event_id",
    *(name if name not in CLAIM else f"event_{name}" for name in EVENT),
    "precision",
    "place_in_words",
    *TOLD,
    "claim_id",
    *CLAIM,
    "licence",
    "attribution",
    "disclaimer",
)


def to_csv(shown: Shown, terms: Terms | None = None) -> bytes:
    """UTF-8 with a byte-order mark (so that spreadsheets read Urdu rightly), RFC 4180; the events of the GeoJSON in its order."""
    places, claims = rows_by_event(shown.places[shown.places["role"] == "target"]), rows_by_event(shown.claims)
    terms = terms or Terms()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for event, (row,) in rows_by_event(shown.events).items():
        parts = places.get(event, [])
        head = [
            event,
            *(row[name] for name in EVENT),
            "; ".join(dict.fromkeys(part["precision"] for part in parts)),
            "; ".join(words(part) for part in parts),
            *(row.get(name, "") for name in TOLD),
        ]
        for said in claims[event]:
            tail = [terms.of_all(of, row["dataset"], [said]) for of in (terms.licence, terms.attribution)]
            cells = [*head, *(said[name] for name in ("claim_id", *CLAIM)), *tail, DISCLAIMER]
            writer.writerow([harmless(flat(plain(cell))) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def frame_csv(frame: pd.DataFrame) -> bytes:
    """Any table as UTF-8 CSV with a byte-order mark, safe against spreadsheet formulas, its headings included."""
    safe: str = frame.map(harmless).rename(columns=harmless).to_csv(index=False, lineterminator="\r\n")
    return safe.encode("utf-8-sig")


def flat(cell: Any) -> Any:
    """Lists as "a|b", mappings as JSON: a cell holds one text."""
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False) if cell else ""
    return "|".join(map(str, cell)) if isinstance(cell, list) else cell


def harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it; everything else stays."""
    if not isinstance(cell, str):
        return cell
    starts = cell.lstrip(_INVISIBLE)[:1] in _FORMULA or cell[:1] in ("\t", "\r", "\n")
    return "'" + cell if cell and starts else cell
