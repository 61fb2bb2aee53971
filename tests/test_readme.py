"""The README keeps its promises: its commands are CI's, its tables are the code's, its picture and paths exist."""

import re
import subprocess
import sys

import pytest

from geo.out import share
from geo.settings import ROOT
from geo.vocabulary.filters import FILTERS
from pages import current

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return [block.strip() for block in re.findall(r"```bash\n(.*?)```", README, re.S)]


def table(heading: str) -> list[list[str]]:
    section = README.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("| ")
    ][1:]


def documented() -> set[str]:
    return {key for row in table("What a link carries") for key in re.findall(r"`(\w+)`", row[0])}


def test_ci_runs_exactly_the_test_command():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(commands()[1])


def test_each_of_the_two_commands_is_one_line_and_sets_up():
    for command in commands()[:2]:
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install")


def test_the_link_table_documents_every_key_and_no_other():
    assert documented() == set(share.KEYS) | set(current.OWN) | {"embed"}


def test_every_filter_is_documented():
    assert {chosen.key for chosen in FILTERS} <= documented()


def test_every_option_of_a_style_key_is_documented():
    rows = {key: row[1] for row in table("What a link carries") for key in re.findall(r"`(\w+)`", row[0])}
    for key, options in share.STYLES.items():
        assert set(options) <= set(re.findall(r"`(\w+)`", rows[key])), key


def test_paths_named_exist():
    named = set(re.findall(r"`((?:geo|pages|data|tests)/[\w./]+)`", README))
    assert named and not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (tests[.\w]*)", README))))
def test_every_command_of_the_tests_starts(module: str) -> None:
    asked = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode == 0 and "usage: python -m" in asked.stdout, asked.stderr


def test_the_picture_exists():
    for path in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / path).stat().st_size > 50_000


def test_the_rooms_are_all_in_the_table():
    rooms = {path.name for path in (ROOT / "geo").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"`geo/(\w+)/`", README))
