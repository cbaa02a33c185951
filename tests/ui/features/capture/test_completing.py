"""What the capture line offers at the cursor."""

from ui.features.capture.completing import Completion, completions, latest
from ui.session.bridge import Bridge


def offered(bridge: Bridge, text: str, recent: tuple[str, ...] = ()) -> list[Completion]:
    return completions(text, len(text), bridge.board, bridge.catalogue, recent)


def people(bridge: Bridge) -> list[str]:
    return [e.id for e in bridge.board.elements.values() if e.kind == "stakeholder"]


def test_a_sign_alone_offers_everybody_the_holder_named_last_first(bridge: Bridge) -> None:
    last = people(bridge)[-1]
    found = offered(bridge, "c too far @", (last,))
    assert found[0].text == bridge.board.elements[last].label
    assert all(one.what == "who" for one in found)


def test_letters_find_people_and_somebody_new_comes_last(bridge: Bridge) -> None:
    label = bridge.board.elements[people(bridge)[0]].label
    found = offered(bridge, f"c too far @{label[:5]}")
    assert found[0].text == label and found[0].insert == f"@{label} "
    assert (found[-1].what, found[-1].insert) == ("newcomer", f'@"{label[:5]}" ')


def test_a_whole_name_and_a_space_end_the_offer(bridge: Bridge) -> None:
    label = bridge.board.elements[people(bridge)[0]].label
    assert [one.what for one in offered(bridge, f"c too far @{label} ")] in ([], ["typical"])


def test_topics_are_offered_by_their_words_and_not_twice(bridge: Bridge) -> None:
    assert [one.insert for one in offered(bridge, "c x #hum")] == ["#human-rights "]
    assert "human-rights" not in [one.concept for one in offered(bridge, "c x #human-rights #")]


def test_what_answers_comes_first_among_answers(bridge: Bridge) -> None:
    found = offered(bridge, "r x >")
    kinds = {e.label: e.kind for e in bridge.board.elements.values()}
    assert found and kinds[found[0].text] == "mitigation"


def test_typical_cards_are_offered_while_the_words_are_typed(bridge: Bridge) -> None:
    entry = bridge.catalogue.types("risk")[0]
    found = offered(bridge, f"r {str(entry['label'])[:9]}")
    assert any(one.what == "typical" and one.text == entry["label"] for one in found)


def test_a_letter_or_the_start_of_a_kind_offers_the_kind(bridge: Bridge) -> None:
    assert (offered(bridge, "c")[0].what, offered(bridge, "c")[0].insert) == ("kind", "c ")
    for typed in ("stakeh", "Pers"):
        assert offered(bridge, typed)[0].insert == "s ", "by our name, and by that of the field"


def test_a_sentence_without_a_kind_can_be_kept(bridge: Bridge) -> None:
    found = offered(bridge, "Zebras never cross here")
    assert [one.what for one in found] == ["unsorted"]
    card = next(iter(bridge.board.elements.values()))
    assert offered(bridge, card.label)[0].card == card.id


def test_nothing_typed_offers_nothing(bridge: Bridge) -> None:
    assert offered(bridge, "") == []


def test_the_newest_holder_is_first_and_nobody_twice() -> None:
    assert latest(("a", "b"), ["b"]) == ("b", "a")
