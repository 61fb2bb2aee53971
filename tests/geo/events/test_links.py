"""The file of links: what is decided stands on one event, nothing is lost, everything can be taken back, terms are kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo import settings
from geo.__main__ import main
from geo.events import datasets
from geo.events.append_log import Refused
from geo.events.atlas import Atlas
from geo.events.links import DIFFERENT, SAME, decide, links_file, read_links, take_back
from geo.events.now import atlas_now
from geo.events.undoing import list_changes, undo
from geo.out import differences, matrix
from geo.out.cards import event_card
from geo.out.exported import read_export
from geo.out.exports import export, left_out
from geo.out.shown import show
from geo.vocabulary.view import View
from tests.opened import layers, parquet

STRIKE = "2024-01-16-panjgur-strike"
HEAD = "id,date,event,kind,district,lon,lat,actor,deaths,source\n"
TITLES = dict.fromkeys("abcde", "an event")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def brought(tmp_path: Path) -> Callable[..., str]:
    """Import one record of the strike (or of something else) as a set of its own, and give its event's id."""

    def bring(name: str, row: str = "1,2024-01-17,Raid,attack,Panjgur,63.4,27.2,IRGC,30,A paper", *options: str) -> str:
        file = tmp_path / f"{name}.csv"
        file.write_text(HEAD + row + "\n", "utf-8")
        assert main(["import", str(file), "--dataset", name, "--licence", f"licence of {name}", *options]) == 0
        events = atlas_now().chronology.events
        return str(events.index[events["dataset"] == name][0])

    return bring


def join(first: str, second: str, verdict: str = SAME) -> Atlas:
    titles = atlas_now().chronology.events["title"].to_dict()
    decide(links_file(settings.home()), titles, first, second, verdict, "me", "read")
    return atlas_now()


def test_a_linked_record_is_a_claim_on_the_event_and_shown_once(
    brought: Callable[..., str], id_of: Callable[[str], str], home: Path
) -> None:
    record, strike = brought("mine"), id_of(STRIKE)
    before = atlas_now()
    now = join(record, strike)
    events, claims = now.chronology.events, now.chronology.claims
    assert record not in events.index and len(events) == len(before.chronology.events) - 1
    mine = claims[claims["dataset"] == "mine"]
    assert list(mine["event_id"]) == [strike] and mine["record"].str.contains("mine: 17 January 2024, Panjgur").all()
    assert before.chronology.assemblies[strike].dispute != "denied" or "deaths" in events.at[strike, "disputed"]
    assert "deaths" in events.at[strike, "disputed"]  # 2 and 30
    assert events.at[strike, "fatalities_high"] == 30 and "a-paper" in events.at[strike, "origins"]
    card = event_card(now, show(now, View()), strike)
    assert "Linked by you; the record it came with is mine: 17 January 2024" in card and "A paper" in card
    assert set(now.store.ask(View(data=("mine",))).events) == {strike}
    take_back(links_file(home), record, strike, "me", "not sure")
    again = atlas_now().chronology
    assert record in again.events.index and again.events.at[strike, "fatalities_high"] == 2


def test_a_place_that_is_nowhere_near_is_another_version_of_the_place(
    brought: Callable[..., str], id_of: Callable[[str], str]
) -> None:
    near, strike = brought("near"), id_of(STRIKE)
    far = brought("far", "1,2024-01-16,Raid,attack,Gwadar,62.3,25.1,IRGC,2,A paper")
    join(near, strike)
    places = join(far, strike).places
    added = places[(places["event_id"] == strike) & (places["dataset"] != "")]
    assert list(added["role"]) == ["disputed"] and list(added["dataset"]) == ["far"]
    assert "as far: 16 January 2024" in added["note"].iloc[0]


