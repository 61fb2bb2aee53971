"""The matrix against the claims counted one by one."""

import csv
import io
from collections.abc import Callable

import pytest

from geo.events.atlas import Atlas
from geo.out import matrix
from geo.out.shown import Shown
from geo.out.symbols import STANCE_COLOURS, STANCES

FIELDS = {"side": "speaker_side", "outlet": "outlet_id"}
VIEWS = [{}, {"kind": ("air_or_missile_strike",)}, {"stance": ("denies",)}]


@pytest.mark.parametrize("by", FIELDS)
@pytest.mark.parametrize("fields", VIEWS)
def test_every_cell_has_the_stances_of_its_claims(atlas: Atlas, look: Callable[..., Shown], by: str, fields) -> None:
    shown = look(**fields)
    rows = matrix.matrix(atlas, shown, by)
    assert list(rows.index) == list(shown.events.index)
    for column in rows.columns.drop(list(matrix.HEAD)):
        for event, cell in rows[column].items():
            claims = matrix.claims_of(atlas, shown, by, event, column)
            assert (cell == "") == claims.empty
            assert set(cell.split(" ")[0]) == {STANCES[stance] for stance in claims["stance"]}
            assert cell.partition(" ")[2] == (str(len(claims)) if len(claims) > 1 else "")


def test_all_sides_that_speak_have_a_column_and_their_claims_are_all_there(atlas: Atlas, look) -> None:
    shown = look()
    rows = matrix.matrix(atlas, shown, "side")
    sides = {atlas.choices["side"][side] for side in shown.claims["speaker_side"]}
    assert set(rows.columns) == sides | set(matrix.HEAD)
    counted = sum(
        len(matrix.claims_of(atlas, shown, "side", event, side)) for event in rows.index for side in sorted(sides)
    )
    assert counted == len(shown.claims)


def test_outlets_without_a_column_are_counted_and_stand_in_the_csv(atlas: Atlas, look: Callable[..., Shown]) -> None:
    shown = look()
    outlets = set(shown.claims["outlet_name"])
    columns = set(matrix.matrix(atlas, shown, "outlet").columns) - set(matrix.HEAD)
    assert len(columns) + matrix.left_out(shown, "outlet") == len(outlets) > len(columns)
    header = next(csv.reader(io.StringIO(matrix.to_csv(atlas, shown, "outlet").decode("utf-8-sig"))))
    assert outlets <= set(header)


def test_the_strike_at_panjgur_is_asserted_and_denied(atlas: Atlas, look: Callable[..., Shown], id_of) -> None:
    rows = matrix.matrix(atlas, look(), "side")
    cell = rows.at[id_of("2024-01-16-panjgur-strike"), atlas.choices["side"]["iran_state"]]
    assert STANCES["asserts"] in cell


def test_every_stance_has_a_colour_and_a_sign_of_its_own() -> None:
    assert set(matrix.WEIGHT) == set(STANCES) == set(STANCE_COLOURS)
    assert len(set(STANCES.values())) == len(set(STANCE_COLOURS.values())) == len(STANCES)
    assert matrix.colour("") == matrix.colour(None) == ""
    assert STANCE_COLOURS["denies"] in matrix.colour(STANCES["denies"] + STANCES["asserts"] + " 3")


@pytest.mark.parametrize("by", FIELDS)
def test_an_empty_view_gives_an_empty_matrix(atlas: Atlas, look: Callable[..., Shown], by: str) -> None:
    nothing = look(q="xyzzy")
    assert list(matrix.matrix(atlas, nothing, by).columns) == list(matrix.HEAD)
    assert len(matrix.to_csv(atlas, nothing, by).decode("utf-8-sig").splitlines()) == 1


def test_no_two_outlets_share_a_name(atlas: Atlas) -> None:
    assert atlas.chronology.outlets["name"].is_unique, "else their columns would fall together"
