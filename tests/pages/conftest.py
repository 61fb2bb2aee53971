"""What the tests of pages share: they leave the process as they found it."""

import sys
from collections.abc import Iterator

import pytest

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def main_as_before() -> Iterator[None]:
    """Streamlit's test runner makes the page `__main__`; processes that later tests spawn would begin by running it."""
    yield
    sys.modules["__main__"] = MAIN
