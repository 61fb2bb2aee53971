"""The five articles the project began from: each fact they state stands in some row of `data/events/`.

`data/events/SEEDS.md` goes through them sentence by sentence; this is its executable half.
"""

import csv
import re
from pathlib import Path

import pytest

EVENTS_DIR = Path(__file__).resolve().parents[2] / "data" / "events"

Row = dict[str, str]


def _read(table: str) -> list[Row]:
    with (EVENTS_DIR / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


EVENTS, CLAIMS, CROSSINGS, DOCUMENTS = map(_read, ("events", "claims", "crossing_status", "documents"))

UNNAMED, BW, TDF, MAYADEEN, RECORDER = (f"seed-{number:03}" for number in range(5))

JOINT_OPERATION = "2024-11-05-saravan-panjgur-joint-operation-report"
LIAISON = "2024-04-border-liaison-officers"
PACT = "2024-04-security-pact-negotiation"
PLANNED = "2024-naqvi-iran-visit-and-trilateral-planned"
BEIJING = "2023-06-beijing-trilateral"
STRIKE = "2024-01-16-panjgur-strike"
REPLY = "2024-01-18-saravan-strike"
CALMING = "2024-01-18-deescalation-statements"
CALL = "2024-01-19-fm-deescalation-call"
NSC = "2024-01-19-nsc-meeting"
TRADE = "2024-01-18-border-trade-continues"
CONSENSUS = "2025-08-militancy-consensus-claim"
ROUNDTABLE = "2025-07-31-ipi-roundtable"
MINERALS = "2025-us-pakistan-balochistan-minerals"
NEWSWEEK = "2025-07-29-newsweek-report"
MEMRI = "2025-06-memri-balochistan-project"
JADHAV = "2016-03-jadhav-arrest"
APPEAL = "2020-05-pakistan-urges-iran-tighten-border"
BULEDA = "2020-05-08-buleda-fc-bombing"
ARMY_CHIEFS = "2020-05-12-bajwa-bagheri-call"
FENCE = "2020-05-border-fencing-start"

PAKISTAN = "pakistan_state"
IRAN = "iran_state"
PRESS = "independent"
LOCAL = "local_official"
BALOCH = "baloch_political"
OTHER = "other_state"
# (seed, event, side or "", stance or "", patterns that speaker, statement and figures of one claim all match)
FACTS = [
    # Reported joint action near Panjgur, and its denial
    (UNNAMED, JOINT_OPERATION, IRAN, "asserts", ["IRNA", "Islamabad", "Wednesday", "zero point", "X post"]),
    (UNNAMED, JOINT_OPERATION, PRESS, "asserts", ["Khorasan Diary", "local sources", "smugglers"]),
    (UNNAMED, JOINT_OPERATION, PRESS, "asserts", ["Khorasan Diary", "explosions", "terrorists"]),
    (UNNAMED, JOINT_OPERATION, PAKISTAN, "denies", ["Mumtaz Zahra Baloch", "Thursday", "fake"]),
    (UNNAMED, JOINT_OPERATION, PAKISTAN, "attributes", ["social media", "terrorists"]),
    (UNNAMED, JOINT_OPERATION, PAKISTAN, "asserts", ["smugglers", "30 km of Panjgur"]),
    # Liaison officers and what else was to follow the Raisi visit
    (BW, LIAISON, BALOCH, "asserts", ["Colonel", "Goldsmith", "IRGC", "Zahedan", "Turbat", "days"]),
    (BW, LIAISON, BALOCH, "asserts", ["decided", "counter terrorism"]),
    (BW, LIAISON, BALOCH, "asserts", ["artificial", "occupied"]),
    (BW, LIAISON, BALOCH, "asserts", ["after President Raisi"]),
    (BW, "2024-04-22-raisi-visit", BALOCH, "", ["officer", "visit"]),
    (BW, PACT, BALOCH, "asserts", ["security pact", "intelligence", "limits on groups"]),
    (BW, PLANNED, BALOCH, "asserts", ["China", "Naqvi", "coming months"]),
    (BW, BEIJING, BALOCH, "asserts", ["Beijing", "June 2023", "counter-terrorism"]),
    (BW, BEIJING, BALOCH, "attributes", ["Hyrbyair Marri", "evil axis", "resources"]),
    (BW, BEIJING, BALOCH, "attributes", ["Hyrbyair Marri", "destroy"]),
    (BW, BEIJING, BALOCH, "asserts", ["Marri", "Tibet", "Xinjiang", "Hong Kong"]),
    # The strikes of January 2024, the calming and the trade
    (TDF, STRIKE, PRESS, "", ["air strikes", "Panjgur", "border town"]),
    (TDF, STRIKE, IRAN, "asserts", ["two bases", "Jaish al-Adl", "December"]),
    (TDF, "2023-12-15-rask-police-hq", IRAN, "attributes", ["Jaish al-Adl", "December"]),
    (TDF, STRIKE, PAKISTAN, "asserts", ["sovereignty", "consequences", "dead: 2"]),
    (TDF, STRIKE, PAKISTAN, "asserts", ["advance", "surprised"]),
    (TDF, STRIKE, PAKISTAN, "asserts", ["engagement", "trust"]),
    (TDF, REPLY, PAKISTAN, "asserts", ["BLA", "BLF", "Thursday"]),
    (TDF, REPLY, IRAN, "denies", ["BLA", "civilians"]),
    (TDF, CALMING, PRESS, "", ["48 hours"]),
    (TDF, CALMING, PAKISTAN, "asserts", ["Foreign Ministry", "dialogue", "escalation"]),
    (TDF, CALMING, PAKISTAN, "asserts", ["ISPR", "dialogue and cooperation"]),
    (TDF, CALMING, IRAN, "asserts", ["late-evening", "good neighbourliness", "brotherhood"]),
    (TDF, CALL, PAKISTAN, "asserts", ["Jilani", "tangible proof"]),
    (TDF, CALL, PAKISTAN, "asserts", ["de-escalation", "ambassadors", "visits"]),
    (TDF, NSC, PAKISTAN, "asserts", ["Kakar", "brotherly", "channels"]),
    (TDF, NSC, PAKISTAN, "asserts", ["tensions", "dialogue", "Friday"]),
    (TDF, NSC, PAKISTAN, "confirms", ["GovtofPakistan", "19 January 2024", "Kakar"]),
    (TDF, TRADE, LOCAL, "asserts", ["Saeed Ahmed", "Taftan", "Gwadar", "Kech", "Panjgur", "Washuk"]),
    (TDF, TRADE, LOCAL, "asserts", ["customs", "100 trucks", "rice", "potatoes", "Thursday", "LPG"]),
    (TDF, TRADE, LOCAL, "asserts", ["Mumtaz Khetran", "Chidgi"]),
    # Consensus, roundtable and foreign interest in 2025
    (MAYADEEN, CONSENSUS, PRESS, "asserts", ["Mahsud", "FATA Research Centre", "geopolitical"]),
    (MAYADEEN, CONSENSUS, PRESS, "attributes", ["RAW", "Mossad", "CIA", "Taliban"]),
    (MAYADEEN, CONSENSUS, PRESS, "attributes", ["battleground", "US, Israel, India"]),
    (MAYADEEN, CONSENSUS, PRESS, "attributes", ["Afghanistan", "minerals", "nuclear"]),
    (MAYADEEN, CONSENSUS, PRESS, "attributes", ["Afghanistan", "breeds militants"]),
    (MAYADEEN, CONSENSUS, PRESS, "asserts", ["change of policy", "12-day"]),
    (MAYADEEN, MEMRI, PRESS, "asserts", ["MEMRI", "60 million", "Israel"]),
    (MAYADEEN, MEMRI, OTHER, "attributes", ["MEMRI", "60 million", "voice", "Pakistan and Iran"]),
    (MAYADEEN, JADHAV, PRESS, "attributes", ["Jadhav", "2016"]),
    (MAYADEEN, JADHAV, PAKISTAN, "attributes", ["video confessions", "Security Council", "RAW"]),
    (MAYADEEN, ROUNDTABLE, PRESS, "asserts", ["31 July", "two days before", "Pezeshkian"]),
    (MAYADEEN, ROUNDTABLE, PRESS, "asserts", ["journalists", "Israel"]),
    (MAYADEEN, ROUNDTABLE, PRESS, "asserts", ["Mazari", "Border management", "pilgrimage"]),
    (MAYADEEN, ROUNDTABLE, PRESS, "attributes", ["Mazari", "Israel and the US", "gas pipeline"]),
    (MAYADEEN, ROUNDTABLE, PRESS, "asserts", ["Mazari", "NPT", "IAEA"]),
    (MAYADEEN, "2025-08-02-pezeshkian-visit", PRESS, "asserts", ["two days after", "roundtable"]),
    (MAYADEEN, MINERALS, PAKISTAN, "asserts", ["mining", "local partners", "lease"]),
    (MAYADEEN, MINERALS, PRESS, "asserts", ["deal", "natural resources"]),
    (MAYADEEN, MINERALS, PRESS, "attributes", ["foothold", "nuclear"]),
    (MAYADEEN, MINERALS, PRESS, "asserts", ["World Liberty Financial", "WLF", "Bilal bin Saqib", "Trump"]),
    (MAYADEEN, MINERALS, PRESS, "asserts", ["Natalie Baker", "blockchain", "artificial intelligence"]),
    (MAYADEEN, MINERALS, PRESS, "asserts", ["some people in India"]),
    (MAYADEEN, NEWSWEEK, PRESS, "asserts", ["Newsweek", "minorities", "bring down"]),
    (MAYADEEN, NEWSWEEK, PRESS, "asserts", ["Newsweek", "29 July", "former Israeli officials"]),
    (MAYADEEN, NEWSWEEK, OTHER, "asserts", ["Eran Lahav", "alliances", "arms and logistics"]),
    (MAYADEEN, NEWSWEEK, OTHER, "asserts", ["Israel Defense and Security Forum", "Netanyahu"]),
    # May 2020: the bombing, the call, the fence
    (RECORDER, APPEAL, PAKISTAN, "asserts", ["sources", "diplomatic and military", "Baloch separatists"]),
    (RECORDER, APPEAL, PAKISTAN, "asserts", ["Iran", "coordinated patrols", "smugglers"]),
    (RECORDER, APPEAL, PAKISTAN, "asserts", ["official source", "brotherly"]),
    (RECORDER, APPEAL, PRESS, "asserts", ["Separatists on both sides", "blame"]),
    (
        RECORDER,
        BULEDA,
        PRESS,
        "asserts",
        ["Frontier Corps", "major", "roadside bomb", "8 May 2020", "dead: 6"],
    ),
    (RECORDER, ARMY_CHIEFS, PAKISTAN, "asserts", ["ISPR", "concern", "Bagheri", "dead: 6"]),
    (RECORDER, ARMY_CHIEFS, PAKISTAN, "asserts", ["Both commanders", "non-interference"]),
    (RECORDER, ARMY_CHIEFS, PRESS, "confirms", ["Tuesday"]),
    (RECORDER, FENCE, PAKISTAN, "asserts", ["Bajwa", "ISPR", "Fencing has started", "smuggling"]),
    (RECORDER, FENCE, PRESS, "asserts", ["959 km", "hotspots", "calmer than the Afghan"]),
]


def _text(claim: Row) -> str:
    """Everything a claim says, figures included, as one line to search."""
    figures = f"dead: {claim['fatalities_low']}-{claim['fatalities_high']} injured: {claim['injured']}"
    return " | ".join((claim["speaker"], claim["statement"], claim["attributed_to"], figures))


@pytest.mark.parametrize(("document", "event", "side", "stance", "patterns"), FACTS)
def test_fact_is_a_claim(document: str, event: str, side: str, stance: str, patterns: list[str]) -> None:
    candidates = [
        claim
        for claim in CLAIMS
        if claim["document_key"] == document
        and claim["event_key"] == event
        and side in ("", claim["speaker_side"])
        and stance in ("", claim["stance"])
    ]
    texts = [_text(claim) for claim in candidates]
    assert any(all(re.search(word, text, re.IGNORECASE) for word in patterns) for text in texts), texts


@pytest.mark.parametrize(
    ("crossing", "figures"),
    [
        ("Taftan", "Over 100 trucks.*rice.*potatoes.*LPG"),
        ("Chidgi", "trade going on"),
        ("Gwadar", ""),
        ("Kech", ""),
        ("Panjgur", ""),
        ("Washuk", ""),
    ],
)
def test_crossing_of_january_2024_is_there(crossing: str, figures: str) -> None:
    rows = [row for row in CROSSINGS if row["document_key"] == TDF and row["date"] == "2024-01-18"]
    assert any(crossing in row["crossing_reported"] and re.search(figures, row["figures"]) for row in rows)
    assert {row["status"] for row in rows} == {"open"}


@pytest.mark.parametrize(
    ("event", "start"),
    [
        (JOINT_OPERATION, "2024-11-05"),
        (STRIKE, "2024-01-16"),
        (REPLY, "2024-01-18"),
        (NSC, "2024-01-19"),
        (BEIJING, "2023-06-07"),
        (ROUNDTABLE, "2025-07-31"),
        (NEWSWEEK, "2025-07-29"),
        ("2025-08-02-pezeshkian-visit", "2025-08-02"),
        (BULEDA, "2020-05-08"),
        (ARMY_CHIEFS, "2020-05-12"),
        (MEMRI, "2025-06"),
        (PLANNED, "2024-04"),
    ],
)
def test_event_has_its_date(event: str, start: str) -> None:
    assert [row["date_start"] for row in EVENTS if row["event_key"] == event] == [start]


def test_liaison_officers_are_told_both_ways() -> None:
    claims = {claim["document_key"]: claim for claim in CLAIMS if claim["event_key"] == LIAISON}
    assert re.search("Guards officer to Turbat", claims["nation-20240429"]["statement"])
    assert re.search("IRGC officer in Turbat", claims["iranpress-liaison"]["statement"])
    assert {claims[key]["stance"] for key in ("nation-20240429", "iranpress-liaison")} == {"disputes_detail"}


def test_every_claim_of_the_audit_cites_one_of_the_five() -> None:
    added = [claim for claim in CLAIMS if claim["added_from"] == "seed audit"]
    assert added
    assert {claim["document_key"] for claim in added} <= {UNNAMED, BW, TDF, MAYADEEN, RECORDER}
    assert all(re.fullmatch(rf"{claim['event_key']}-s\d\d", claim["claim_key"]) for claim in added)


def test_the_audit_names_every_claim_of_the_five_and_no_other() -> None:
    audit = (EVENTS_DIR / "SEEDS.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\d{4}-[a-z0-9-]+-[cs]\d\d)`", audit))
    carried = {claim["claim_key"] for claim in CLAIMS if claim["document_key"].startswith("seed-")}
    assert sorted(carried - named) == []
    assert sorted(named - {claim["claim_key"] for claim in CLAIMS}) == []


def test_the_five_are_cited_by_outlet_and_title() -> None:
    titles = {row["document_key"]: row for row in DOCUMENTS if row["document_key"].startswith("seed-")}
    assert len(titles) == 5
    audit = (EVENTS_DIR / "SEEDS.md").read_text(encoding="utf-8")
    for row in titles.values():
        assert not row["url"]
        assert row["title"] in audit
    for name in sorted(EVENTS_DIR.iterdir()):
        assert ".txt" not in name.read_text(encoding="utf-8"), name


def test_the_invented_interview_is_not_data() -> None:
    for claim in CLAIMS:
        assert "sarah khan" not in _text(claim).casefold(), claim["claim_key"]
