"""Reads HTML as a browser does, and says whether anything in it could run or lead astray."""

from html.parser import HTMLParser

OURS = "data:image/svg+xml,"


class Seen(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def classed(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if name in (attributes.get("class") or "").split()]


def assert_harmless(html: str) -> Seen:
    seen = Seen(html)
    for tag, attributes in seen.tags:
        assert tag not in ("script", "iframe", "svg", "object", "style", "form"), tag
        assert not [name for name in attributes if name.startswith("on")], attributes
        assert (attributes.get("href") or "https://").startswith(("http://", "https://", "sources?v=1&"))
        assert (attributes.get("src") or OURS).startswith(OURS)
    return seen
