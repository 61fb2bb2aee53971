"""Several steps of a stream at once, each in a thread of its own; every step keeps the order of the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Part = TypeVar("Part")


def ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """The same parts, each made while the one before is worked on; an error comes in the place of the part that has it."""
    try:
        with ThreadPoolExecutor(1) as worker:
            coming = worker.submit(next, parts, None)
            while (part := coming.result()) is not None:
                coming = worker.submit(next, parts, None)
                yield part
    finally:
        if (close := getattr(parts, "close", None)) is not None:
            close()


@contextmanager
def behind(work: Callable[[Part], object]) -> Iterator[Callable[[Part], None]]:
    """Do the work on each part while the next is made; an error comes with the next part, or at the end of the `with`."""
    with ThreadPoolExecutor(1) as worker:
        last: Future[object] | None = None

        def put(part: Part) -> None:
            nonlocal last
            if last is not None:
                last.result()
            last = worker.submit(work, part)

        yield put
        if last is not None:
            last.result()
