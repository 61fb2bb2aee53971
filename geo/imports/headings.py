"""The fields that a mapping may name: the headings that say them, what a page calls them, and how a heading is compared."""

from __future__ import annotations

import re

_POINTS = (
    *("coordinates", "coords", "coord", "lat_lon", "lat_long", "latlng", "lat_lng", "latitude_longitude"),
    *("geolocation", "geo_point_2d", "gps"),
)
"""Latitude and longitude in one cell."""
NAMES: dict[str, tuple[str, ...]] = {
    "source_id": (
        *("source_id", "event_id", "eventid", "id", "event_id_cnty", "globaleventid", "uid", "uuid", "incident_id"),
        *("ref", "identifier", "case_number", "strike_id", "gtd_id", "record_id"),
    ),
    "title": (
        "title",
        "event",
        "headline",
        "name",
        "subject",
        "incident",
        "event_title",
        "incident_title",
        "event_label",
        "item_label",
    ),
    "kind": (
        *("kind", "event_type", "type", "category", "incident_type", "type_of_event", "attack_type", "class"),
        *(
            "attacktype1_txt",
            "type_of_attack",
            "event_category",
            "incident_category",
            "type_of_incident",
            "strike_type",
        ),
    ),
    "date_start": (
        *("date_start", "date", "event_date", "start_date", "start", "day", "datetime", "timestamp", "when", "time"),
        *("incident_date", "date_of_incident", "sqldate", "begin", "datum", "date_time", "strike_date", "attack_date"),
        *("date_of_event", "date_of_attack", "date_of_strike", "fecha", "дата", "التاريخ", "تاریخ"),
    ),
    "date_end": ("date_end", "end_date", "end", "until"),
    "date_precision": ("date_prec", "date_precision", "time_precision"),
    "year": ("year", "iyear", "event_year", "date_year", "start_year", "yr", "سال"),
    "month": ("month", "imonth", "event_month", "date_month", "start_month"),
    "day": ("day", "iday", "event_day", "date_day", "start_day", "day_of_month"),
    "place_reported": (
        *("place_reported", "place", "location", "where_coordinates", "place_name", "location_name", "city", "town"),
        *("village", "site", "where", "locality", "address", "settlement", "loc", "المكان", "مقام", "محل"),
    ),
    "admin2": (
        *("admin2", "adm_2", "district", "county", "adm2", "shahrestan", "district_name", "agency", "admin2_name"),
        *("ضلع", "شهرستان"),
    ),
    "admin1": (
        *("admin1", "adm_1", "province", "state", "adm1", "provstate", "ostan", "province_name", "admin1_name"),
        *("governorate", "oblast", "region", "صوبہ", "استان"),
    ),
    "country": ("country", "country_name", "country_txt", "iso2", "iso3", "country_code", "iso", "nation"),
    "lon": ("lon", "longitude", "lng", "long", "x", "lon_dd", "x_coord", "longitude_dd", "طول"),
    "lat": ("lat", "latitude", "y", "lat_dd", "y_coord", "latitude_dd", "عرض"),
    "precision": ("precision", "geo_precision", "where_prec", "location_precision", "specificity"),
    "radius_km": ("radius_km", "accuracy_km", "uncertainty_km"),
    "geometry": ("geom_wkt", "wkt", "geometry", "geom", "the_geom", *_POINTS),
    "actors": (
        *("actors", "actor", "actor1", "perpetrator", "side_a", "actor_1", "group", "attacker", "gname", "faction"),
        *("perpetrators", "belligerent"),
    ),
    "actors_2": ("actor2", "side_b", "actor_2", "target", "victim", "targtype1_txt", "target_type", "target1"),
    "speaker": ("speaker", "claimant", "source_original", "claimed_by", "said_by"),
    "statement": (
        *("statement", "notes", "description", "details", "text", "comment", "comments", "remarks", "narrative"),
        *("summary", "incident_summary", "event_summary", "incident_description", "event_description", "abstract"),
    ),
    "fatalities_low": ("fatalities_low", "low", "deaths_low", "min_deaths", "killed_min"),
    "fatalities_best": (
        *("fatalities_best", "fatalities", "deaths", "best", "killed", "nkill", "dead", "number_killed", "casualties"),
        *("number_of_deaths", "total_deaths", "total_killed", "deaths_total", "total_fatalities", "death_toll"),
    ),
    "fatalities_high": ("fatalities_high", "high", "deaths_high", "max_deaths", "killed_max"),
    "injured": ("injured", "wounded", "nwound", "injuries", "number_injured", "total_injured", "total_wounded"),
    "attributed_to": ("attributed_to", "responsible", "perpetrator_group", "blamed", "suspected_belligerent"),
    "source": (
        *("source", "sources", "outlet", "publisher", "media", "reported_by", "newspaper", "source_name", "scite1"),
    ),
    "source_title": ("source_title", "document_title", "article", "source_headline"),
    "source_date": ("source_date", "published_on", "published", "publication_date", "report_date"),
    "source_url": (
        *("source_url", "url", "link", "sourceurl", "web", "website", "href", "strike_link", "references", "news_link"),
    ),
}
"""What a mapping may name, and the headings that say so, the likeliest first."""
LABELS = {
    "source_id": "source's own id",
    "title": "title",
    "kind": "kind of event",
    "date_start": "date, or first day",
    "date_end": "last day",
    "date_precision": "precision of the date (UCDP: 1 day … 5 year)",
    "year": "year, where the date stands in parts",
    "month": "month",
    "day": "day of the month",
    "place_reported": "place as reported",
    "admin2": "district or county",
    "admin1": "province",
    "country": "country",
    "lon": "longitude",
    "lat": "latitude",
    "precision": "precision of the place (point, circle, district, province, country)",
    "radius_km": "radius of uncertainty in km",
    "geometry": "geometry as WKT, or latitude, longitude in one cell",
    "actors": "actor",
    "actors_2": "second actor or target",
    "speaker": "who says so",
    "statement": "what is said",
    "fatalities_low": "deaths, lowest",
    "fatalities_best": "deaths, best estimate",
    "fatalities_high": "deaths, highest",
    "injured": "injured",
    "attributed_to": "who is held responsible",
    "source": "outlet, or several parted by ;",
    "source_title": "title of the document",
    "source_date": "date of the document",
    "source_url": "address of the document",
}
"""Field of a mapping → what a page calls it."""
WEAK = frozenset({"time", "day", "start", "when", "timestamp", "begin", "x", "y", "year", "month", *_POINTS})
"""Headings that may mean something else; the cells decide."""

_WORD = re.compile(r"[^\w]+")


def plain(heading: str) -> str:
    """A heading without signs and capitals, words joined by "_"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading)
    return _WORD.sub("_", parted.casefold()).strip("_")


def in_lower_case(names: tuple[str, ...]) -> tuple[str, ...]:
    """The headings without capitals, where they still differ then."""
    lower = tuple(name.casefold() for name in names)
    return lower if len(set(lower)) == len(lower) else names
