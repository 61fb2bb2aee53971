"""The empty deck: 16:9, fonts that most machines have, two layouts whose title, foot and page number can be edited."""

from copy import deepcopy
from datetime import datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches, Pt

from geo.documents.text import LONGEST, cut

WIDTH, HEIGHT = 13.333, 7.5
"""Of a slide, in inches: 16:9."""
MARGIN = 0.5
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.56, 6.95
"""Between these a slide's own content stands, in inches from the top."""
FONT, RIGHT_TO_LEFT = "Arial", "Noto Sans Arabic"
"""Arial is on Windows and macOS, and metrically the same as Liberation Sans elsewhere. Urdu and Persian are set in the font of the
PDF where the machine has it (LibreOffice brings it along); elsewhere in one that has their letters: the theme says that they are
Arabic, and names Arial for that."""
_ARABIC = {"pitchFamily": "34", "charset": "-78"}
INK, ACCENT, FAINT = RGBColor(0x1B, 0x27, 0x33), RGBColor(0x0B, 0x4A, 0x6F), RGBColor(0x5A, 0x66, 0x73)
GROUND, LINE = RGBColor(0xF2, 0xF5, 0xF8), RGBColor(0xC9, 0xD1, 0xD9)
_KEPT = ("Title Slide", "Title Only")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def new_deck(title: str, author: str, subject: str, made_at: datetime) -> Deck:
    """A deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _set_theme(deck)
    for layout in list(deck.slide_layouts):
        if layout.name in _KEPT:
            _place(layout)
        else:
            deck.slide_layouts.remove(layout)
    _place(deck.slide_master)
    about = deck.core_properties
    for name, text in {"title": title, "author": author or "Zero Point", "subject": subject}.items():
        setattr(about, name, cut(text, LONGEST["title"]))  # the format has room for 255 characters
    about.language = "en"
    about.created = about.modified = made_at.replace(tzinfo=None)
    about.last_modified_by, about.revision, about.keywords = about.author, 1, ""
    return deck


def new_slide(deck: Deck, foot: str, *, first: bool = False) -> Slide:
    """A slide with its foot and its number; `first` for the title slide."""
    layout = deck.slide_layouts.get_by_name(_KEPT[0] if first else _KEPT[1])
    slide = deck.slides.add_slide(layout)
    for holder in layout.placeholders:
        kind = holder.element.ph.get("type")
        if kind in ("ftr", "sldNum"):
            copied = deepcopy(holder.element)
            slide.shapes._spTree.append(copied)
            if kind == "ftr":
                next(shape for shape in slide.placeholders if shape.element is copied).text_frame.text = foot
    return slide


def _set_theme(deck: Deck) -> None:
    """The theme's fonts, first accent and colour of links, so that what is added later looks like the rest."""
    part: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for kind in ("majorFont", "minorFont"):
        fonts = theme.find(f".//{_DRAWING}{kind}")
        fonts.find(f"{_DRAWING}latin").set("typeface", FONT)
        fonts.find(f"{_DRAWING}cs").attrib.update({"typeface": RIGHT_TO_LEFT, **_ARABIC})
        fonts.find(f"{_DRAWING}font[@script='Arab']").set("typeface", FONT)
    for kind in ("accent1", "hlink", "folHlink"):
        theme.find(f".//{_DRAWING}{kind}/{_DRAWING}srgbClr").set("val", str(ACCENT))
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(layout: SlideLayout | Any) -> None:
    """Titles, foot and number of a layout (or the master) where a 16:9 slide has them."""
    title_slide = layout.name == _KEPT[0]
    boxes = {
        "title": (MARGIN, 0.3, INNER, 0.75, 24),
        "ctrTitle": (1.0, 1.7, WIDTH - 2.0, 1.9, 36),
        "subTitle": (1.0, 3.8, WIDTH - 2.0, 2.2, 16),
        "body": (MARGIN, TOP, INNER, BOTTOM - TOP, 14),
        "ftr": (MARGIN, 7.02, INNER - 1.3, 0.3, 9),
        "sldNum": (WIDTH - MARGIN - 1.0, 7.02, 1.0, 0.3, 9),
    }
    for holder in list(layout.placeholders):
        kind = holder.element.ph.get("type")
        if kind not in boxes:  # the date: it stands on the title slide, in words
            holder.element.getparent().remove(holder.element)
            continue
        left, top, width, height, size = boxes[kind]
        holder.left, holder.top, holder.width, holder.height = map(Inches, (left, top, width, height))
        _style(holder, size, kind, title_slide)


def _style(holder: Any, size: int, kind: str, title_slide: bool) -> None:
    """Size, colour and side of a placeholder, as properties of its first level."""
    frame = holder.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor = {"ctrTitle": MSO_ANCHOR.BOTTOM, "subTitle": MSO_ANCHOR.TOP}.get(kind, MSO_ANCHOR.MIDDLE)
    body = frame._txBody
    styles = body.find(f"{_DRAWING}lstStyle")
    for child in list(styles):
        styles.remove(child)
    level = etree.SubElement(styles, f"{_DRAWING}lvl1pPr", algn="r" if kind == "sldNum" else "l", marL="0", indent="0")
    etree.SubElement(level, f"{_DRAWING}buNone")
    large = kind in ("title", "ctrTitle")
    letters = etree.SubElement(level, f"{_DRAWING}defRPr", sz=str(int(Pt(size).pt * 100)), b="1" if large else "0")
    colour = etree.SubElement(etree.SubElement(letters, f"{_DRAWING}solidFill"), f"{_DRAWING}srgbClr")
    colour.set("val", str(ACCENT if large else FAINT))
