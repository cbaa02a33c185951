"""Make the static fonts in resources/fonts from the published font packages; run by hand when a font is renewed.

Needs fonttools and the packages fontpkg-atkinson-hyperlegible, fontpkg-noto-sans, fontpkg-noto-sans-arabic and
fontpkg-noto-sans-devanagari in the running environment. Qt and the PDF writer both want static TrueType outlines, so
the variable Noto faces are cut at 400 and 700. The result is the same bytes each time.

    python packaging/make_fonts.py [FOLDER]     default: resources/fonts beside this script's folder
"""

from __future__ import annotations

import shutil
import sys
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STATIC = {
    "fontpkg_atkinson_hyperlegible": [
        "AtkinsonHyperlegible-Regular.ttf",
        "AtkinsonHyperlegible-Italic.ttf",
        "AtkinsonHyperlegible-Bold.ttf",
        "AtkinsonHyperlegible-BoldItalic.ttf",
    ]
}
VARIABLE = {
    "fontpkg_noto_sans": ("NotoSans[wdth,wght].ttf", "NotoSans"),
    "fontpkg_noto_sans_arabic": ("NotoSansArabic[wdth,wght].ttf", "NotoSansArabic"),
    "fontpkg_noto_sans_devanagari": ("NotoSansDevanagari[wdth,wght].ttf", "NotoSansDevanagari"),
}
LICENCES = {
    "fontpkg_atkinson_hyperlegible": "OFL-AtkinsonHyperlegible.txt",
    "fontpkg_noto_sans": "OFL-NotoSans.txt",
    "fontpkg_noto_sans_arabic": "OFL-NotoSansArabic.txt",
    "fontpkg_noto_sans_devanagari": "OFL-NotoSansDevanagari.txt",
}
WEIGHTS = {"Regular": 400, "Bold": 700}


def package_folder(package: str) -> Path:
    """Return the folder of an installed font package; raises ModuleNotFoundError if it is missing."""
    return Path(str(files(package)))


def cut(source: Path, stem: str, style: str, target: Path) -> None:
    """Write one static face of a variable font, with its names and style bits set for that weight."""
    font = TTFont(source, recalcTimestamp=False)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    limits = {"wght": WEIGHTS[style], **({"wdth": 100} if "wdth" in axes else {})}
    face = instancer.instantiateVariableFont(font, limits, updateFontNames=True)
    face.save(target / f"{stem}-{style}.ttf")


def main(target: Path) -> None:
    """Copy the static faces, cut the variable ones and copy every licence into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for package, names in STATIC.items():
        for name in names:
            shutil.copyfile(package_folder(package) / "files" / name, target / name)
    for package, (name, stem) in VARIABLE.items():
        for style in WEIGHTS:
            cut(package_folder(package) / "files" / name, stem, style, target)
    for package, name in LICENCES.items():
        shutil.copyfile(package_folder(package) / "LICENSE", target / name)
    for path in sorted(target.iterdir()):
        print(f"{path.stat().st_size:>8} {path.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "resources" / "fonts")
