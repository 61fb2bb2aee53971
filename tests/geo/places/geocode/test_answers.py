import math

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.geocode import TABLE, geocode, geocode_many
from geo.places.geocode.calibration import curves, score
from geo.places.geocode.world import World
from geo.places.metric import to_metres


@pytest.mark.parametrize(
    ("text", "hints", "place_id"),
    [
        ("Turbat town (Turbat tehsil, Kech district, Balochistan province)", {}, "turbat"),
        ("Panjgoor", {}, "panjgur"),
        ("پنجگور", {}, "panjgur"),
        ("Dera Bugti district", {}, "pk-dera-bugti"),
        ("Bolan", {}, "pk-kachhi"),
        ("Pishin", {"country": "Iran"}, "pishin-ir"),
        ("Pishin", {"province": "Balochistan province"}, "pishin-pk"),
        ("Pishin, Sarbaz", {}, "pishin-ir"),
        ("Kuhak", {"district": "Kech district"}, "kuhak-kech"),
        ("zero point at Taftan", {}, "xing-taftan-pk"),
        ("Nasirabad district", {}, "pk-nasirabad"),
        ("Nasirabad", {"district": "Kech"}, "nasirabad-kech"),
        ("Iran's Sistan and Baluchestan province", {}, "ir-sistan-baluchestan"),
        ("Iranian Pishin", {}, "pishin-ir"),
        ("Pakistan's Taftan", {}, "taftan-town-pk"),
        ("Taftan border town", {}, "taftan-town-pk"),
        ("the border town of Taftan", {}, "taftan-town-pk"),
        ("Gar border village", {"district": "Panjgur"}, "gar-panjgur"),
        ("Turbat bazaar", {}, "turbat"),
        ("Panjgur bazaar", {}, "panjgur"),
        ("Tump district", {}, "pk-kech.tump"),
        ("Golshan county", {}, "ir-saravan.jaleq"),
        ("Sib-Soran", {}, "ir-sib-and-suran"),
        ("Chabahar airport", {}, "konarak-airport"),
    ],
)
def test_the_right_one(text: str, hints: dict[str, str], place_id: str, world: World) -> None:
    answer = geocode(text, hints, world=world)
    assert answer.status == "resolved", answer.reason
    assert answer.candidates[0].place_id == place_id


@pytest.mark.parametrize("text", ["Pishin", "Taftan", "تپتان", "Iran's Taftan", "Dasht", "Chedgi"])
def test_false_friends_are_ambiguous_without_a_hint(text: str, world: World) -> None:
    answer = geocode(text, world=world)
    assert answer.status == "ambiguous" and len(answer.candidates) > 1 and answer.best is None


@pytest.mark.parametrize(
    "text", ["", "   ", "Miranshah", "Frontier Corps", "Pakistan", "Peshawar district", "Xyzzy", "12"]
)
def test_what_is_not_there_is_not_found(text: str, world: World) -> None:
    assert geocode(text, world=world).status == "not_found"


def test_a_former_district_still_fits(world: World) -> None:
    assert geocode("Hub town", district="Lasbela district", world=world).status == "resolved"
    assert geocode("Gohar Kuh", district="Khash county", world=world).candidates[0].place_id == "gohar-kuh"


@pytest.mark.parametrize(
    ("text", "district", "place_id"),
    [
        ("Quetta railway station", "Quetta district", "near:quetta"),
        ("Sui gas field", "Dera Bugti district", "near:ourairports-opsu-town"),
        ("Jinnah road", "Quetta district", "near:quetta"),
        ("Jinnah road", "Kalat district", "pk-kalat"),
        ("Sariab locality", "Quetta district", "near:quetta"),
        ("Hazara Town (Quetta)", "Quetta district", "near:quetta"),
        ("Hazara Town", "Quetta district", "pk-quetta"),
        ("Turbat hills", "Kech district", "near:turbat"),
        ("Mand airport", "Kech district", "near:mand-pk"),
        ("Bolan pass", "Kachhi district", "pk-kachhi"),
        ("Hub Chowki town", "Lasbela district", "geonames-12524485"),
    ],
)
def test_a_feature_lies_where_its_name_says(text: str, district: str, place_id: str, world: World) -> None:
    best = geocode(text, district=district, world=world).candidates[0]
    assert best.place_id == place_id
    assert best.kind in ("circle", "district", "town") and (best.where_prec >= 2 or best.kind == "town")


