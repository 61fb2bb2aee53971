"""The numbered list of sources: every document behind a claim that is shown, the same number through the whole document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.documents.text import LONGEST, clean, cut
from geo.events.grades import RELIABILITY, UNJUDGED
from geo.events.joined import NO_LANGUAGE
from geo.out.escaped import safe_url
from geo.vocabulary.dates import say_date

GRADES = (
    "Grades of outlets (A–F) and claims (1–6) are those of whoever made this document, by the Admiralty code; where none "
    "stands, nobody graded. They are never the project's."
)
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: `published` in words, `url` an http(s) address or "", `grade` or "", `language` in words; "" for English, and where
    it is not known."""

    number: int
    outlet: str
    title: str
    published: str
    url: str
    language: str
    via: str
    grade: str


@dataclass(slots=True)
class Numbering:
    """Gives each document its number as it is first met. `languages` is ISO 639 → word."""

    languages: Mapping[str, str]
    references: list[Reference] = field(default_factory=list)
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict)

    def number(self, claim: Mapping[str, Any]) -> int:
        """The number of the document that this claim stands in, new or known."""
        key = tuple(str(claim[name]) for name in ("document_id", "outlet_name", "document_title", "url"))
        if key not in self._numbers:
            self._numbers[key] = len(self.references) + 1
            self.references.append(_reference(self._numbers[key], claim, self.languages))
        return self._numbers[key]


def _reference(number: int, claim: Mapping[str, Any], languages: Mapping[str, str]) -> Reference:
    url = safe_url(clean(claim["url"], LONGEST_ADDRESS + 1))
    language = str(claim["language"])
    grade = str(claim["reliability"])
    return Reference(
        number,
        clean(claim["outlet_name"], LONGEST["title"]),
        clean(claim["document_title"], LONGEST["source"]),
        _day(str(claim["published_on"])),
        url if len(url) <= LONGEST_ADDRESS else "",
        "" if language in ("en", NO_LANGUAGE) else clean(languages.get(language, language), LONGEST["title"]),
        clean(claim["via"], LONGEST["title"]),
        "" if grade == UNJUDGED["outlet"] else RELIABILITY[grade],
    )


def _day(text: str) -> str:
    """A day of publication in words; what is no date stays as it is."""
    if not text:
        return "date not given"
    try:
        return say_date(text)
    except ValueError:
        return cut(text, 40)
