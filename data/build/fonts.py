"""The fonts of pictures and documents: one file a weight, cut out of Noto's variable fonts."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from data.build.packages import read_member

FOLDER = "manimgx_fonts"
LICENCE = "manimgx_fonts-2026.9.26.post1.dist-info/licenses/LICENSE"
LICENCE_STARTS = "This Font Software is licensed"
# file written: (variable font, weight)
CUTS = {
    "NotoSans-Regular": ("NotoSans[wght]", 400),
    "NotoSans-Bold": ("NotoSans[wght]", 700),
    "NotoSans-Italic": ("NotoSans-Italic[wght]", 400),
    "NotoSansArabic-Regular": ("NotoSansArabic[wght]", 400),
    "NotoSansArabic-Bold": ("NotoSansArabic[wght]", 700),
    "NotoEmoji-Regular": ("NotoEmoji[wght]", 400),
}


def build_fonts(out: Path, package: Path) -> list[Path]:
    """Write the fonts and their licence into `out` and return the paths; `package` is the verified wheel with Noto's fonts."""
    out.mkdir(parents=True, exist_ok=True)
    notices, written = [], []
    for name, (variable, weight) in CUTS.items():
        # the times in the file stay those of the source, so that two builds are the same
        font = TTFont(io.BytesIO(read_member(package, f"{FOLDER}/{variable}.ttf")), recalcTimestamp=False)
        notices.append(f"{font['name'].getDebugName(1)}: {font['name'].getDebugName(0)}")
        cut = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
        written.append(out / f"{name}.ttf")
        cut.save(written[-1])
    licence = read_member(package, LICENCE).decode()
    said = "\n".join(dict.fromkeys(notices)) + "\n\n" + licence[licence.index(LICENCE_STARTS) :]
    written.append(out / "OFL.txt")
    written[-1].write_text(said, encoding="utf-8")
    return written