def test_the_date_decides_how_far_a_district_reached(world: World) -> None:
    areas = {}
    for day in ("2015-06-01", "2024-06-01"):
        best = geocode("Lasbela district", date=day, world=world).candidates[0]
        assert best.geometry is not None
        areas[day] = best.geometry.area
    assert areas["2015-06-01"] > areas["2024-06-01"] * 1.3
    then = geocode("Hub town", district="Lasbela district", date="2015-06-01 00:00:00.000", world=world)
    assert then.status == "resolved" and "in lasbela at that date" in then.candidates[0].reason
    dates = pd.DataFrame({"district": ["Lasbela"] * 3, "date": ["2015", None, pd.Timestamp("2024-01-01")]})
    reasons = geocode_many(pd.Series(["Hub town"] * 3), dates, world)["reason"]
    assert ["at that date" in each for each in reasons] == [True, False, False]


def test_a_hint_against_a_well_known_place_is_never_overruled(world: World) -> None:
    assert geocode("Turbat", country="Iran", world=world).status == "ambiguous"


def test_a_district_elsewhere_is_not_outweighed_by_other_hints(world: World) -> None:
    hints = {"district": "Khash", "province": "Sistan and Baluchestan", "country": "IR", "context": "مرکزی bakhsh"}
    best = geocode("Moradabad Komb", hints, world=world).best  # a town 240 km from Khash; every county has a Markazi
    assert best is None or math.isnan(best.lon)


def test_an_unknown_village_gives_the_unit_and_no_pin(world: World) -> None:
    best = geocode("Killi Nakar, Panjgur district", world=world).candidates[0]
    assert best.place_id == "pk-panjgur" and math.isnan(best.lon) and best.where_prec == 3 and best.score < 0.9
    assert best.geometry is not None and best.geometry.equals(world.shape_of["pk-panjgur"])


def area_km2(text: str, world: World) -> float:
    geometry = geocode(text, world=world).candidates[0].geometry
    assert geometry is not None
    return float(to_metres(geometry).area / 1e6)


def test_precision_is_geometry(world: World) -> None:
    assert area_km2("within 30 km of Panjgur", world) == pytest.approx(math.pi * 900, rel=0.02)
    kinds = {
        "40 km off Jiwani": "sea",
        "between Turbat and Panjgur": "corridor",
        "on the Khash–Zahedan road": "corridor",
        "border near Mand": "border_stretch",
        "Pak-Iran border in Balochistan": "border_stretch",
        "14 kilometres from the Iran border in Kech": "border_band",
        "south-west of Khash": "wedge",
        "20 km from Panjgur": "ring",
    }
    for text, kind in kinds.items():
        best = geocode(text, world=world).candidates[0]
        assert best.kind == kind, text
        assert best.geometry is not None and not best.geometry.is_empty and best.geometry.is_valid, text


