"""The analyst's Markdown as a flat list of blocks, which every document sets in its own way. HTML in it stays text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from geo.documents.text import LONGEST, clean
from geo.out.escaped import safe_url


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `link` is an http(s) address or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `kind` is "paragraph", "heading", "item", "quote" or "code".

    `level` is the heading's, or how deep the item lies (0 is outermost); `mark` is the item's "•" or "3.".
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text: headings, lists, quotes, code, bold, italic, links to the web. Pictures are their words.

    A table is its heading in bold and an item a row, with " · " between cells: it is set alike beside a picture and on a slide.
    """
    return tuple(_blocks(_parser().parse(clean(text, LONGEST["notes"], lines=True))))


@cache
def _parser() -> MarkdownIt:
    # without its HTML rules, what looks like a tag is text
    return (
        MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
        .enable("table")
        .disable(["html_block", "html_inline"])
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[int | None] = []  # the next number of each list that is open; None where it has bullets
    mark, quoted, heading = "", 0, 0
    cells: list[Run] | None = None  # those of the row of a table that is open
    heads = False  # whether the row that is open is the heading of its table
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "•" if number is None else f"{number}."
                lists[-1] = None if number is None else number + 1
            case "blockquote_open":
                quoted += 1
            case "blockquote_close":
                quoted -= 1
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "tr_open":
                cells = []
            case "th_open" | "td_open" if cells is not None:
                heads = token.tag == "th"
                cells += [Run(" · ")] if cells else []
            case "tr_close":
                if cells:
                    yield Block("paragraph" if heads else "item", tuple(cells), 0, "" if heads else "•")
                cells = None
            case "inline" if cells is not None:
                cells += [replace(run, bold=run.bold or heads) for run in _runs(token.children or ())]
            case "inline":
                kind = "heading" if heading else "item" if lists else "quote" if quoted else "paragraph"
                yield Block(kind, tuple(_runs(token.children or ())), heading or max(0, len(lists) - 1), mark)
                mark = ""  # a second paragraph of an item has no mark of its own
            case "fence" | "code_block":
                yield Block("code", (Run(token.content.rstrip("\n"), code=True),))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    look, links = Run(""), list[str]()
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.type == "strong_open")
            case "em_open" | "em_close":
                look = replace(look, italic=token.type == "em_open")
            case "link_open":
                links.append(safe_url(str(token.attrs.get("href", ""))))
            case "link_close":
                links.pop()
            case "code_inline":
                yield replace(look, text=token.content, code=True, link=links[-1] if links else "")
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case _ if token.content:
                yield replace(look, text=token.content, link=links[-1] if links else "")
