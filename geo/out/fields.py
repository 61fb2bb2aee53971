"""The fields of events and claims that every export carries, in their order, and the licence that goes with them."""

from geo.out.lens import TOLD

LICENCE = "CC BY 4.0; geometry of districts, counties and the border ODbL 1.0"
EVENT = (
    "title",
    "kind",
    "status",
    "support",
    "disputed",
    "origins",
    "date_start",
    "date_end",
    "date_precision",
    "place_reported",
    "admin_hint",
    "country",
    "origin_reported",
    "actors",
    "fatalities_low",
    "fatalities_high",
    "doubt",
    "note",
    "dataset",
)
CLAIM = (
    "speaker",
    "speaker_side",
    "stance",
    "statement",
    "fatalities_low",
    "fatalities_high",
    "injured",
    "attributed_to",
    "published_on",
    "outlet_id",
    "outlet_name",
    "outlet_type",
    "outlet_country",
    "via",
    "origin",
    "chain",
    "positions",
    "language",
    "document_id",
    "document_title",
    "url",
    "doubt",
    "reliability",
    "credibility",
    "passes",
)
COUNTS = ("fatalities_low", "fatalities_high", "injured", *(name for name in TOLD if name.endswith(("_low", "_high"))))
"""Fields that are whole numbers, which may be missing."""
LISTS = ("disputed", "origins", "chain")
"""Fields that hold several texts."""
GRADES = (
    "reliability (of the outlet, A-F) and credibility (of the claim, 1-6) are grades of whoever made this export, by the "
    "Admiralty code; F and 6: nobody graded it. They are never the project's."
)
"""Stands in every GeoJSON."""
