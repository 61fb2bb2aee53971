"""Works of the border as claimed: every value has its words in the claim or document named; what differs is marked."""

import re

import pandas as pd
import pytest

from geo.events.atlas import Atlas
from geo.events.infrastructure import FIXED, NEVER

NUMBERS = {
    "3": "three|3",
    "1": "one",
    "2": "two|2",
    "5": "five",
    "6": "six|three more follow",
    "9": "nine",
    "30": "thirty",
    "40": "forty",
    "90": "ninety|90",
    "1000": "thousand",
}
"""Numbers that the chronology writes in words."""


def rows(atlas: Atlas, subject: str, measure: str, item: str = "") -> pd.DataFrame:
    found = atlas.chronology.infrastructure
    found = found[(found["subject"] == subject) & (found["measure"] == measure)]
    return found[found["item"].str.contains(item)]


def test_every_number_stands_in_the_claim_or_document_that_is_named(atlas: Atlas) -> None:
    claims = atlas.chronology.claims.set_index("claim_key")
    documents = atlas.chronology.documents.set_index("document_key")
    for row in atlas.chronology.infrastructure.itertuples():
        texts = [documents.at[row.document_key, "title"], documents.at[row.document_key, "note"]]
        if row.claim_key:
            texts.append(claims.at[row.claim_key, "statement"])
        for number in re.findall(r"[\d.]+", row.value) if row.unit else ():
            words = rf"\b{re.escape(number)}\b|{NUMBERS.get(number, 'no such words')}"
            assert re.search(words, " ".join(texts), re.IGNORECASE), (row.subject, row.value, texts)


def test_every_row_has_a_voice_a_side_and_a_document(atlas: Atlas) -> None:
    found = atlas.chronology.infrastructure
    assert len(found) == 86
    for column in ("speaker", "side", "outlet_name", "document_title"):
        assert found[column].ne("").all(), column
        assert found[column].notna().all(), column
    assert set(found["side"]) <= set(atlas.choices["side"])


def test_the_fence_is_as_long_as_who_speaks_and_seventy_percent_is_not_what_the_lengths_give(atlas: Atlas) -> None:
    assert set(rows(atlas, "fence", "length_total")["value"]) == {"900", "928", "830.60"}
    assert rows(atlas, "fence", "length_total")["differs"].map(bool).all()
    shares = rows(atlas, "fence", "share_done").sort_values("date")
    assert list(shares["value"]) == ["30", "40", "70.30"]
    assert not shares["differs"].map(bool).any(), "progress of different years is no contradiction"
    [done] = rows(atlas, "fence", "length_done")["value"]
    assert 100 * float(done) / 830.60 == pytest.approx(79.31, abs=0.005)
    assert shares["note"].iloc[-1].endswith("79.31 percent.")


def test_the_length_of_the_border_differs(atlas: Atlas) -> None:
    lengths = rows(atlas, "border_length", "length_total")
    assert set(lengths["value"]) == {"900", "905", "909", "920", "959", "1000"}
    least = lengths[lengths["bound"] == "more_than"].iloc[0]
    assert least["differs"] == (), "more than 900 km has room for all others"
    assert lengths[lengths["bound"] != "more_than"]["differs"].map(bool).all()


def test_the_liaison_officers_sit_in_zahedan_and_turbat_or_the_other_way_round(atlas: Atlas) -> None:
    for officer, seats in (("Iran", {"Zahedan": 1, "Turbat": 2}), ("Pakistan", {"Turbat": 1, "Zahedan": 2})):
        found = rows(atlas, "liaison_officers", "seat", officer)
        assert found["value"].value_counts().to_dict() == seats
        assert found["differs"].map(bool).all()
    one = rows(atlas, "liaison_officers", "seat", "Iran").set_index("value").loc["Zahedan"]
    assert one["document_key"] == "seed-001"


def test_power_and_markets_differ(atlas: Atlas) -> None:
    assert set(rows(atlas, "power_line", "power_total")["value"]) == {"204", "200"}
    assert set(rows(atlas, "power_line", "power_added", "Polan")["value"]) == {"100", "110"}
    memorandum = rows(atlas, "border_market", "number_planned", "2021")
    assert set(memorandum["value"]) == {"3", "6"}
    assert memorandum["differs"].map(bool).all()


def test_the_governor_or_marhamati_led_the_iranian_side(atlas: Atlas) -> None:
    heads = rows(atlas, "border_commission", "head_of_iranian_side").set_index("value")
    assert heads.loc["Marhamati", "speaker"] == "Dawn"
    assert heads.loc["Marhamati", "differs"] == ("Governor Khiabani",)


def test_what_is_compared_is_a_measure_and_differing_goes_both_ways(atlas: Atlas) -> None:
    words = atlas.chronology.vocabulary
    measures = set(words[words["field"] == "measure"]["value"])
    assert measures >= FIXED | NEVER
    assert not FIXED & NEVER
    found = atlas.chronology.infrastructure
    for row in found.itertuples():
        for other in row.differs:
            same = found[(found["item"] == row.item) & (found["measure"] == row.measure) & (found["value"] == other)]
            assert any(row.value in differs for differs in same["differs"])
