"""`python -m geo export` and `brief`."""

import json
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from geo.__main__ import main
from geo.out.exported import read_export
from geo.settings import DATA
from tests.geo.documents.conftest import JANUARY
from tests.handed import events_in, poppler

SHIPPED = DATA / "briefings" / "january-2024.md"
TEXT = "---\ntitle: Short\n---\n\n## One\n\n```step\nkind: table\nview:\n- start=2024-01-16\n- end=2024-01-16\n```\n\nNotes.\n"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    file = tmp_path / "short.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_view_goes_out_as_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "view.PDF"
    options = ["--kind", "table", "--title", "Mine", "--paper", "a4-landscape", "--base", "https://zp.example.org"]
    assert main(["export", "--query", f"{JANUARY}&outlet=dawn&side=x", "--to", str(to), *options]) == 0
    told = poppler("pdfinfo", to.read_bytes())
    assert "Mine" in told
    assert "841.89 x 595.276" in told
    assert len(events_in(to.read_bytes(), "pdf", "https://zp.example.org/")) == 4
    out, err = capsys.readouterr()
    assert out == f"{to}\n"
    assert "note: There is no who speaks “x” here" in err or "note: There is no" in err
    assert "outside of the filters" in err


@pytest.mark.parametrize("form", ["pdf", "pptx"])
def test_a_briefing_goes_out_the_same_at_the_same_time(
    tmp_path: Path, short: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a", "b"):
        assert main(["brief", str(short), "--to", str(tmp_path / f"{name}.{form}")]) == 0
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_one_command_writes_every_form_with_the_same_events(tmp_path: Path) -> None:
    steps = TEXT + "\n## Two\n\n```step\nkind: table\nview:\n- start=2024-01-18\n- end=2024-01-18\n```\n"
    (tmp_path / "two.md").write_text(steps, encoding="utf-8")
    to = [tmp_path / f"two.{form}" for form in ("pdf", "geojson", "csv", "parquet", "gpkg", "kml")]
    assert main(["brief", str(tmp_path / "two.md"), "--to", *map(str, to)]) == 0
    collection = json.loads(to[1].read_bytes())
    known = {feature["id"] for feature in collection["features"]}
    assert len(known) > 2
    assert collection["views"] == ["v=1&start=2024-01-16&end=2024-01-16", "v=1&start=2024-01-18&end=2024-01-18"]
    assert events_in(to[0].read_bytes(), "pdf") == known
    assert set(read_export(to[2].read_bytes()).events.index) == known
    assert set(gpd.read_parquet(to[3])["event_id"]) == known
    assert set(pyogrio.read_dataframe(to[4], layer="events")["event_id"]) == known
    assert all(event in to[5].read_text(encoding="utf-8") for event in known)


def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    latin = tmp_path / "latin.md"
    latin.write_bytes("# Überblick".encode("latin-1"))
    (tmp_path / "broken.md").write_text(TEXT.replace("kind: table", "kind: poem"), encoding="utf-8")
    calls = {
        ("export", "--to", "x.docx"): (2, ".pdf or .pptx or .html"),
        ("brief", str(short), "--to", "x.csv", "x.docx"): (2, ".pdf or .pptx or .html"),
        ("brief", str(short), "--to", str(tmp_path / "no" / "x.pdf")): (1, "no such folder"),
        ("brief", str(short), "--to", "x.pdf", "--base", "javascript:x"): (1, "no address"),
        ("brief", str(short), "--to", "x.png"): (2, ".pdf or .pptx or .html"),
        ("brief", str(latin), "--to", "x.pdf"): (1, "UTF-8"),
        ("brief", str(tmp_path / "broken.md"), "--to", "x.pdf"): (1, "poem"),
        ("brief", str(tmp_path / "none.md"), "--to", "x.pdf"): (1, "none.md: there is no such file"),
        ("brief", str(tmp_path / "no" / "none.md"), "--to", "x.pdf"): (1, "none.md: there is no such folder"),
        ("brief", str(short), "--to", "x.csv", str(tmp_path / "no" / "x.pdf")): (1, "no such folder"),
        ("export", "--since", "2024-01-01", "--to", "x.pdf"): (1, "--since goes with --kind changes"),
        ("export", "--kind", "table", "--to", "x.svg"): (2, "of --kind table there is no picture"),
        ("export", "--kind", "table", "--to", "x.pdf", "x.png"): (2, "of --kind table there is no picture"),
    }
    for call, (status, said) in calls.items():
        arguments = [str(tmp_path / word) if word.startswith("x.") else word for word in call]
        assert main(arguments) == status, call
        assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("x.*"))


def test_several_files_say_each_note_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = [str(tmp_path / name) for name in ("a.csv", "a.geojson", "a.pdf", "b.pdf")]
    query = "start=2024-01-16&end=2024-01-16&side=iran_state&outlet=nobody"
    assert main(["export", "--kind", "table", "--query", query, "--to", *to]) == 0
    out, err = capsys.readouterr()
    notes = [line for line in err.splitlines() if line.startswith("note: ")]
    assert out.splitlines() == to
    assert len(notes) == len(set(notes)) >= 2
    assert any("nobody" in note for note in notes)


def test_the_briefing_that_ships_needs_no_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, file in (("a.csv", "example"), ("b.csv", str(SHIPPED))):
        assert main(["brief", file, "--to", name]) == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_kinds_and_papers_that_are_none_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (["--kind", "poem"], ["--paper", "letter"], ["--since", "soon"]):
        with pytest.raises(SystemExit):
            main(["export", "--to", "x.pdf", *wrong])
        assert wrong[0] in capsys.readouterr().err
