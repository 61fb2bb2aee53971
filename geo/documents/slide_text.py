"""Text on slides as PowerPoint has it: runs, real bullets, links, paragraphs from right to left."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from geo.documents.blocks import Block, Run
from geo.documents.deck import ACCENT, FAINT, INK
from geo.documents.fitting import indent, shorten, type_size, wrap
from geo.documents.text import direction

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MONO = "Courier New"
_URDU = set("ٹڈڑںےہھۓ")
"""Letters that Persian does not have: they tell a speaking program which of the two to read."""


def write_title(slide: Slide, text: str, width: float) -> None:
    """A title on one line, or smaller on two, or cut."""
    size = next((size for size in (24, 20) if len(wrap(text, size, width, bold=True)) == 1), 17)
    title: Any = slide.shapes.title
    write(title.text_frame, [Run(shorten(text, size, width, 0.66, bold=True))], size, colour=ACCENT, bold=True)


def text_box(slide: Slide, left: float, top: float, width: float, height: float) -> TextFrame:
    """An empty box for text at so many inches, without margins; it does not grow."""
    frame = slide.shapes.add_textbox(*map(Inches, (left, top, width, height))).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def write_blocks(frame: TextFrame, blocks: Sequence[Block], size: float) -> None:
    """Blocks one under the other."""
    for block in blocks:
        bold = block.kind == "heading"
        colour = ACCENT if bold else INK
        paragraph = write(
            frame, block.runs, type_size(block, size), colour=colour, bold=bold, italic=block.kind == "quote"
        )
        paragraph.space_after = Pt(0.45 * size)
        _indent(paragraph, block)


def write(
    frame: TextFrame,
    runs: Sequence[Run],
    size: float,
    *,
    colour: RGBColor = INK,
    bold: bool = False,
    italic: bool = False,
) -> Any:
    """One more paragraph; it runs from right to left where its first letter does."""
    paragraph = frame.paragraphs[-1]
    if paragraph.runs:
        paragraph = frame.add_paragraph()
    if direction("".join(run.text for run in runs)) == "rtl":
        properties = paragraph._p.get_or_add_pPr()
        properties.set("algn", "r")
        properties.set("rtl", "1")
    for run in runs:
        for at, line in enumerate(run.text.split("\n")):
            if at:
                paragraph.add_line_break()
            _write_run(paragraph.add_run(), line, run, size, colour, bold=bold, italic=italic)
    return paragraph


def faint(text: str) -> Block:
    """A sentence of our own among the analyst's words, told apart from them."""
    return Block("paragraph", (Run(text, italic=True),))


def _write_run(written: Any, text: str, run: Run, size: float, colour: RGBColor, *, bold: bool, italic: bool) -> None:
    written.text = text
    if direction(text) == "rtl":
        written._r.get_or_add_rPr().set("lang", "ur-PK" if _URDU & set(text) else "fa-IR")
    font = written.font
    font.size, font.bold, font.italic = Emu(int(Pt(size))), bold or run.bold, italic or run.italic
    font.color.rgb = FAINT if run.code else colour
    if run.code:
        font.name = _MONO
    if run.link:
        written.hyperlink.address = run.link


def _indent(paragraph: Any, block: Block) -> None:
    """Bullets and numbers that go on by themselves when the text is edited."""
    inches = indent(block)
    if not inches:
        return
    properties = paragraph._p.get_or_add_pPr()
    side = "marR" if properties.get("rtl") == "1" else "marL"
    properties.set(side, str(Inches(inches)))
    if block.kind == "item" and block.mark:
        properties.set("indent", str(-Inches(0.25)))
        if block.mark == "•":
            etree.SubElement(properties, f"{_DRAWING}buChar", char="•")
        else:
            number = block.mark.rstrip(".")
            etree.SubElement(properties, f"{_DRAWING}buAutoNum", type="arabicPeriod", startAt=number)
