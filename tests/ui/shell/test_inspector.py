"""The inspector shows what is selected, and changes it where it stands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from stworkshop.analysis.word_use import terms_on
from stworkshop.model.records import Element
from stworkshop.session.session import Session
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.choices import Steps
from ui.kit.widgets.words import GrowingText
from ui.records.editors import Editor
from ui.records.link_lines import LinkLine
from ui.records.link_picker import LinkPicker, other_cards, sentences
from ui.records.term_lines import TermCard
from ui.session.bridge import Bridge
from ui.shell.inspector import Inspector

Show = Callable[..., Inspector]


@pytest.fixture
def inspector(bridge: Bridge, qtbot: QtBot) -> Inspector:
    made = Inspector(bridge)
    qtbot.addWidget(made)
    made.resize(324, 800)
    made.show()
    return made


def some(bridge: Bridge, kind: str) -> Element:
    return next(e for e in bridge.board.elements.values() if e.kind == kind)


def text_of(inspector: Inspector, name: str) -> GrowingText:
    texts = [t for t in inspector.findChildren(GrowingText) if t.accessibleName() == name and t.isVisible()]
    assert len(texts) == 1, name
    return texts[0]


def editor_of(inspector: Inspector, attribute: str) -> Editor:
    return next(e for e in inspector.findChildren(Editor) if e.attribute.id == attribute and e.isVisible())


def test_nothing_selected_shows_the_workshop(inspector: Inspector, bridge: Bridge) -> None:
    assert text_of(inspector, "Title of the workshop").toPlainText() == "Hill East"
    risks = sum(e.kind == "risk" for e in bridge.board.elements.values())
    row = next(b for b in inspector.findChildren(QPushButton) if b.accessibleName() == f"Risk: {risks}")
    row.click()
    assert {bridge.board.elements[i].kind for i in bridge.selection} == {"risk"}


def test_the_workshops_words_are_kept(inspector: Inspector, bridge: Bridge) -> None:
    title = text_of(inspector, "Title of the workshop")
    title.setFocus()
    title.setPlainText("Evening buses")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert bridge.board.session.label == "Evening buses"


def test_a_label_is_edited_in_place_and_left_by_escape(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    label = text_of(inspector, "Words on the card")
    assert label.toPlainText() == risk.label
    label.setPlainText("No bus comes back.")
    QTest.keyClick(label, Qt.Key.Key_Return)
    assert bridge.board.elements[risk.id].label == "No bus comes back."
    label.setPlainText("Never kept")
    QTest.keyClick(label, Qt.Key.Key_Escape)
    assert label.toPlainText() == "No bus comes back."
    assert bridge.board.elements[risk.id].label == "No bus comes back."


def test_a_title_of_several_lines_shows_all_of_them(inspector: Inspector, bridge: Bridge) -> None:
    ids: list[str] = []
    for label in ("Short", "Vehicle position and door counters of all the buses in the city"):
        made = bridge.run("add_element", kind="concern", label=label)
        assert made is not None
        ids += made.ids
    for card in (*ids, ids[0], ids[1]):
        bridge.select([card])
        title = text_of(inspector, "Words on the card")
        title.moveCursor(QTextCursor.MoveOperation.End)
        title.ensureCursorVisible()
        assert title.verticalScrollBar().value() == 0
        assert title.height() >= title.fontMetrics().lineSpacing() * title.document().size().height()


def test_an_empty_label_comes_back(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    label = text_of(inspector, "Words on the card")
    label.setPlainText(" ")
    QTest.keyClick(label, Qt.Key.Key_Return)
    assert bridge.board.elements[risk.id].label == risk.label
    assert label.toPlainText() == risk.label


def test_words_that_are_typed_survive_a_change_from_elsewhere(
    inspector: Inspector, bridge: Bridge, session: Session
) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    inspector.activateWindow()
    label = text_of(inspector, "Words on the card")
    label.setFocus()
    label.setPlainText("Half typed")
    bridge.run("edit_element", id=risk.id, note="from a peer")
    assert label.toPlainText() == "Half typed"


def test_five_steps_are_set_by_keys_and_taken_back(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    bar = editor_of(inspector, "likelihood").control
    assert isinstance(bar, Steps)
    QTest.keyClick(bar, Qt.Key.Key_2)
    assert bridge.board.elements[risk.id].attributes["likelihood"] == 2
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bridge.board.elements[risk.id].attributes["likelihood"] == 3
    assert "Possible" in bar.accessibleName()
    QTest.keyClick(bar, Qt.Key.Key_Delete)
    assert "likelihood" not in bridge.board.elements[risk.id].attributes


def test_derived_figures_are_not_edited(inspector: Inspector, bridge: Bridge) -> None:
    bridge.select((some(bridge, "risk").id,))
    assert "level" not in {e.attribute.id for e in inspector.findChildren(Editor) if e.isVisible()}


def test_links_are_sentences_that_jump_light_and_go(inspector: Inspector, bridge: Bridge, qtbot: QtBot) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    lines = [line for line in inspector.findChildren(LinkLine) if line.isVisible()]
    assert len(lines) == len(bridge.board.links_of(risk.id))
    with qtbot.waitSignal(bridge.hovered) as lit:
        lines[0].pointed.emit(True)
    assert lit.args[0][0] in bridge.board.links
    link = bridge.board.links[lit.args[0][0]]
    other = link.target if link.source == risk.id else link.source
    with qtbot.waitSignal(bridge.wanted):
        lines[0].click()
    assert bridge.selection == (other,)
    bridge.select((risk.id,))
    QApplication.processEvents()
    line = next(line for line in inspector.findChildren(LinkLine) if line.isVisible())
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert len(bridge.board.links_of(risk.id)) == len(lines) - 1


def test_the_owner_is_chosen_and_changed_in_one_step(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    for link in [x for x in bridge.board.links_to(risk.id) if x.relation == "owns"]:
        bridge.run("delete", ids=[link.id])
    bridge.select((risk.id,))
    people = [e.id for e in bridge.board.elements.values() if e.kind == "stakeholder"]
    owner = inspector.card_panel._owner
    for person in people[:2]:
        assert owner._box is not None
        owner._box.chosen.emit(person)
        assert [x.source for x in bridge.board.links_to(risk.id) if x.relation == "owns"] == [person]
    bridge.undo()
    assert [x.source for x in bridge.board.links_to(risk.id) if x.relation == "owns"] == [people[0]]


def test_topics_are_put_on_and_taken_off(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    inspector.card_panel._topics.chips.chosen.emit(("regulation",))
    assert bridge.board.elements[risk.id].concepts == ("regulation",)


def test_several_cards_show_what_they_share_and_change_together(
    inspector: Inspector, bridge: Bridge, session: Session
) -> None:
    risks = [bridge.run("add_element", kind="risk", label=f"Risk {n}.") for n in range(3)]
    ids = [risk.ids[0] for risk in risks if risk is not None]
    bridge.select(ids)
    assert inspector.many_panel._title.text() == "3 cards"
    bar = editor_of(inspector, "severity").control
    QTest.keyClick(bar, Qt.Key.Key_4)
    assert {bridge.board.elements[i].attributes["severity"] for i in ids} == {4}
    assert session.undo_label == "Change 3 cards"
    bridge.undo()
    assert all("severity" not in bridge.board.elements[i].attributes for i in ids)


def test_where_several_cards_differ_it_says_so(inspector: Inspector, bridge: Bridge) -> None:
    feelings = ("worry", "hope", "worry")
    cards = [bridge.run("add_element", kind="concern", label=f"Card {n}", feeling=f) for n, f in enumerate(feelings)]
    ids = [card.ids[0] for card in cards if card is not None]
    types = [str(entry["id"]) for entry in bridge.catalogue.types("concern")[:2]]
    for card, made in zip(ids, (types[0], types[1], types[0]), strict=True):
        bridge.run("edit_element", id=card, type=made, statement=made)
    bridge.select(ids)
    for attribute in ("feeling", "type", "statement"):
        assert any("different" in words.text() for words in editor_of(inspector, attribute).findChildren(QLabel))
    choice = editor_of(inspector, "type").control
    assert isinstance(choice, ChoiceBox)
    assert choice.option() == ""
    bridge.select((ids[0], ids[2]))
    assert choice.option() == types[0]
    assert choice.toolTip() == choice.currentText() != ""
    assert not any("different" in words.text() for words in inspector.many_panel.findChildren(QLabel))


def test_a_link_is_shown_with_its_ends_and_note(inspector: Inspector, bridge: Bridge) -> None:
    link = next(iter(bridge.board.links.values()))
    bridge.select((link.id,))
    shown = [line for line in inspector.findChildren(LinkLine) if line.isVisible()]
    assert len(shown) == 2
    note = text_of(inspector, "What was said")
    note.setPlainText("Everybody nodded.")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert bridge.board.links[link.id].note == "Everybody nodded."


def test_words_of_a_card_show_both_readings(inspector: Inspector, bridge: Bridge) -> None:
    bridge.run("add_term", label="fair", planner_reading="same for all", engineer_reading="equal error")
    made = bridge.run("add_element", kind="concern", label="Is the plan fair to us?")
    assert made is not None
    assert [term.label for term in terms_on(bridge.board, bridge.board.elements[made.ids[0]])] == ["fair"]
    bridge.select(made.ids)
    inspector.card_panel.tabs.tab("words").click()
    cards = [card for card in inspector.findChildren(TermCard) if card.isVisible()]
    assert len(cards) == 1
    readings = {t.accessibleName(): t.toPlainText() for t in cards[0].findChildren(GrowingText)}
    assert readings["Planners say: fair"] == "same for all"
    assert readings["Engineers say: fair"] == "equal error"


def test_a_word_inside_another_is_not_found(bridge: Bridge) -> None:
    bridge.run("add_term", label="air")
    made = bridge.run("add_element", kind="concern", label="Is the plan fair?")
    assert made is not None
    assert terms_on(bridge.board, bridge.board.elements[made.ids[0]]) == []


def test_notes_are_written_and_deleted(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    inspector.card_panel.tabs.tab("notes").click()
    new = text_of(inspector, "New note")
    new.setPlainText("Ask the drivers.")
    QTest.keyClick(new, Qt.Key.Key_Return)
    assert any(n.text == "Ask the drivers." and n.about == (risk.id,) for n in bridge.board.notes.values())
    assert new.toPlainText() == ""


def test_the_prompt_fits_the_card(inspector: Inspector, bridge: Bridge) -> None:
    made = bridge.run("add_element", kind="risk", label="Nobody hears.", concepts=["human-rights"])
    assert made is not None
    bridge.select(made.ids)
    asked = inspector.card_panel.prompt.question
    prompts = {str(p["question"]) for p in bridge.catalogue.concepts["human-rights"]["prompts"]}
    assert asked in prompts
    inspector.card_panel.prompt.click()
    assert inspector.card_panel.prompt.question != asked


def test_linking_offers_cards_then_sentences(inspector: Inspector, bridge: Bridge) -> None:
    risk, measure = some(bridge, "risk"), some(bridge, "mitigation")
    for link in [x for x in bridge.board.links_of(risk.id) if measure.id in (x.source, x.target)]:
        bridge.run("delete", ids=[link.id])
    assert measure in other_cards(bridge, risk.id, measure.label[:8])
    offered = sentences(bridge, risk.id, measure.id)
    assert offered[0].words == f"“{measure.label}” reduces “{risk.label}”"
    picker = LinkPicker(bridge, inspector)
    picker.open_for(risk.id, inspector.rect().topRight())
    picker.field.setText(measure.label)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert any(link.source == measure.id and link.relation == "mitigates" for link in bridge.board.links_to(risk.id))
    assert not picker.isVisible()


def test_a_deleted_card_leaves_the_inspector(inspector: Inspector, bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    bridge.select((risk.id,))
    bridge.run("delete", ids=[risk.id])
    assert inspector.session_panel.isVisible()


def test_nothing_is_typed_while_reading_only(reading: Bridge, qtbot: QtBot) -> None:
    made = Inspector(reading)
    qtbot.addWidget(made)
    reading.select((some(reading, "risk").id,))
    assert all(text.isReadOnly() for text in made.findChildren(GrowingText))
    assert not any(editor.isEnabled() for editor in made.findChildren(Editor))


def test_the_language_of_the_cards_is_chosen_and_what_follows_is_said(inspector: Inspector, bridge: Bridge) -> None:
    box = editor_of(inspector, "language").findChild(ChoiceBox)
    assert isinstance(box, ChoiceBox) and box.currentText() == "English"
    assert not any("direction" in words.text() for words in inspector.findChildren(QLabel) if words.isVisible())
    box.setCurrentIndex(box.findText("العربية"))
    box.activated.emit(box.currentIndex())
    assert bridge.board.session.language == "ar"
    assert any("direction" in words.text() for words in inspector.findChildren(QLabel) if words.isVisible())
    assert bridge.run("set_session", language="sw")
    assert box.currentText() == "sw", "a language that is not in the list stands for itself"