@pytest.mark.parametrize(
    ("text", "place_id", "kind"),
    [
        ("five kilometres from Mand", "from:mand-pk", "ring"),
        ("20 km SE of Kalat", "from:kalat-town", "point"),
        ("40 km south of the provincial capital Zahedan", "from:zahedan", "point"),
        ("between Zahedan and Khash on the road", "between:zahedan:khash-ir", "corridor"),
        ("35 km along the Quetta-Sibi road", "road:quetta:geonames-1164896", "corridor"),
        ("in the sea near Konarak", "off:konarak-town", "sea"),
        ("opposite Taftan town", "near:taftan-town-pk", "circle"),
        ("12 km from the border near Jaleq", "border_distance:ir-saravan.jaleq", "border_band"),
        ("Iran-Pakistan border near Panjgur", "border:panjgur", "border_stretch"),
        ("southern Kech", "part:pk-kech", "part"),
        ("near the Iranian border in Panjgur", "border:pk-panjgur", "border_stretch"),
        ("Grawag near the Iranian border", "grawag", "village"),
        ("40 km off Jiwani coast", "off:jiwani", "sea"),
        ("200 m from Panjgur", "within:panjgur", "circle"),
        ("0 km from Panjgur", "panjgur", "town"),
        ("0 km from the Iran border in Kech", "border:pk-kech", "border_stretch"),
        ("Bakhsh-e Jaleq", "ir-saravan.jaleq", "subdistrict"),
        ("Shahrestan-i Khash", "ir-khash", "district"),
        ("<b>Panjgur</b>", "panjgur", "town"),
        ("Turbat, b", "turbat", "town"),
        ("border between Kech and Saravan", "border:pk-kech:ir-saravan", "border_stretch"),
        ("border between Pakistan and Iran in Panjgur", "border:pk-panjgur", "border_stretch"),
        ("the Iran border near Panjgur", "border:panjgur", "border_stretch"),
        ("15 km inside Pakistani territory near Chedgi", "inside:xing-chedgi-pk", "border_band"),
        ("within a kilometre of the Taftan crossing", "within:xing-taftan-pk", "circle"),
        ("60km from Zahedan on the road to Khash", "from:zahedan", "point"),
        ("20 km along the Hoshab-Panjgur road from Hoshab", "from:hoshab", "point"),
        ("half way from Khash to Zahedan", "between:khash-ir:zahedan", "corridor"),
        ("close to the border town of Mirjaveh", "near:mirjaveh-town", "circle"),
        ("Kech district, 30 km north of Turbat", "from:turbat", "point"),
        ("Kech district, 30 km north of Panjgur", "pk-kech", "district"),
        ("in the sea 20 km from Gwadar", "off:gwadar", "sea"),
        ("10 km off Kharan town on the Panjgur road", "from:kharan", "point"),
        ("sub-tehsil Grawag", "near:grawag", "circle"),
        ("Khuda Bakhsh, Kech district", "pk-kech", "district"),
        ("Kech-Saravan border", "border:pk-kech:ir-saravan", "border_stretch"),
        ("Kech-Panjgur border", "between:pk-kech:pk-panjgur", "corridor"),
        ("Border Kech/Panjgur district", "between:pk-kech:pk-panjgur", "corridor"),
        ("between Kech and Panjgur districts", "between:pk-kech:pk-panjgur", "corridor"),
        ("between Turbat and Panjgur", "between:turbat:panjgur", "corridor"),
        ("Sistan-Baluchestan border", "border:ir-sistan-baluchestan", "border_stretch"),
        ("Mand-Pishin border", "border:xing-mand-radig-pk", "border_stretch"),
        ("100 metres from the border at Taftan", "border_distance:pk-chagai.taftan", "border_band"),
        ("4 km from the Iranian border in Parom", "border_distance:pk-panjgur.parom", "border_band"),
        ("mountains of Mirjaveh", "near:mirjaveh-town", "circle"),
        ("Iranshahr's outskirts", "near:iranshahr", "circle"),
        ("where the borders of Iran, Pakistan and Afghanistan meet", "tripoint-malek-siah", "site"),
        ("a border town in Panjgur", "border:pk-panjgur", "border_stretch"),
        ("Kech district, 14 km from the Iran border", "border_distance:pk-kech", "border_band"),
        ("on the border between Kech and Iran", "border:pk-kech", "border_stretch"),
        ("border of Sib and Suran county", "border:ir-sib-and-suran", "border_stretch"),
        ("the frontier in Washuk district", "border:pk-washuk", "border_stretch"),
        ("the zero line in Kech", "border:pk-kech", "border_stretch"),
        ("Frontier Corps post in Panjgur", "pk-panjgur", "district"),
        ("Rig-e Malek–Zahedan highway", "road:rig-malek:zahedan", "corridor"),
        ("on the Mand-Qasr-e Qand road", "road:mand-pk:qasr-e-qand", "corridor"),
        ("Zahedan–Khash axis", "road:zahedan:khash-ir", "corridor"),
        ("road to Mand from Turbat", "road:turbat:mand-pk", "corridor"),
        ("on the way from Turbat to Gwadar", "road:turbat:gwadar", "corridor"),
        ("between the towns of Khash and Zahedan", "between:khash-ir:zahedan", "corridor"),
        ("nearly 60 kilometres (37 miles) from Zahedan", "from:zahedan", "ring"),
        ("60 kilometers (37 miles) south of Zahedan", "from:zahedan", "point"),
        ("30 km away in the north of Kharan", "from:kharan", "point"),
        ("Panjgur, 30 km south", "from:panjgur", "point"),
        ("30 km distance from Panjgur", "from:panjgur", "ring"),
        ("3 km deep inside Iranian territory in Saravan county", "inside:ir-saravan", "border_band"),
        ("in the Arabian Sea, 30 nautical miles from Pasni", "off:pasni", "sea"),
        ("offshore Gwadar", "off:gwadar", "sea"),
        ("in the centre of Panjgur", "panjgur", "town"),
        ("the western side of Panjgur", "outskirts:panjgur", "wedge"),
    ],
)
def test_wordings_of_a_relation(text: str, place_id: str, kind: str, world: World) -> None:
    best = geocode(text, world=world).candidates[0]
    assert (best.place_id, best.kind) == (place_id, kind)