def test_what_may_not_be_passed_on_does_not_leave_through_a_link(
    brought: Callable[..., str], id_of: Callable[[str], str]
) -> None:
    strike = id_of(STRIKE)
    before = read_export(export("v=1&kind=air_or_missile_strike", "geojson")[0])
    secret, open_ = (
        brought("secret", "7,2024-01-18,Hush,attack,Gwadar,62.3,25.1,Moles,77,Nobody", "--no-may-share"),
        brought("open"),
    )
    join(secret, strike)
    join(open_, strike)
    for form in ("geojson", "csv"):
        for query in ("v=1&kind=air_or_missile_strike", "v=1&lens=outlet:nobody", "v=1&data=secret", "v=1&q=hush"):
            body = export(query, form)[0].decode()
            assert not {"Hush", "Nobody", "77", "secret: 18"} & set(body.replace('"', ",").split(",")), (form, query)
    now = atlas_now()
    for shown in (show(now, View()), show(now, View(lens="outlet:nobody", against="side:iran_state"))):
        made = matrix.to_csv(now, shown, "outlet") if not shown.view.lens else differences.export_csv(now, shown)
        assert b"Hush" not in made and b"Nobody" not in made and strike.encode() in made
    after = read_export(export("v=1&kind=air_or_missile_strike", "geojson")[0])
    assert after.events.at[strike, "fatalities_high"] == 30 and before.events.at[strike, "fatalities_high"] == 2
    assert "nobody" not in after.events.at[strike, "origins"]
    body = json.loads(export("v=1&kind=air_or_missile_strike", "geojson")[0])
    (feature,) = [each for each in body["features"] if each["id"] == strike]
    licences = {claim.get("licence") for claim in feature["properties"]["claims"]}
    typed = parquet(export("v=1&kind=air_or_missile_strike", "parquet")[0]).set_index("event_id")["claims"][strike]
    table = layers(export("v=1&kind=air_or_missile_strike", "gpkg")[0], "gpkg")["claims"].set_index("event_id")
    assert {claim["licence"] for claim in typed} == set(table.loc[strike, "licence"]) == {"", "licence of open"}
    assert licences == {None, "licence of open"} and {each["id"] for each in body["data_sets"]} == {"open"}
    assert left_out("v=1&kind=air_or_missile_strike")[0].startswith("1 claim on linked events of “secret” is left out")
    rows = export("v=1&kind=air_or_missile_strike", "csv")[0].decode("utf-8-sig")
    assert "| linked claims of open: licence of open" in rows and "| linked claims of open: open" in rows


def test_no_filter_tells_of_what_may_not_be_passed_on(brought: Callable[..., str], id_of: Callable[[str], str]) -> None:
    strike = id_of(STRIKE)
    plain = read_export(export("v=1", "geojson")[0]).events
    secret = brought("secret", "7,1985-02-03,Hush,attack,Gwadar,62.3,25.1,Moles,77,Zznobody", "--no-may-share")
    now = join(secret, strike)
    assert strike in now.store.ask(View(q="zznobody")).events
    for query in ("q=zznobody", "q=moles", "outlet=zznobody", "data=secret"):
        body = json.loads(export(f"v=1&{query}", "geojson")[0])
        assert body["features"] == [] and body["events_on_record"] == len(plain), query
    for status in ("single_source", "corroborated", "uncontested", "contested", "denied"):
        found = read_export(export(f"v=1&status={status}", "geojson")[0]).events
        said = found["support"] if status in ("single_source", "corroborated") else found["status"]
        wanted = {status, "denied"} if status == "contested" else {status}
        assert len(found) and set(said) <= wanted, status
    early = json.loads(export("v=1&start=1900-01-01&end=1901-01-01", "geojson")[0])
    assert "1985" not in json.dumps(early)
    left = {
        json.dumps(json.loads(export(f"v=1&q={word}", "geojson")[0])["left_out"]) for word in ("zznobody", "zznothing")
    }
    assert len(left) == 1, "nor does what is said to be left out"


def test_a_set_that_may_be_passed_on_takes_in_one_that_may_not(brought: Callable[..., str]) -> None:
    row = "1,2019-01-17,Raid,attack,Panjgur,63.4,27.2,IRGC,"
    secret, open_ = brought("secret", row + "30,One", "--no-may-share"), brought("open", row + "31,Two")
    events = join(secret, open_).chronology.events
    assert open_ in events.index and secret not in events.index
    assert "Two" in export("v=1&data=open", "csv")[0].decode() and "One" not in export("", "csv")[0].decode().split(",")


def test_a_removed_set_leaves_its_links_waiting(
    brought: Callable[..., str], id_of: Callable[[str], str], home: Path
) -> None:
    record = brought("mine")
    join(record, id_of(STRIKE))
    datasets.remove(home, "mine")
    assert atlas_now().problems == () and atlas_now().chronology.events.at[id_of(STRIKE), "fatalities_high"] == 2
    datasets.undo(home)
    assert record not in atlas_now().chronology.events.index


def test_the_last_change_is_undone_whatever_it_was(
    brought: Callable[..., str], id_of: Callable[[str], str], home: Path
) -> None:
    record = brought("mine")
    datasets.allow_sharing(home, "mine", False)
    join(record, id_of(STRIKE), DIFFERENT)
    assert [said.split(":")[0].split(" (")[0] for said in list_changes(home)] == [
        "different events",
        "sharing of mine",
        "import of mine",
    ]
    assert undo(home).startswith("different events")
    assert undo(home).startswith("sharing") and undo(home).startswith("import")
    assert read_links(links_file(home)).decided == {} and not datasets.list_sets(home)


