"""The matrix as a picture: events by sides or outlets, and what each does about each event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import radians, sin

import pandas as pd
from matplotlib.patches import Rectangle

from geo.drawing.drawing import Drawing
from geo.drawing.fonts import font, sign_font
from geo.drawing.furniture import map_notes
from geo.drawing.keys import Draw, Key
from geo.drawing.layout import Words, divide
from geo.drawing.measure import cut, measure
from geo.drawing.page import INK, LINE, QUIET, Box, Sheet, Size
from geo.drawing.scene import number
from geo.drawing.words import heading_of, many, say_kinds, sources_of
from geo.events.atlas import Atlas
from geo.out import matrix
from geo.out.sentence import say_view
from geo.out.shown import Shown
from geo.out.symbols import STANCE_COLOURS, STANCES, STATUS_SIGNS
from geo.vocabulary.dates import precision_of, say_date
from geo.vocabulary.view import View

_ROW = 17.0
_TITLE = 170.0
"""Points: the least width of the titles; columns that would take of it find no room."""
_DATE, _SIGN, _HEAD, _LEAN = 74.0, 20.0, 104.0, 45.0
_COLUMN = {"side": "side that speaks", "outlet": "outlet"}
_AGREEMENT = ("denied", "contested", "uncontested")


@dataclass(frozen=True, slots=True)
class Table:
    """Where the table stands on the sheet, its columns beside the fixed ones, and how wide each is in points."""

    box: Box
    names: Sequence[str]
    cell: float

    @property
    def first(self) -> float:
        """Where the first column begins: the name of the last leans over the right edge of its cells."""
        return self.box.right - _HEAD * 0.7 - self.cell * len(self.names)

    @property
    def top(self) -> float:
        """Where the first row begins."""
        return self.box.top - _HEAD


def draw_matrix(atlas: Atlas, view: View, shown: Shown, size: Size, titled: bool | str) -> Drawing:
    """The matrix of a View; `shown` answers its question. Rows and columns that find no room are counted."""
    cells, numbers, sheet = matrix.matrix(atlas, shown, view.columns), number(shown.events), Sheet(size)
    names = [str(name) for name in cells.columns[len(matrix.HEAD) :]]
    heading = heading_of(atlas, view, shown, titled)
    words = Words(
        heading,
        map_notes(atlas, None, sources_of(atlas, shown)),
        beside=False,
        need=lambda _: _HEAD + _ROW * (len(cells) + 1),
    )
    box, _ = divide(sheet, words, lambda _: _keys(atlas, shown, cells[names]))
    fit = int((box.height - _HEAD) // _ROW)
    rows = cells if len(cells) <= fit else cells.iloc[: max(0, fit - 1)]
    table = _table(box, rows[[name for name in names if rows[name].any()]])
    _draw_head(sheet, table)
    _draw_rows(sheet, table, rows, numbers)
    _draw_rest(sheet, table, len(rows), len(cells))
    said = f"Matrix of who says what, a column for each {_COLUMN[view.columns]}."
    return Drawing(
        sheet.figure,
        f"{said} {say_view(view, atlas.choices, atlas.lenses)} {say_kinds(atlas, shown.events)}",
        tuple(_left_out(cells, rows, len(names) - len(table.names) + matrix.left_out(shown, view.columns))),
        numbers,
        frozenset(rows.index),
    )


def _table(box: Box, cells: pd.DataFrame) -> Table:
    widths = [measure(cell, sign_font())[0] for cell in set(cells.to_numpy().ravel()) if cell]
    cell = max([24.0, *(width + 5 for width in widths)])
    room = box.width - _DATE - _TITLE - _SIGN - _HEAD * 0.7
    return Table(box, [str(name) for name in cells.columns][: max(1, int(room // cell))], cell)


def _keys(atlas: Atlas, shown: Shown, cells: pd.DataFrame) -> list[Key]:
    there = {sign for cell in cells.to_numpy().ravel() for sign in str(cell)}
    stances = [stance for stance in matrix.WEIGHT if STANCES[stance] in there]
    if not stances:
        return []
    statuses = [status for status in _AGREEMENT if status in set(shown.events["status"])]
    return [
        Key("What each does about the event"),
        *(Key(atlas.choices["stance"][each], _swatch(each)) for each in stances),
        Key("so many claims", _sign("2")),
        Key("empty: silent", _sign("")),
        Key("The event"),
        *(Key(atlas.choices["status"][each].lower(), _sign(STATUS_SIGNS[each])) for each in statuses),
    ]


def _sign(sign: str) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.write(x, y, sign, sign_font(), across="center", along="center_baseline")

    return draw


def _swatch(stance: str) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.ink.add_artist(Rectangle((x - 10, y - 6), 20, 12, fc=STANCE_COLOURS[stance], ec=LINE, lw=0.6))
        sheet.write(x, y, STANCES[stance], sign_font(), across="center", along="center_baseline", colour="#111111")

    return draw


def _draw_head(sheet: Sheet, table: Table) -> None:
    """Names of the columns, leaning so that they can be read, and of the fixed ones."""
    base, box = table.top + 5, table.box
    sheet.write(box.left + 3, base, "When", font(bold=True))
    sheet.write(box.left + _DATE, base, "Event", font(bold=True))
    for n, name in enumerate(table.names):
        label = cut(name, font(), (_HEAD - 12) / sin(radians(_LEAN)))
        x = table.first + table.cell * (n + 0.5)
        text = sheet.write(x, base, label, turned=_LEAN)
        text.set_rotation_mode("anchor")
    sheet.line([box.left, table.first + table.cell * len(table.names)], [table.top] * 2, color=INK, lw=1.0)


def _draw_rows(sheet: Sheet, table: Table, rows: pd.DataFrame, numbers: Mapping[str, int]) -> None:
    left, first = table.box.left, table.first
    for n, (event, row) in enumerate(rows.iterrows()):
        bottom = table.top - _ROW * (n + 1)
        y = bottom + _ROW / 2
        title = f"{numbers[str(event)]} · {row['Event']}" if event in numbers else row["Event"]
        sheet.write(left + 3, y, _short(row["Date"]), colour=QUIET, along="center")
        sheet.write(left + _DATE, y, cut(title, font(), first - _SIGN - left - _DATE - 6), along="center")
        sheet.write(first - _SIGN + 4, y, row["Agreement"][:1], sign_font(), along="center_baseline")
        for at, name in enumerate(table.names):
            if row[name]:
                left_edge = first + table.cell * at
                _draw_cell(sheet, Box(left_edge, bottom, left_edge + table.cell, bottom + _ROW), row[name])
        sheet.line([left, first + table.cell * len(table.names)], [bottom, bottom], color="#d9d9d9", lw=0.5, zorder=1)


def _draw_rest(sheet: Sheet, table: Table, drawn: int, total: int) -> None:
    """A word for the rows that find no room, or for none at all."""
    y = table.top - _ROW * (drawn + 0.5)
    if drawn < total:
        sheet.write(table.box.left + 3, y, f"… and {many(total - drawn, 'more ')}", font(bold=True), along="center")
    if not total:
        sheet.write(table.box.left + 3, y, "No event matches this view.", font(12, bold=True), along="center")


def _short(day: str) -> str:
    """ "16 Jan 2024"; of less exact dates, what is known."""
    if precision_of(day) != "day":
        return say_date(day)
    number_, month, year = say_date(day).split(" ")
    return f"{number_} {month[:3]} {year}"


def _draw_cell(sheet: Sheet, box: Box, cell: str) -> None:
    """Signs on the ground of the strongest stance, the number of claims after them."""
    stance = next(each for each, sign in STANCES.items() if cell.startswith(sign))
    sheet.rectangle(box.less(0.8), fc=STANCE_COLOURS[stance], ec="none", zorder=0.5)
    middle, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    sheet.write(middle, y, cell, sign_font(), across="center", along="center_baseline", colour="#111111")


def _left_out(cells: pd.DataFrame, rows: pd.DataFrame, columns: int) -> list[str]:
    said = []
    if more := len(cells) - len(rows):
        said.append(f"The matrix shows the first {len(rows)} of {many(len(cells))}; {more:,} more find no room.")
    if columns:
        said.append(
            f"{columns} more columns are not drawn: those that are silent on these events, or speak of the fewest."
        )
    return said
