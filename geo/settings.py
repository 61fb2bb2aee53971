"""Where things are, and the few numbers that the whole house shares."""

import os
from pathlib import Path

from platformdirs import user_data_path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ASSETS = ROOT / "geo" / "out" / "assets"

REGION = (57.0, 24.0, 71.0, 32.5)
"""west, south, east, north of the region that the map covers, EPSG:4326."""

DISCLAIMER = (
    "Boundaries and names shown do not imply any position on the status of a territory; "
    "near the border they are uncertain by some kilometres."
)
"""Stands on every map and in every export."""

ATTRIBUTION = (
    "Zero Point chronology (CC BY 4.0); places: GeoNames (CC BY 4.0), OurAirports; boundaries: geoBoundaries / "
    "OpenStreetMap contributors / Pakistan Bureau of Statistics (ODbL 1.0); basemap: Natural Earth (public domain)"
)
"""Names every source that a map or an export draws on."""

MAP_ATTRIBUTION = "© OpenStreetMap contributors, geoBoundaries (ODbL) · GeoNames (CC BY) · Natural Earth"
"""The same, short, for the corner of a map."""


def home() -> Path:
    """The user's own folder: `ZEROPOINT_HOME`, else where the platform keeps the data of programs. It may not exist yet."""
    said = os.environ.get("ZEROPOINT_HOME")
    return Path(said) if said else user_data_path("zero-point", False)
