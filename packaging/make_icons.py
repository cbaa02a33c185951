"""Make the program's icons for each system from its drawing (runs in the environment, called by freeze.py).

python packaging/make_icons.py FOLDER
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources/icons/app.svg"
LINUX_SIZES = (16, 32, 48, 64, 128, 256, 512)  # px
WINDOWS_SIZES = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]


def render(size: int) -> QImage:
    """The drawing as a square image of `size` px on nothing."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


def main(folder: Path) -> int:
    """Write PNG files for Linux, one ICO and one ICNS."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in (*LINUX_SIZES, 1024):
        render(size).save(str(folder / f"stworkshop-{size}.png"))
    with Image.open(folder / "stworkshop-1024.png") as picture:
        picture.save(folder / "stworkshop.ico", sizes=WINDOWS_SIZES)
        picture.save(folder / "stworkshop.icns")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