def test_a_distance_from_the_border_is_cut_to_the_district(world: World) -> None:
    best = geocode("14 kilometres from the Iran border in Kech", world=world).candidates[0]
    assert best.geometry is not None
    outside = shapely.difference(best.geometry, world.shape_of["pk-kech"].buffer(0.01))
    assert outside.area < 1e-6


def test_a_band_along_the_border_is_no_narrower_than_the_line_is_known(world: World) -> None:
    answer = geocode("100 metres from the border in Kech", world=world).candidates[0]
    assert "about 0.1 km from the border" in answer.name and answer.geometry is not None
    far = to_metres(answer.geometry).hausdorff_distance(world.metric_border.intersection(to_metres(answer.geometry)))
    assert far > 1500


def test_land_along_the_edge_of_two_districts_lies_in_both(world: World) -> None:
    between = geocode("between Kech and Panjgur districts", world=world).candidates[0]
    assert between.geometry is not None and between.admin2 == "" and math.isnan(between.lon)
    for unit in ("pk-kech", "pk-panjgur"):
        assert world.shape_of[unit].intersection(between.geometry).area > between.geometry.area / 4
    assert geocode("between Kech and Zhob districts", world=world).status != "resolved"
    assert geocode("between Washuk district and Mashkel", world=world).status == "ambiguous"


def test_a_distance_inside_a_country_is_open_where_nothing_says_from_which_border(world: World) -> None:
    answer = geocode("5 km inside Iran", world=world)
    band = answer.candidates[0].geometry
    assert answer.status == "ambiguous" and band is not None and answer.candidates[0].score < 0.5
    assert world.shape_of["ir-sistan-baluchestan"].buffer(0.01).contains(band)
    assert geocode("southeastern Iran", world=world).status == "not_found"


def test_what_stands_beside_a_small_town_must_not_speak_against_it(world: World) -> None:
    assert geocode("Malekabad village (Taftan)", world=world).status == "ambiguous"
    assert geocode("Zabarabad village (Zahedan)", world=world).candidates[0].place_id == "ir-zahedan"


