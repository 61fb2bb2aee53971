"""Short phrases that stand in every form of a document."""

from collections.abc import Sequence

from geo.documents.content import Part
from geo.documents.events import Said, Told
from geo.documents.sources import Reference

_FEW = 2


def say_places(where: Sequence[str]) -> str:
    """The places of an event as a table has room for them."""
    rest = len(where) - _FEW
    return "; ".join([*where[:_FEW], *([f"and {rest} more places"] if rest > 0 else [])])


def say_none(part: Part) -> str:
    """Why a step lists nothing."""
    return "Nothing is new since that day." if part.events else "No event matches this view."


def say_unheard(told: Told) -> str:
    """The claims on an event that the filters leave out; a document must not pass over them."""
    if not told.unheard:
        return ""
    return f"{told.unheard} more {'claim is' if told.unheard == 1 else 'claims are'} outside of the filters."


def say_more(said: Said) -> str:
    """What a claim gives beside its statement: figures, whom it holds responsible, the user's grade."""
    blamed = f"attributed to {said.attributed_to}" if said.attributed_to else ""
    return "; ".join(filter(None, [said.figures, blamed, f"grade of the claim: {said.grade}" if said.grade else ""]))


def say_reference(each: Reference) -> str:
    """A source after its outlet's name: title, date, language, who carried it, the user's grade."""
    words = [f"“{each.title}”" if each.title else "", each.published, f"in {each.language}" if each.language else ""]
    words += [f"via {each.via}" if each.via else "", f"grade of the outlet: {each.grade}" if each.grade else ""]
    return ", ".join(filter(None, words)) + "."
