"""Names that the user adds: GeoNames dumps, Who's On First tables, any CSV or GeoJSON with names and coordinates.

Each set is one CSV under ``places/`` in the user's data folder (``ZEROPOINT_HOME``, else the platform's), with a
JSON beside it that says where it came from, and the keys of its spellings, so that no start has to work them out.
Files are written whole and moved into place.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geo.places.geocode import spelt
from geo.places.geocode.entries import OTHER, PRIMARY, Entry
from geo.settings import home

COLUMNS = ("place_id", "name", "kind", "country", "admin1", "lon", "lat", "radius_km", "population", "alt_names")
GEONAMES = (
    "geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 admin1_code "
    "admin2_code admin3_code admin4_code population elevation dem timezone modification_date"
).split()
"""The 19 columns of a GeoNames dump, which has no header."""

_FIELDS = {
    "name": ("name", "wof:name", "wof_name", "asciiname", "place", "title", "label", "name_en", "name:en"),
    "lon": ("lon", "longitude", "lng", "long", "x", "geom_longitude", "lbl_longitude", "geom:longitude"),
    "lat": ("lat", "latitude", "y", "geom_latitude", "lbl_latitude", "geom:latitude"),
    "country": ("country_code", "country", "geonames_country", "iso_country", "wof_country", "iso", "iso2"),
    "alt_names": ("alt_names", "alternatenames", "alternate_names", "names", "aliases"),
    "id": ("geonameid", "geonames_id", "wof_id", "wof:id", "id", "osm_id", "place_id"),
    "kind": ("kind", "feature_code", "placetype", "wof:placetype", "fclass", "type"),
    "population": ("population", "gn:population"),
}
_LICENCES = {"geonames": "GeoNames CC BY 4.0", "wof": "Who's On First (CC0 and the licences of its sources)"}
_KINDS = {"PPLX": "area", "AIRP": "airport", "AIRF": "airport", "AIRH": "airport", "PRT": "port", "MT": "mountain"}
_CLASSES = {"P": "village", "T": "mountain", "L": "area", "H": "area", "S": "site", "R": "site", "V": "area"}
_BIG = ("PPLA", "PPLC", "PPLG")


def additions_folder() -> Path:
    """The folder of the user's own names."""
    return home() / "places"


def add(path: Path, name: str = "", folder: Path | None = None) -> dict[str, Any]:
    """Add the names of a file; the same name replaces the set of that name. Returns what was stored about it.

    Raises ValueError, saying what is missing, where the file has no name and coordinate columns or no usable row.
    """
    folder = folder or additions_folder()
    label = re.sub(r"[^a-z0-9]+", "-", (name or path.stem).lower()).strip("-") or "names"
    with _named_in_errors(path):
        form, rows = _read(path)
    folder.mkdir(parents=True, exist_ok=True)
    with _swap(folder / f"{label}.csv") as target:
        with _named_in_errors(path):
            kept = _write(filter(None, (_tidy(row, label) for row in rows)), target)
        if not kept:
            raise ValueError(f"{path}: no row with a name and a coordinate")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    about = {
        "name": label,
        "file": path.name,
        "form": form,
        "sha256": sha256,
        "added_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": kept,
        "licence": _LICENCES.get(form, "as given by its source; not stated"),
    }
    with _swap(folder / f"{label}.json") as target:
        target.write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    with _swap(folder / f"{label}.spelt") as target:
        spelt.store(spelt.spelt(read_set(folder, about)), target, spelt.stamp(folder / f"{label}.csv"))
    return about


@contextmanager
def _named_in_errors(path: Path) -> Iterator[None]:
    """What is wrong with a file's text as a ValueError that names the file."""
    try:
        yield
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error


def _write(rows: Iterable[Mapping[str, Any]], target: Path) -> int:
    """Write tidy rows one by one, so that a large file never stands in memory; returns how many."""
    count = 0
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def listed(folder: Path | None = None) -> list[dict[str, Any]]:
    """What was stored about each set, by name; empty where none was added."""
    folder = folder or additions_folder()
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.with_suffix(".csv").exists()]


def remove(name: str, folder: Path | None = None) -> bool:
    """Remove a set; False where there is none of that name."""
    folder = folder or additions_folder()
    if name not in {about["name"] for about in listed(folder)}:
        return False
    (folder / f"{name}.csv").unlink()
    (folder / f"{name}.json").unlink()
    (folder / f"{name}.spelt").unlink(missing_ok=True)
    return True


def source_of(about: Mapping[str, Any]) -> str:
    """What the entries of a set say of where they come from."""
    return f"added: {about['name']} ({about['file']})"


