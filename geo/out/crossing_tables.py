"""The Crossings page's tables: the reports, their CSV, and what is claimed of the border's works."""

import csv
import io

import pandas as pd

from geo.events.atlas import Atlas
from geo.out.crossing_words import say_traffic
from geo.out.escaped import safe_url
from geo.out.fields import LICENCE
from geo.out.table import harmless
from geo.settings import ATTRIBUTION, DISCLAIMER

MEANING = {
    "Date": "the day, month or year that the status is stated for",
    "Crossing": "as reported; a district stands for every crossing of it",
    "Status": "open, closed, partly open, reopened, inaugurated or announced, as reported",
    "Traffic": "goods, people, pilgrims, border market",
    "Way": "into Pakistan, into Iran, or not stated",
    "Who says it": "the person or body cited",
    "Side": "the side of who speaks",
    "Decided by": "which side is reported to have opened or closed it; empty where no side is named",
    "Figures": "trucks, people, tonnes and circumstances as reported",
    "Since": "since when it is said to have been so",
    "Until": "the day on which the stated term is over",
    "Outlet": "who published the document",
    "Document": "title of the document",
    "Address": "web address of the document, where it has one",
}
"""Column → explanation, for every column of the table and its CSV."""


def report_table(atlas: Atlas, window: tuple[pd.Timestamp, pd.Timestamp], chosen: tuple[str, ...] = ()) -> pd.DataFrame:
    """A row a report that states anything of the window's days, oldest first; the columns are those of MEANING."""
    start, end = window
    reports = atlas.crossings.reports
    rows = reports[(reports["first"] <= end) & (reports["last"] >= start)]
    if chosen:
        rows = rows[rows["crossing_id"].isin(chosen)]
    rows = atlas.chronology.crossing_status.loc[sorted(set(rows.index))]
    label = atlas.chronology.label
    return pd.DataFrame(
        {
            "Date": rows["date"].array,
            "Crossing": rows["crossing_reported"].array,
            "Status": [label("crossing_status", value) for value in rows["status"]],
            "Traffic": [say_traffic(atlas, value) for value in rows["traffic"]],
            "Way": [label("direction", value) for value in rows["direction"]],
            "Who says it": rows["said_by"].array,
            "Side": [label("speaker_side", value) for value in rows["side"]],
            "Decided by": [label("decided_by", value) if value else "" for value in rows["decided_by"]],
            "Figures": rows["figures"].array,
            "Since": rows["since"].array,
            "Until": rows["until"].array,
            "Outlet": rows["outlet_name"].array,
            "Document": rows["document_title"].array,
            "Address": [safe_url(url) for url in rows["url"]],
        }
    )


def report_csv(table: pd.DataFrame) -> bytes:
    """The table as UTF-8 with a byte-order mark, RFC 4180, safe against spreadsheet formulas, licence in each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*table.columns, "licence", "attribution", "disclaimer"])
    for row in table.itertuples(index=False):
        writer.writerow([harmless(cell) for cell in (*row, LICENCE, ATTRIBUTION, DISCLAIMER)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