def test_a_country_alone_is_kept_in_a_table(world: World) -> None:
    table = geocode_many(pd.Series(["Pakistan", "Peshawar district"]), world=world)
    assert table["country"].tolist() == ["PK", ""] and set(table["status"]) == {"not_found"}


def test_no_answer_stands_on_the_centroid_of_a_unit(world: World) -> None:
    texts = pd.Series([entry.name for entry in world.entries if entry.unit_id])
    table = geocode_many(texts, world=world)
    units = table[table["kind"].isin(["district", "subdistrict", "province"])]
    assert len(units) > 100
    assert units[["lon", "lat", "radius_km"]].isna().all().all()


def test_many_answers_as_one_does(world: World) -> None:
    texts = pd.Series(["Panjgoor", None, "Pishin", "Pishin"], index=[3, 5, 7, 9])
    hints = pd.DataFrame({"country": ["", "", "Iran", ""]}, index=texts.index)
    table = geocode_many(texts, hints, world)
    assert list(table.columns) == list(TABLE) and list(table.index) == [3, 5, 7, 9]
    assert list(table["status"]) == ["resolved", "not_found", "resolved", "ambiguous"]
    assert table.loc[9, "place_id"] == "" and math.isnan(table.loc[9, "lon"])
    drawn = geocode_many(texts, hints, world, geometry=True)
    assert drawn.crs.to_epsg() == 4326 and drawn.geometry.notna().tolist() == [True, False, True, False]
    assert geocode_many(pd.Series([], dtype=str), world=world).empty


def test_thousands_are_no_decimals(world: World) -> None:
    far = geocode("1,195 kilometers southeast of Tehran", world=world).candidates[0]
    assert far.name == "about 1195 km from Tehran"


@pytest.mark.parametrize("said", ["0", "0.001", "7", "999999999", "9" * 400, "1,000,000"])
@pytest.mark.parametrize(
    "words", ["{} km from Panjgur", "within {} km of Panjgur", "{} km from the Iran border in Kech"]
)
def test_no_distance_breaks_a_table(said: str, words: str, world: World) -> None:
    text = words.format(said)
    table = geocode_many(pd.Series([text, "Turbat"]), world=world, geometry=True)
    assert table["status"].iloc[1] == "resolved" and len(geocode(text, world=world).candidates) < 9


def test_missing_texts_and_written_numbers(world: World) -> None:
    assert {geocode(text, world=world).status for text in (None, math.nan, "")} == {"not_found"}  # type: ignore[arg-type]
    near = {"lon": "61.754", "lat": "26.079"}
    assert geocode("Pishin", near, world=world).candidates[0].place_id == "pishin-ir"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = geocode(text)
    assert answer.status in ("resolved", "ambiguous", "not_found")
    assert all(0 <= candidate.score <= 1 for candidate in answer.candidates)


@pytest.mark.parametrize(
    "text",
    ["Koh-e-Taftan", "Aliabad", "Goth Khundi", "Meri", "Bagh", "Heydarabad", "Kotri town", "Nokabad"],
)
def test_a_name_alone_is_not_sure_of_a_place_that_it_may_not_mean(text: str, world: World) -> None:
    assert geocode(text, world=world).status != "resolved"


def test_a_hint_decides_what_a_name_alone_leaves_open(world: World) -> None:
    assert geocode("Koh-e-Taftan", country="Iran", world=world).candidates[0].place_id == "taftan-volcano-ir"
    assert geocode("Aliabad", district="Iranshahr", world=world).status == "resolved"


def test_of_two_ends_of_a_road_those_near_each_other_are_meant(world: World) -> None:
    assert geocode("on the Pishin-Rask road", world=world).candidates[0].place_id == "road:pishin-ir:rask"


def test_the_score_never_turns_the_order_round() -> None:
    assert {"point", "unit"} <= set(curves())
    for answer in ("point", "unit"):
        scores = [score(share / 50, answer) for share in range(51)]
        assert scores == sorted(scores) and scores[0] >= 0 and scores[-1] <= 1
