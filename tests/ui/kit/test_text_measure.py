"""The core measures text as Qt paints it."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from pytestqt.qtbot import QtBot

from stworkshop.graphics import fonts, text_measure

SAMPLES = [
    "Nobody can tell us why our stop went.",
    "Stops with few but dependent users disappear",
    "EU AI Act, AV, To, Wie größer",
    "Ποιος αποφασίζει για το λεωφορείο;",
    "Кто решает, где остановка?",
    "عندما تختفي محطتي، أين أعترض؟",
    "मेरा बस स्टॉप क्यों हटाया गया?",
]


@pytest.mark.parametrize("size", [11, 14])
@pytest.mark.parametrize("bold", [False, True])
def test_widths_agree_with_qt(qtbot: QtBot, size: int, bold: bool) -> None:
    for path in fonts.files():
        QFontDatabase.addApplicationFont(str(path))
    font = QFont()
    font.setFamilies(list(fonts.FAMILIES))
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    for sample in SAMPLES:
        assert text_measure.width(sample, size, bold) == pytest.approx(metrics.horizontalAdvance(sample), rel=0.02)
