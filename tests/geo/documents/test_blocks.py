from hypothesis import given
from hypothesis import strategies as st

from geo.documents.blocks import Block, Run, read_blocks


def test_blocks_and_runs() -> None:
    blocks = read_blocks("# Head\n\nA **bold *both***.\n\n3. c\n4. d\n   - e\n\n> said\n\n```\nx\n  y\n```")
    assert [(block.kind, block.text, block.level, block.mark) for block in blocks] == [
        ("heading", "Head", 1, ""),
        ("paragraph", "A bold both.", 0, ""),
        ("item", "c", 0, "3."),
        ("item", "d", 0, "4."),
        ("item", "e", 1, "•"),
        ("quote", "said", 0, ""),
        ("code", "x\n  y", 0, ""),
    ]
    assert blocks[1].runs == (Run("A "), Run("bold ", bold=True), Run("both", bold=True, italic=True), Run("."))


def test_html_is_text_and_only_addresses_of_the_web_are_links() -> None:
    blocks = read_blocks(
        "<script>alert(1)</script>\n\n[a](https://b.c) [d](file:///etc/passwd) ![e](https://f.g/h.png)"
    )
    assert blocks[0] == Block("paragraph", (Run("<script>alert(1)</script>"),))
    assert [run.link for run in blocks[1].runs if run.link] == ["https://b.c"]
    assert blocks[1].text == "a [d](file:///etc/passwd) e"


@given(st.text(alphabet="#*_-> `[]()1.\n\tab<&!|\\~", max_size=120))
def test_any_markdown_is_read(text: str) -> None:
    for block in read_blocks(text):
        assert block.kind in ("paragraph", "heading", "item", "quote", "code")
        assert all(run.link.startswith("http") or not run.link for run in block.runs)


def test_a_table_is_its_heading_and_an_item_a_row() -> None:
    blocks = read_blocks("| outlet | dead |\n|---|---|\n| Dawn | **2** |\n| | <b> |\n\nAfter")
    assert [(block.kind, block.mark, block.text) for block in blocks] == [
        ("paragraph", "", "outlet · dead"),
        ("item", "•", "Dawn · 2"),
        ("item", "•", "<b>"),
        ("paragraph", "", "After"),
    ]
    assert [run.bold for run in blocks[0].runs][::2] == [True, True]
