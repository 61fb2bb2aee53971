"""Text from outside, made harmless: in HTML (by Jinja2), in Markdown, as an address."""

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from geo.settings import ROOT


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ROOT / "geo" / "out" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **names: Any) -> str:
    """HTML of a template of `geo/out/templates/`; every text is escaped."""
    return _environment().get_template(template).render(**names)


def plain_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is: every sign that Markdown could take for its own is escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&@/])", r"\\\1", text)


def safe_url(url: str) -> str:
    """The address if it is one of the web, else "" (a document cited by outlet and title, or something that must not be a link)."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:  # "http://[…": no address at all
        return ""