def read_set(folder: Path, about: Mapping[str, Any]) -> Iterator[Entry]:
    """The entries of one set, by what was stored about it."""
    licence, source = str(about["licence"]), source_of(about)
    with (folder / f"{about['name']}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            others = [(other, OTHER) for other in row["alt_names"].split("|") if other]
            yield Entry(
                row["place_id"],
                row["name"],
                row["kind"],
                row["country"],
                row["admin1"],
                "",
                float(row["lon"]),
                float(row["lat"]),
                float(row["radius_km"]),
                int(row["population"]),
                source,
                licence,
                names=[(row["name"], PRIMARY), *others],
            )


class _swap:
    """A file to write beside the target, moved over it at the end, so that readers see all or nothing."""

    def __init__(self, target: Path) -> None:
        self._target = target
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        self._draft = Path(name)

    def __enter__(self) -> Path:
        return self._draft

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._draft.replace(self._target)
        else:
            self._draft.unlink(missing_ok=True)


def _read(path: Path) -> tuple[str, Iterator[dict[str, str]]]:
    """The form that a file has (geonames, wof, csv or geojson), and its rows as text by our field names."""
    if path.suffix.lower() in (".geojson", ".json"):
        return "geojson", _read_geojson(path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        first = file.readline()
        if first.count("\t") == len(GEONAMES) - 1 and not first.lower().startswith("geonameid"):
            return "geonames", _read_dump(path)
        file.seek(0)
        separator = max(",;\t", key=first.count)
        header = {column.lower() for column in csv.DictReader(file, delimiter=separator).fieldnames or ()}
    for field in ("name", "lon", "lat"):
        if not header & set(_FIELDS[field]):
            raise ValueError(f"{path}: no column for the {field}; name one of {', '.join(_FIELDS[field])}")
    form = "wof" if any("wof" in column for column in header) else "csv"
    return "geonames" if any("geoname" in column for column in header) else form, _read_table(path, separator)


def _read_dump(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, GEONAMES, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield _pick(row) | {"class": row["feature_class"]}


def _read_table(path: Path, separator: str) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        yield from map(_pick, csv.DictReader(file, delimiter=separator))


def _pick(row: Mapping[str, Any]) -> dict[str, str]:
    lower = {str(key).lower(): str(value or "") for key, value in row.items() if isinstance(key, str)}
    return {field: next((lower[name] for name in names if lower.get(name)), "") for field, names in _FIELDS.items()}


def _read_geojson(path: Path) -> Iterator[dict[str, str]]:
    """The features; a record by itself too, as Who's On First has them, its shape's middle being in the properties."""
    whole = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(whole, dict):
        raise ValueError(f"{path}: no GeoJSON")
    for feature in [whole] if whole.get("type") == "Feature" else whole.get("features") or ():
        row, geometry = _pick(feature.get("properties") or {}), feature.get("geometry") or {}
        if geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) > 1:
            row |= {"lon": str(geometry["coordinates"][0]), "lat": str(geometry["coordinates"][1])}
        yield row


def _tidy(row: Mapping[str, str], label: str) -> dict[str, Any] | None:
    """A row as it is stored; None where the name or the coordinate is missing or impossible."""
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (KeyError, ValueError):
        return None
    name = row["name"].strip()
    if not name or not (abs(lon) <= 180 and abs(lat) <= 90 and math.isfinite(lon) and math.isfinite(lat)):
        return None
    code = row["kind"].upper()
    population = int(float(row["population"])) if re.fullmatch(r"\d+(\.\d+)?", row["population"]) else 0
    settled = "town" if population >= 5000 or code.startswith(_BIG) else "village"
    kind = _KINDS.get(code) or _CLASSES.get(row.get("class", "P") or "P", "village")
    kind = row["kind"] if row["kind"] in set(_CLASSES.values()) | {"town", "city", "port", "airport"} else kind
    country = row["country"].upper() if len(row["country"]) == 2 else ""
    others = re.split(r"\||,(?! )|;", row["alt_names"])
    rounded = len(f"{lon:.5f}".rstrip("0").split(".")[1]) <= 2 and len(f"{lat:.5f}".rstrip("0").split(".")[1]) <= 2
    return {
        "place_id": f"{label}-{row['id'] or hashlib.blake2b(f'{name}{lon}{lat}'.encode(), digest_size=6).hexdigest()}",
        "name": name,
        "kind": settled if kind == "village" else kind,
        "country": country,
        "admin1": "",
        "lon": round(lon, 5),
        "lat": round(lat, 5),
        "radius_km": 4 if rounded else 1.5,
        "population": population,
        "alt_names": "|".join(
            dict.fromkeys(other.strip() for other in others if other.strip() and other.strip() != name)
        ),
    }
