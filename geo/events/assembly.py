"""What an event's claims add up to: which voices they come from, what is agreed, what is disputed, and how firmly it stands.

The rules, independent of the order of the claims. **Independence**, `trace`:

1. A claim's *origin* is the voice that first said it: the office, group, agency or person whom the document names as the speaker.
2. A speaker who is not named ("officials", "witnesses"), and an outlet that speaks for itself, count as their carrier: the
   agency or outlet that the document says they told, else the agency whose text it carries, else the outlet. One wire in
   six papers is one voice.

**Dispute**, `assemble`:

3. On each *aspect* (whether it happened, who, where …) a claim may hold a position. Where the claims of an event hold two
   positions on one aspect, the aspect is disputed; so is each aspect on which a claim that denies, or disputes a detail, holds one.
4. Deaths, and injured, are disputed where two claims give ranges that have no number in common.
5. *Denied*: a claim denies, and its denial is of what happened (or of the event as such, holding no position at all).
   *Contested*: not denied, but an aspect is disputed, or a claim denies or disputes a detail. *Uncontested*: neither.

**Support**:

6. Claims that assert, confirm or attribute support the event. *Corroborated*: they come from at least two origins.
   *Single source*: from one. *Unsupported*: from none.

Nothing is averaged, and no voice counts for more than another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

HAPPENED, DEATHS, INJURED = "happened", "deaths", "injured"
ASPECTS = {
    HAPPENED: "what happened",
    "who": "who did it",
    "target": "who or what was hit",
    "victims": "who was killed or hurt",
    "where": "where",
    "when": "when",
    "involvement": "which side had a part",
    DEATHS: "number of deaths",
    INJURED: "number of injured",
    "figures": "other figures",
    "terms": "what was said or agreed",
}
"""What can be disputed, in the order in which it is told."""
DISPUTES = {"denied": "Denied", "contested": "Contested", "uncontested": "Uncontested"}
SUPPORTS = {"corroborated": "Corroborated", "single_source": "Single source", "unsupported": "Unsupported"}
OPPOSING = {"denies", "disputes_detail"}
SUPPORTING = {"asserts", "confirms", "attributes"}
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Of a claim, what the rules look at; `positions` is aspect → what it holds (several where it tells several versions)."""

    origin: str
    stance: str
    positions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deaths: Range | None = None
    injured: Range | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One position on one aspect, and the origins that hold it, in alphabetical order."""

    position: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """What the claims add up to: by aspect, the one version that nobody contradicts, or the several that stand side by side."""

    dispute: str
    support: str
    origins: tuple[str, ...]
    agreed: Mapping[str, Version]
    disputed: Mapping[str, tuple[Version, ...]]

    @property
    def tags(self) -> tuple[str, ...]:
        """Every word of DISPUTES and SUPPORTS that holds; what is denied is contested too."""
        return (self.dispute, *(("contested",) if self.dispute == "denied" else ()), self.support)


def trace(voice: str, outlet: str, via: Sequence[str]) -> tuple[str, ...]:
    """The chain of a claim, origin first: by rules 1 and 2, from ids.

    `voice` is the named speaker, or whom a speaker without a name told; "" where the document says neither. `outlet` printed
    the document, `via` are the agencies or outlets whose text it carries. ("foreign-office-pk", "pti", "arab-news") reads
    "Foreign Office, via PTI, Arab News".
    """
    speaker = () if voice in ("", outlet) else (voice,)
    return tuple(dict.fromkeys((*speaker, *via, outlet)))


def assemble(claims: Iterable[Said]) -> Assembly:
    """The claims of one event, put together by the rules above; no claim at all is uncontested and unsupported."""
    claims = list(claims)
    backers = sorted({claim.origin for claim in claims if claim.stance in SUPPORTING})
    agreed: dict[str, Version] = {}
    disputed: dict[str, tuple[Version, ...]] = {}
    for aspect in ASPECTS:
        versions = _versions(claims, aspect)
        if _is_disputed(claims, aspect):
            disputed[aspect] = versions
        elif versions:
            agreed[aspect] = _common(versions)
    support = ("unsupported", "single_source", "corroborated")[min(len(backers), 2)]
    return Assembly(_dispute(claims, disputed), support, tuple(backers), agreed, disputed)


def ranges_differ(ranges: Iterable[Range]) -> bool:
    """Whether two of the ranges have no number in common."""
    told = list(ranges)
    return bool(told) and max(low for low, _ in told) > min(high for _, high in told)


def say_range(low: int, high: int) -> str:
    """ "4" or "2–4"."""
    return f"{low}" if low == high else f"{low}–{high}"


def _dispute(claims: Sequence[Said], disputed: Mapping[str, object]) -> str:
    denials = [claim for claim in claims if claim.stance == "denies"]
    if any(not claim.positions or HAPPENED in claim.positions for claim in denials):
        return "denied"
    return "contested" if disputed or any(claim.stance in OPPOSING for claim in claims) else "uncontested"


def _is_disputed(claims: Sequence[Said], aspect: str) -> bool:
    if aspect in (DEATHS, INJURED):
        return ranges_differ(filter(None, (_range(claim, aspect) for claim in claims)))
    opposed = any(claim.stance in OPPOSING and aspect in claim.positions for claim in claims)
    return opposed or len({held for claim in claims for held in claim.positions.get(aspect, ())}) > 1


def _versions(claims: Sequence[Said], aspect: str) -> tuple[Version, ...]:
    """Each position held, with its origins: numbers from the lowest, the others from the most widely held."""
    holders: dict[tuple[Range, str], set[str]] = {}
    for claim in claims:
        told = _range(claim, aspect)
        for position in (say_range(*told),) if told else claim.positions.get(aspect, ()):
            holders.setdefault((told or (0, 0), position), set()).add(claim.origin)
    order = sorted(holders, key=lambda key: (key[0], -len(holders[key]), key[1]))
    return tuple(Version(key[1], tuple(sorted(holders[key]))) for key in order)


def _range(claim: Said, aspect: str) -> Range | None:
    return {DEATHS: claim.deaths, INJURED: claim.injured}.get(aspect)


def _common(versions: Sequence[Version]) -> Version:
    """The one version of an agreed aspect; of ranges that overlap, all of them in words."""
    origins = sorted({origin for version in versions for origin in version.origins})
    return Version(" or ".join(version.position for version in versions), tuple(origins))
