"""What a file says of itself (view, licence, what was left out …) in words, for formats whose readers are people."""

from collections.abc import Callable, Mapping
from typing import Any

from geo.out.features import plain
from geo.out.table import flat


def in_words(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same names; a sentence for each data set in the file or left out of it, the rest as a cell of a table has it."""
    return {
        name: " ".join([_SAID[name](each) for each in held]) if name in _SAID else flat(plain(held))
        for name, held in told.items()
    }


def _data_set(each: Mapping[str, Any]) -> str:
    return f"“{each['name']}” (id {each['id']}): licence {each['licence']}; attribution {each['attribution']}."


def _left_out(each: Mapping[str, Any]) -> str:
    return f"The data set “{each['name']}” is left out: {each['why']}."


_SAID: Mapping[str, Callable[[Any], str]] = {"data_sets": _data_set, "left_out": _left_out, "unmet": str}
