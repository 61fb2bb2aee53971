"""The curated chronology in `data/events/`: complete, consistent, and with its contradictions left in."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

EVENTS_DIR = Path(__file__).resolve().parents[2] / "data" / "events"

Row = dict[str, str]

COLUMNS = {
    "outlets": "outlet_id,name,country,type,owner,owner_source,note",
    "documents": "document_key,outlet_id,outlet_printed,via,title,published_on,date_inferred,url,language,note",
    "events": "event_key,title,kind,date_start,date_end,date_precision,place_reported,place_kind_reported,"
    "admin_hint,country,origin_reported,actors,reference_documents,doubt,note",
    "claims": "claim_key,event_key,document_key,speaker,speaker_side,stance,statement,fatalities_low,"
    "fatalities_high,injured,attributed_to,published_on,doubt,added_from",
    "crossing_status": "crossing_reported,country_pair,date,since,until,until_reason,status,traffic,direction,"
    "decided_by,said_by,side,figures,document_key",
    "infrastructure": "subject,item,measure,value,unit,bound,date,claim_key,document_key,note",
    "voices": "voice_id,name,kind,side,note",
    "speakers": "speaker,voice_id,named,note",
    "positions": "claim_key,aspect,position,note",
    "vocabulary": "field,value,label,explanation",
}
# How each table is ordered on disk, so that a new row changes one line of the diff.
ORDER = {
    "outlets": ("outlet_id",),
    "documents": ("published_on", "document_key"),
    "events": ("date_start", "event_key"),
    "crossing_status": ("date", "crossing_reported", "document_key"),
    "voices": ("voice_id",),
    "speakers": ("speaker",),
    "infrastructure": ("subject", "item", "measure", "date", "claim_key", "document_key"),
}
KEYS = {"outlets": "outlet_id", "documents": "document_key", "events": "event_key", "claims": "claim_key"}
# (table, column, field in vocabulary.csv)
VOCABULARY_COLUMNS = [
    ("events", "kind", "kind"),
    ("events", "date_precision", "date_precision"),
    ("events", "place_kind_reported", "place_kind_reported"),
    ("claims", "speaker_side", "speaker_side"),
    ("claims", "stance", "stance"),
    ("outlets", "type", "outlet_type"),
    ("crossing_status", "status", "crossing_status"),
    ("crossing_status", "traffic", "traffic"),
    ("crossing_status", "direction", "direction"),
    ("crossing_status", "decided_by", "decided_by"),
    ("crossing_status", "side", "speaker_side"),
    ("infrastructure", "subject", "infrastructure"),
    ("infrastructure", "measure", "measure"),
    ("infrastructure", "bound", "bound"),
    ("voices", "kind", "voice_kind"),
    ("voices", "side", "speaker_side"),
    ("positions", "aspect", "aspect"),
]
MAY_BE_EMPTY = ("decided_by", "bound")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DATE_LENGTH = {"day": 10, "week": 10, "month": 7, "year": 4}


def _read(table: str) -> list[Row]:
    with (EVENTS_DIR / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


TABLES = {table: _read(table) for table in COLUMNS}


def _is_date(text: str) -> bool:
    """Whether the text is a year, a month of a year or a calendar day, as long as the source states it."""
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("table", COLUMNS)
def test_file_is_plain_csv(table: str) -> None:
    raw = (EVENTS_DIR / f"{table}.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    rows = list(csv.reader(raw.decode("utf-8").splitlines(keepends=True), strict=True))
    assert ",".join(rows[0]) == COLUMNS[table]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("table", ORDER)
def test_rows_are_in_order(table: str) -> None:
    found = [tuple(row[column] for column in ORDER[table]) for row in TABLES[table]]
    assert found == sorted(found)


def test_claims_follow_their_events() -> None:
    place = {row["event_key"]: number for number, row in enumerate(TABLES["events"])}
    found = [(place[row["event_key"]], row["claim_key"]) for row in TABLES["claims"]]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("table", "least"), [("events", 121), ("claims", 622), ("documents", 405), ("crossing_status", 83)]
)
def test_nothing_was_lost(table: str, least: int) -> None:
    rows = TABLES[table]
    if table == "claims":
        rows = [row for row in rows if row["added_from"] == "chronology"]
    assert len(rows) >= least


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique(table: str, key: str) -> None:
    keys = [row[key] for row in TABLES[table]]
    assert all(keys)
    assert len(keys) == len(set(keys))


def test_outlet_ids_are_slugs() -> None:
    outlet_ids = [row["outlet_id"] for row in TABLES["outlets"]]
    assert [outlet_id for outlet_id in outlet_ids if not re.fullmatch(r"[a-z0-9-]+", outlet_id)] == []
    assert all(re.fullmatch(r"([A-Z]{2})?", row["country"]) for row in TABLES["outlets"])
    assert len({row["name"].casefold() for row in TABLES["outlets"]}) == len(TABLES["outlets"])


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("documents", "outlet_id", "outlets"),
        ("claims", "event_key", "events"),
        ("claims", "document_key", "documents"),
        ("crossing_status", "document_key", "documents"),
    ],
)
def test_references_hold(table: str, column: str, target: str) -> None:
    known = {row[KEYS[target]] for row in TABLES[target]}
    assert sorted({row[column] for row in TABLES[table]} - known) == []


def test_reference_documents_hold() -> None:
    known = {row["document_key"] for row in TABLES["documents"]}
    named = {key for row in TABLES["events"] for key in row["reference_documents"].split("|") if key}
    assert named <= known
    assert {"iiab-taftan", "dweb-mirjaveh"} <= named


def test_every_outlet_and_document_is_used() -> None:
    assert {row["outlet_id"] for row in TABLES["outlets"]} == {row["outlet_id"] for row in TABLES["documents"]}
    used = {row["document_key"] for table in ("claims", "crossing_status") for row in TABLES[table]}
    used |= {key for row in TABLES["events"] for key in row["reference_documents"].split("|")}
    assert sorted({row["document_key"] for row in TABLES["documents"]} - used) == []


def test_every_event_has_a_claim() -> None:
    claimed = {row["event_key"] for row in TABLES["claims"]}
    assert [row["event_key"] for row in TABLES["events"] if row["event_key"] not in claimed] == []


@pytest.mark.parametrize(("table", "column", "field"), VOCABULARY_COLUMNS)
def test_values_are_in_the_vocabulary(table: str, column: str, field: str) -> None:
    allowed = {row["value"] for row in TABLES["vocabulary"] if row["field"] == field}
    used = {value for row in TABLES[table] for value in row[column].split("|") if value or column not in MAY_BE_EMPTY}
    assert sorted(used - allowed) == []


def test_vocabulary_explains_itself() -> None:
    rows = TABLES["vocabulary"]
    assert {row["field"] for row in rows} == {field for _, _, field in VOCABULARY_COLUMNS}
    assert len({(row["field"], row["value"]) for row in rows}) == len(rows)
    assert len({(row["field"], row["label"]) for row in rows}) == len(rows)
    assert all(row["label"] and row["explanation"].endswith(".") for row in rows)


def test_flags_are_in_their_vocabulary() -> None:
    assert {row["date_inferred"] for row in TABLES["documents"]} == {"true", "false"}
    assert {row["added_from"] for row in TABLES["claims"]} == {"chronology", "seed audit"}


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("documents", ("published_on",)),
        ("events", ("date_start", "date_end")),
        ("claims", ("published_on",)),
        ("crossing_status", ("date",)),
    ],
)
def test_dates_are_calendar_dates(table: str, columns: tuple[str, ...]) -> None:
    may_be_empty = {"published_on"}
    bad = [
        (column, row[column])
        for row in TABLES[table]
        for column in columns
        if not (_is_date(row[column]) or (column in may_be_empty and not row[column]))
    ]
    assert bad == []


def test_event_dates_are_as_long_as_their_precision() -> None:
    for row in TABLES["events"]:
        assert len(row["date_start"]) == DATE_LENGTH[row["date_precision"]], row["event_key"]
        start, end = row["date_start"], row["date_end"]
        assert start <= end or start.startswith(end), row["event_key"]


def test_an_inferred_date_is_a_date() -> None:
    inferred = [row for row in TABLES["documents"] if row["date_inferred"] == "true"]
    assert [row["document_key"] for row in inferred if not row["published_on"]] == []


def test_claims_carry_the_date_of_their_document() -> None:
    published = {row["document_key"]: row["published_on"] for row in TABLES["documents"]}
    for row in TABLES["claims"]:
        assert row["published_on"] == published[row["document_key"]], row["claim_key"]


def test_figures_are_whole_and_low_is_not_above_high() -> None:
    for row in TABLES["claims"]:
        figures = [row["fatalities_low"], row["fatalities_high"], row["injured"]]
        assert all(figure == "" or figure.isdigit() for figure in figures), row["claim_key"]
        low, high = row["fatalities_low"], row["fatalities_high"]
        assert bool(low) == bool(high), row["claim_key"]
        assert not low or int(low) <= int(high), row["claim_key"]


def test_claims_say_something_through_somebody() -> None:
    for row in TABLES["claims"]:
        assert row["speaker"], row["claim_key"]
        assert row["statement"], row["claim_key"]
        assert re.fullmatch(re.escape(row["event_key"]) + r"-[cs]\d\d", row["claim_key"])


def test_places_are_words_not_coordinates() -> None:
    for table, columns in COLUMNS.items():
        assert not {"lon", "lat", "longitude", "latitude"} & set(columns.split(",")), table
    assert all(row["place_reported"] for row in TABLES["events"])
    assert not [row["event_key"] for row in TABLES["events"] if "lon/lat" in row["note"]]


def test_the_invented_interview_is_not_data() -> None:
    for row in TABLES["claims"]:
        assert "sarah khan" not in f"{row['speaker']} {row['statement']} {row['attributed_to']}".casefold()


def test_documents_have_an_address_or_are_the_five_first_articles() -> None:
    without = [row["document_key"] for row in TABLES["documents"] if not row["url"]]
    assert sorted(without) == [f"seed-{number:03}" for number in range(5)]
    assert all(re.match(r"https?://", row["url"]) for row in TABLES["documents"] if row["url"])


def test_one_masthead_is_one_outlet() -> None:
    outlets = {row["outlet_printed"]: row for row in TABLES["documents"]}
    for printed, outlet, via in [
        ("Dawn (AFP)", "dawn", "AFP"),
        ("Dawn (e-paper)", "dawn", ""),
        ("Press TV (French, mirror host)", "press-tv", ""),
        ("Deccan Chronicle (PTI)", "deccan-chronicle", "PTI"),
        ("Solh Khabar (IRNA)", "solh-khabar", "IRNA"),
        ("The Iran Project (Tasnim)", "the-iran-project", "Tasnim"),
        ("BW Monitoring Desk (name as printed)", "bw-monitoring-desk", ""),
    ]:
        assert (outlets[printed]["outlet_id"], outlets[printed]["via"]) == (outlet, via)


def test_doubtful_rows_say_so() -> None:
    rows = TABLES["events"] + TABLES["claims"]
    doubts = {row.get("claim_key") or row["event_key"] for row in rows if row["doubt"]}
    assert doubts >= {
        "2020-03-mand-radig-ambush",
        "2014-10-18-mashkel-mortars",
        "2017-08-22-pishin-county-office",
        "2020-11-turbat-mullah-omar-irani",
        "2024-10-13-kalagan-migrants-c07",
        "2017-05-27-panjgur-mortar-death-c03",
        "2022-10-taftan-closure-zahedan-c04",
        "2016-07-06-jakigour-guards-c04",
    }


@dataclass(frozen=True)
class Says:
    """What a claim must be like: every condition given holds for one and the same row."""

    words: str = ""
    side: str = ""
    stance: str = ""
    dead: str = ""

    def of(self, row: Row) -> bool:
        """Whether the row is such a claim; words is a pattern over who, what and whom."""
        text = " ".join((row["speaker"], row["statement"], row["attributed_to"], row["document_key"]))
        return (
            re.search(self.words, text, re.IGNORECASE) is not None
            and self.side in ("", row["speaker_side"])
            and self.stance in ("", row["stance"])
            and self.dead in ("", row["fatalities_high"])
        )


PAKISTAN = "pakistan_state"
IRAN = "iran_state"
PRESS = "independent"
LOCAL = "local_official"
GROUP = "armed_group"
BALOCH = "baloch_political"
DENIES = "denies"
DISPUTES = "disputes_detail"
FUEL_CARRIERS = "2021-02-22-saravan-fuel-carriers"
BLOODY_FRIDAY = "2022-09-30-zahedan-bloody-friday"
JADHAV = "2016-03-jadhav-arrest"
SHAHBAKHSH = "2024-02-24-iran-kills-shahbakhsh"
JAKIGOUR = "2014-02-06-jakigour-abduction"
MEHRESTAN = "2025-04-12-mehrestan-mechanics"
COVID = "2020-02-23-taftan-covid-closure"
STRIKE = "2024-01-16-panjgur-strike"
REPLY = "2024-01-18-saravan-strike"
CHEEDGI = "2025-01-12-kohak-cheedgi-crossing"
SUNSAR = "2012-01-26-sunsar-villagers"
JOINT_OPERATION = "2024-11-05-saravan-panjgur-joint-operation-report"
LIAISON = "2024-04-border-liaison-officers"
CLOSURE = "2025-06-15-crossings-closure"
CONTRADICTIONS = [
    (JOINT_OPERATION, Says("joint", stance="asserts"), Says("fake", PAKISTAN, DENIES)),
    (JOINT_OPERATION, Says("from the air", GROUP, dead="12"), Says("Levies.*Koh e Sabz", LOCAL)),
    (JOINT_OPERATION, Says("30 km inside"), Says("within 30 km of Panjgur")),
    (JOINT_OPERATION, Says("against terrorists"), Says("Khorasan Diary.*smugglers", PRESS)),
    (STRIKE, Says("Only militants", IRAN, DENIES), Says("hit a home", LOCAL)),
    (STRIKE, Says("camps"), Says("children", PAKISTAN, dead="2")),
    (REPLY, Says("militants were killed", PAKISTAN), Says("civilians", IRAN)),
    (REPLY, Says(side=IRAN, dead="7"), Says(side=IRAN, dead="9")),
    (REPLY, Says("BLF", GROUP, DENIES), Says("BLF", GROUP, "confirms")),
    (SHAHBAKHSH, Says("in Pakistan", IRAN), Says("No such incident", PAKISTAN)),
    ("2021-02-02-irgc-guards-freed", Says("successful operation", IRAN), Says("swap", stance=DENIES)),
    ("2023-01-18-chukab-attack", Says("ISPR", dead="4"), Says("Mand tehsil", GROUP, dead="9")),
    ("2020-05-08-buleda-fc-bombing", Says("ISPR", dead="6"), Says("labourers", dead="8")),
    ("2020-05-08-buleda-fc-bombing", Says("No group", stance="no_comment"), Says("Claimed", GROUP)),
    ("2020-05-12-bajwa-bagheri-call", Says("on Tuesday"), Says("on Monday", stance=DISPUTES)),
    (MEHRESTAN, Says("Balochistan National"), Says("Balochistan Liberation Army")),
    ("2024-04-09-sib-soran-police", Says("Claimed", GROUP), Says("every crime", IRAN, DENIES)),
    (SUNSAR, Says("livestock", LOCAL), Says("smugglers", IRAN, DENIES)),
    ("2012-01-01-mazan-sar-mashkail", Says("killed a Pakistani"), Says("no Pakistani civilian", IRAN)),
    (JAKIGOUR, Says("killed", GROUP), Says("all five are well", IRAN, DENIES)),
    (FUEL_CARRIERS, Says("IRGC", dead="9"), Says("Pakistani forces of firing", IRAN)),
    (FUEL_CARRIERS, Says("One person", IRAN, dead="1"), Says("rights groups", dead="24")),
    ("2024-10-13-kalagan-migrants", Says(dead="260"), Says("untrue", IRAN, DENIES)),
    ("2024-05-29-mashkel-shooting", Says("inside Pakistan", dead="4"), Says("Iranian media.*Saravan", IRAN)),
    (BLOODY_FRIDAY, Says(side=IRAN, dead="19"), Says("HRANA", dead="100")),
    (BLOODY_FRIDAY, Says("Jaish al-Adl", IRAN), Says("Abdolhamid", stance=DENIES)),
    (JADHAV, Says("seized in Balochistan", PAKISTAN), Says("kidnapped from Iran", stance=DENIES)),
    ("2017-06-19-panjgur-drone", Says("3 to 4 km", PAKISTAN), Says("45 km", stance=DISPUTES)),
    (LIAISON, Says("IRGC officer in Zahedan"), Says("Iranian Guards officer to Turbat", stance=DISPUTES)),
    (CLOSURE, Says("trade is not banned"), Says("closed for trade", PAKISTAN)),
    (CLOSURE, Says("trade and customs at Taftan go on"), Says("completely sealed")),
    (COVID, Says("were closed", PAKISTAN), Says("its side is open", IRAN)),
    ("2024-05-mashkel-march", Says("Iran shut"), Says("Pakistani government", BALOCH)),
    (CHEEDGI, Says("Notified"), Says("officially opened", stance=DISPUTES)),
    ("2024-01-18-border-trade-continues", Says("on Thursday"), Says("on Friday", stance=DISPUTES)),
    ("2023-12-15-rask-police-hq", Says(dead="11"), Says(dead="12")),
    ("2013-10-25-saravan-guards", Says(dead="14"), Says(dead="17")),
    ("2017-04-26-mirjaveh-guards", Says(dead="9"), Says(dead="11")),
    ("2019-border-fence", Says("928 km"), Says("830.60 km", stance=DISPUTES)),
    ("2024-03-20-gwadar-port-attack", Says("ISPR", dead="2"), Says(dead="4", stance=DISPUTES)),
    ("2026-03-border-trade-collapse", Says("80 percent"), Says("about half", stance=DISPUTES)),
]


@pytest.mark.parametrize(("event_key", "one", "other"), CONTRADICTIONS)
def test_contradiction_is_kept(event_key: str, one: Says, other: Says) -> None:
    claims = [row for row in TABLES["claims"] if row["event_key"] == event_key]
    saying = {row["claim_key"] for row in claims if one.of(row)}
    gainsaying = {row["claim_key"] for row in claims if other.of(row)}
    assert saying, f"no claim like {one}"
    assert gainsaying, f"no claim like {other}"
    assert len(saying | gainsaying) > 1, f"one and the same claim for {one} and {other}"
