"""Where a part of a place is, in words: as precisely as is known, then the name as reported."""

import geopandas as gpd
import pytest

from geo.places.saying import why, words


@pytest.mark.parametrize(
    ("event_key", "number", "said"),
    [
        ("2014-06-08-taftan-pilgrims-attack", 1, "at Taftan (within 2 km)"),
        (
            "2024-01-16-panjgur-strike",
            1,
            "around Koh-e-Sabz area, Panjgur (within 35 km); reported as Koh-i-Sabz (Sabz Koh) village, Panjgur",
        ),
        ("2023-01-18-chukab-attack", 1, "somewhere in Panjgur district; reported as Chukab sector, Panjgur district"),
        ("2022-12-19-saravan-guards", 1, "along the border of Saravan county; reported as Saravan"),
        (
            "2019-02-13-khash-zahedan-bus",
            1,
            "within 25 km of the road between Khash and Zahedan; reported as Khash-Zahedan road",
        ),
        (
            "2011-12-07-jiwani-fishermen",
            1,
            "at sea within 25 km of Pasabandar; reported as Pasaband area, about 40 km off Jewani",
        ),
        (
            "2024-11-05-saravan-panjgur-joint-operation-report",
            2,
            "within 30 km of Panjgur; reported as 30 km from Panjgur",
        ),
        ("2024-11-10-sirkan-basij-five", 1, "near Sirkan (within 15 km); reported as outskirts of Sirkan, Saravan"),
        (
            "2024-02-24-iran-kills-shahbakhsh",
            1,
            "not located: only Pakistan as a country is named; reported as Pakistani territory",
        ),
        ("2024-02-24-iran-kills-shahbakhsh", 2, "somewhere in Iran"),
        ("2023-06-beijing-trilateral", 1, "in Beijing"),
        ("2019-border-fence", 1, "along the Pakistan–Iran border"),
        (
            "2016-03-jadhav-arrest",
            2,
            "somewhere in Chabahar county, Sarbaz county or Rask county; reported as Iran, near Chabahar/Sarbaz",
        ),
        ("2025-us-pakistan-balochistan-minerals", 1, "somewhere in Balochistan province; reported as Balochistan"),
    ],
)
def test_words(located: gpd.GeoDataFrame, event_key: str, number: int, said: str) -> None:
    [row] = [row for _, row in located[located["event_key"] == event_key].iterrows() if row["part"] == number]
    assert words(row) == said


def test_why_says_what_the_geocoder_was_asked_where_that_is_not_what_was_reported(located: gpd.GeoDataFrame) -> None:
    said = {f"{row['event_key']} {row['part']}": why(row) for _, row in located.iterrows()}
    assert said["2014-10-24-mashkel-mortars 1"].startswith("Read as “within 20 km of Mashkel”. The shells came over")
    assert said["2014-06-08-taftan-pilgrims-attack 1"].startswith("The gazetteer has the town")
    assert said["2023-01-18-chukab-attack 3"] == "Only the country it came from is reported."
