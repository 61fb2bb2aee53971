"""Answers that are kept for whoever asks again: the latest, as many as together weigh no more than there is room for."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def kept(most: int, weigh: Callable[[Any], int] = lambda _: 1) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function of an atlas and other hashable arguments answers, up to a weight of `most` in all.

    An `lru_cache` counts answers; those of a hundred thousand events would fill the memory long before it is full. And it
    keeps an atlas alive that has been replaced: here all that was answered of another one is let go.
    """

    def keep(ask: Callable[P, R]) -> Callable[P, R]:
        answers, lock = OrderedDict[Hashable, tuple[R, int]](), Lock()
        latest = list[object]()  # the atlas of the answers

        @wraps(ask)
        def answer(*args: P.args, **named: P.kwargs) -> R:
            key = (args, tuple(sorted(named.items())))
            with lock:
                if latest != list(args[:1]):
                    answers.clear()
                    latest[:] = args[:1]
                if key in answers:
                    answers.move_to_end(key)
                    return answers[key][0]
            found = ask(*args, **named)
            with lock:
                if latest == list(args[:1]):
                    answers[key] = found, weigh(found)
                    total = sum(weight for _, weight in answers.values())
                    while total > most and len(answers) > 1:
                        total -= answers.popitem(last=False)[1][1]
            return found

        return answer

    return keep
