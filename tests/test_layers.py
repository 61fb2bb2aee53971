"""The rooms of the house: who may import whom, where state and caches live, how modules are called."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from geo.settings import ROOT

ROOMS = ("vocabulary", "places", "events", "imports", "out", "drawing", "briefing", "documents", "commands", "__main__")
"""From the lowest to the highest; `geo.settings` lies under all of them."""
GEO = sorted((ROOT / "geo").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
NAMES = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in GEO}


def imported(path: Path) -> Iterator[str]:
    """Full names of all that the file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def modules(path: Path) -> set[str]:
    """The modules of geo that the file imports."""
    known = set(NAMES.values())
    found = {name if name in known else name.rpartition(".")[0] for name in imported(path)}
    return {name for name in found if name in known and name != "geo"}


def room(module: str) -> int:
    """How high the module's room is; -1 for the settings."""
    part = module.split(".")[1]
    return ROOMS.index(part) if part in ROOMS else -1


def attributes(path: Path) -> set[str]:
    """Dotted names used in the file: `st.session_state`, `functools.cache` …"""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def words(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_the_house_is_looked_at_whole() -> None:
    assert len(GEO) > 35
    assert len(PAGES) > 10
    assert {name.split(".")[1] for name in NAMES.values() if "." in name} == {*ROOMS, "settings"}


@pytest.mark.parametrize("path", GEO, ids=NAMES.__getitem__)
def test_geo_never_imports_streamlit_nor_the_pages(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    assert not tops & {"streamlit", "streamlit_folium", "pages", "dashboard", "tests"}


@pytest.mark.parametrize("path", [p for p in GEO if "." in NAMES[p]], ids=NAMES.__getitem__)
def test_a_room_never_imports_a_higher_one(path: Path) -> None:
    here = room(NAMES[path])
    assert [name for name in modules(path) if room(name) > here] == []


def test_there_is_no_circle() -> None:
    order = list(TopologicalSorter({NAMES[path]: modules(path) - {NAMES[path]} for path in GEO}).static_order())
    assert set(NAMES.values()) <= set(order)


def test_pages_never_import_the_front_door_and_it_has_no_logic() -> None:
    assert all("dashboard" not in set(imported(path)) for path in PAGES)
    tree = ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.If, ast.For, ast.While))]


def test_one_file_touches_the_readers_state() -> None:
    touching = {
        path.name
        for path in PAGES
        for name in attributes(path)
        if name in ("st.session_state", "st.query_params", "streamlit.session_state", "streamlit.query_params")
    }
    assert touching == {"current.py"}
    assert not [
        name
        for path in PAGES
        for name in imported(path)
        if name in ("streamlit.session_state", "streamlit.query_params")
    ]


def test_one_file_of_the_pages_holds_the_caches() -> None:
    caching = set()
    for path in PAGES:
        from_outside = {name for name in imported(path) if name.startswith("functools.")}
        used = {
            name
            for name in attributes(path)
            if name in ("st.cache_data", "st.cache_resource", "functools.cache", "functools.lru_cache")
        }
        if from_outside & {"functools.cache", "functools.lru_cache"} or used:
            caching.add(path.name)
    assert caching == {"caches.py"}


def test_the_cached_functions_never_look_at_the_readers_state() -> None:
    caches = ROOT / "pages" / "caches.py"
    assert not {"pages.current", "streamlit"} & {
        *imported(caches),
        *(name.rpartition(".")[0] for name in imported(caches)),
    }


@pytest.mark.parametrize("path", [*GEO, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_names_say_what_is_inside_and_modules_stay_small(path: Path) -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "core", "base", "shared", "tools"}
    assert not empty & set(path.relative_to(ROOT).with_suffix("").parts)
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "a module says what it is for"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 280


@pytest.mark.parametrize("path", [*GEO, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_frames_are_named_by_what_they_hold(path: Path) -> None:
    assert not words(path) & {"df", "gdf", "dataframe"}


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    files = [*GEO, *PAGES, ROOT / "dashboard.py", *(ROOT / "tests").rglob("*.py"), *(ROOT / "data").rglob("*.py")]
    homes = [f"/{name}/" for name in ("home", "Users", "work", "root")]
    assert [path.name for path in files if any(f'"{home}' in path.read_text(encoding="utf-8") for home in homes)] == []
