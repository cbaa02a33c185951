"""Making one card of several keeps what each said; splitting keeps the old words."""

from stworkshop.layout import zones
from tests.commands.conftest import Table


def test_both_wordings_and_the_lost_code_stay_in_the_note(table: Table) -> None:
    one, two = table.card("concern", "Too loud", note="Heard twice"), table.card("concern", "Noise at night")
    table.do("merge_cards", ids=[one, two])
    card = table.board.elements[one]
    assert card.note.split("\n") == ["Heard twice", "Also said: “Noise at night” (C2)"]
    assert card.label == "Too loud" and two not in table.board.elements


def test_new_words_keep_both_old_ones(table: Table) -> None:
    one, two = table.card("concern", "Too loud"), table.card("concern", "Noise at night")
    table.do("merge_cards", ids=[one, two], label="The night is loud")
    note = table.board.elements[one].note
    assert "“Too loud”" in note and "“Noise at night” (C2)" in note


def test_the_code_of_a_card_with_the_same_words_is_kept(table: Table) -> None:
    one, two = table.card("concern", "Too loud"), table.card("concern", "Too loud")
    table.do("merge_cards", ids=[one, two])
    assert table.board.elements[one].note == "Was also C2."


def test_of_two_links_the_one_that_stays_knows_what_was_noted_on_both(table: Table) -> None:
    who = table.card("stakeholder", "Older residents")
    one, two = table.card("concern", "Too loud"), table.card("concern", "Noise")
    table.do("add_link", relation="has-concern", source=who, target=one)
    table.do("add_link", relation="has-concern", source=who, target=two, discussed="yes", note="said by all")
    table.do("merge_cards", ids=[one, two])
    (link,) = table.board.links_to(one)
    assert (link.discussed, link.note) == ("yes", "said by all")


def test_statements_and_fields_of_other_cards_speak_of_the_card_that_stays(table: Table) -> None:
    one, two = table.card("mitigation", "Access rule"), table.card("mitigation", "Rule of access")
    said = table.do("add_statement", label="It is fair", about=two, stance="supports").ids[0]
    note = table.do("add_note", text="Hm", about=[two, one]).ids[0]
    table.do("merge_cards", ids=[one, two])
    assert table.board.statements[said].about == one
    assert table.board.notes[note].about == (one,)


def test_what_only_the_other_card_knew_is_kept(table: Table) -> None:
    one, two = (
        table.card("risk", "It breaks", severity=4),
        table.card("risk", "It breaks down", severity=2, likelihood=3),
    )
    table.do("merge_cards", ids=[one, two])
    values = table.board.elements[one].attributes
    assert (values["severity"], values["likelihood"]) == (4, 3)


def test_a_card_that_was_voted_on_stays(table: Table) -> None:
    one, two, three = (table.card("concern", words) for words in ("Too loud", "Noise", "Din"))
    table.do("open_round", kind="dots", question="What comes first?", items=[two, three])
    assert table.refused("merge_cards", ids=[one, two]).refusal == "was-voted"
    assert table.refused("merge_cards", ids=[two, three]).refusal == "was-voted"
    table.do("merge_cards", ids=[two, one])
    assert two in table.board.elements and one not in table.board.elements


def test_split_cards_lie_free_and_the_old_words_are_kept(table: Table) -> None:
    card = table.card("concern", "Too loud and too late")
    for n in range(6):
        table.card("concern", f"Something else {n}")
    table.do("split_card", id=card, labels=["Too loud", "Too late", "Too dark"])
    rects = [zones.card_rect(one) for one in table.board.elements.values()]
    assert not any(
        a and b and a is not b and a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
        for a in rects
        for b in rects
    )
    assert table.board.elements[card].note == "Also said: “Too loud and too late”"