def test_a_backup_holds_the_links(
    brought: Callable[..., str], id_of: Callable[[str], str], home: Path, tmp_path: Path
) -> None:
    record = brought("mine")
    join(record, id_of(STRIKE))
    datasets.backup(home, tmp_path / "all.zip")
    take_back(links_file(home), record, id_of(STRIKE), "me", "changed my mind")
    datasets.restore(home, tmp_path / "all.zip")
    assert record not in atlas_now().chronology.events.index


def test_decisions_about_a_pair_stand_on_each_other(home: Path) -> None:
    file = links_file(home)
    decide(file, TITLES, "b", "a", SAME, "me", "first")
    decide(file, TITLES, "a", "b", DIFFERENT, "you", "second")
    assert read_links(file).decided["a", "b"].verdict == DIFFERENT and not read_links(file).groups
    take_back(file, "a", "b", "me", "third")
    assert read_links(file).groups == (frozenset("ab"),)
    take_back(file, "a", "b", "me", "fourth")
    with pytest.raises(Refused, match="nothing to take back"):
        take_back(file, "a", "b", "me", "fifth")
    assert len(file.read_text("utf-8").splitlines()) == 5


def test_what_cannot_be_kept_is_refused(home: Path) -> None:
    file = links_file(home)
    decide(file, TITLES, "a", "b", SAME, "me", "read")
    decide(file, TITLES, "b", "c", SAME, "me", "read")
    for first, second, verdict, by, said in (
        ("a", "b", SAME, "me", "decided already, by me"),
        ("a", "c", DIFFERENT, "me", "cannot hold as well"),
        ("a", "z", SAME, "me", "no event 'z'"),
        ("a", "a", SAME, "me", "one record already"),
        ("a", "d", SAME, " ", "Your name must not be empty"),
    ):
        with pytest.raises(Refused, match=said):
            decide(file, TITLES, first, second, verdict, by, "read")
    assert read_links(file).groups == (frozenset("abc"),)


def test_a_broken_line_is_named_and_costs_no_other(
    brought: Callable[..., str], id_of: Callable[[str], str], home: Path
) -> None:
    record = brought("mine")
    join(record, id_of(STRIKE))
    file = links_file(home)
    good = file.read_bytes()
    bad = [b"half a line", b"2024-01-01T00:00:00Z,me,b,a,same,,why", b"soon,me,a,b,perhaps,,why", b"\xff\xfe"]
    file.write_bytes(good + b"\n".join(bad) + b"\n")
    now = atlas_now()
    assert record not in now.chronology.events.index
    assert {problem.row for problem in now.problems} == {3, 4, 5, 6} and {p.file for p in now.problems} == {"links.csv"}
    file.write_bytes(b"at,by\n" + good)
    assert record in atlas_now().chronology.events.index and "header" in str(atlas_now().problems[0])
    with pytest.raises(Refused, match="Nothing was added"):
        join(record, id_of(STRIKE))


def test_decisions_by_hand_that_contradict_each_other_are_named_and_the_first_hold(home: Path) -> None:
    file = links_file(home)
    for first, second, verdict in (("a", "b", SAME), ("a", "c", DIFFERENT)):
        decide(file, TITLES, first, second, verdict, "me", "read")
    file.write_text(file.read_text("utf-8") + "2026-01-01T00:00:00Z,x,b,c,same,,merged by hand\n", "utf-8")
    links = read_links(file)
    assert len(links.groups) == 1 and len(links.problems) == 1 and "not followed" in links.problems[0].remedy


def test_the_command_proposes_confirms_lists_and_takes_back(
    brought: Callable[..., str], id_of: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    record, strike = brought("mine"), id_of(STRIKE)
    capsys.readouterr()
    assert main(["same", "--json", "--min-score", "20"]) == 0
    (proposed,) = json.loads(capsys.readouterr().out)
    assert (proposed["first"], proposed["second"]) == (strike, record) and "1 day apart" in proposed["why"]
    who = ["--by", "A. Reader", "--why", "same raid"]
    assert main(["same", "confirm", strike, record, *who]) == 0
    assert main(["same", "list"]) == 0 and "same raid" in capsys.readouterr().out
    assert main(["same"]) == 0 and "0 pairs" in capsys.readouterr().out
    assert main(["same", "confirm", strike, record, *who]) == 1
    for act in ("undo", "reject", "undo"):
        assert main(["same", act, strike, record, *who]) == 0
    assert main(["same", "undo", strike, record, *who]) == 1
