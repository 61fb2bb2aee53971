"""The geocoder of the border: a reported name to ranked candidates with geometry, score and reasons.

>>> from geo.places.geocode import geocode
>>> geocode("within 30 km of Panjgur").candidates[0].radius_km
30.0
"""

from geo.places.geocode.answers import Answer, Candidate, Hints, Mention
from geo.places.geocode.batch import TABLE, geocode, geocode_many
from geo.places.geocode.findings import Finding, check_point, check_record
from geo.places.geocode.mentions import find_mentions

__all__ = [
    "TABLE",
    "Answer",
    "Candidate",
    "Finding",
    "Hints",
    "Mention",
    "check_point",
    "check_record",
    "find_mentions",
    "geocode",
    "geocode_many",
]
