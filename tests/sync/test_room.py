"""A room: all see the same, the host judges, what is refused leaves no trace, and guests are put right."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Doc, Map

from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.document import Document
from stworkshop.model.field_types import FARTHEST, LONGEST_SIDE
from stworkshop.model.records import Element, Ref, Round, SessionRecord, Statement, ref_of
from stworkshop.sync import frames
from stworkshop.sync.file_transfer import Sending
from stworkshop.sync.frames import Answered, Asked, Denied, Ours, Present, State, Updated
from stworkshop.sync.guest import FIRST_TRY, LAST_TRY
from stworkshop.sync.room import MOST_REFUSALS, REFUSALS_WITHIN, Apply, Close, Member, Room, Send
from stworkshop.sync.sheets_by_guest import MOST_SHEETS
from tests.pictures import text_of
from tests.sync.memory import MemoryGuest as Guest
from tests.sync.memory import from_state
from tests.sync.wire import CATALOGUE, InMemory, Laptop, live

LATE = Ref("elements", "late")


@pytest.fixture
def net() -> InMemory:
    return InMemory()


def all_agree(net: InMemory) -> None:
    expected = live(net.host.board)
    assert live(net.room.board) == expected
    for laptop in net.laptops.values():
        if laptop.on:
            assert live(laptop.guest.board) == expected
            assert not laptop.guest.owing
            document = Document([laptop.guest.state()])
            assert {ref_of(record): record for record in document.records() if not record.gone} == expected


def test_edits_of_each_appear_in_all(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    assert live(ada.guest.board) == live(net.host.board)
    assert ada.run("add_element", kind="risk", label="Nobody asks")
    assert bo.run("edit_element", id="late", label="The last bus is too late")
    assert net.host_runs("add_note", text="Said by the host")
    net.settle()
    all_agree(net)
    assert {record.label for record in net.host.board.elements.values()} >= {"Nobody asks", "The last bus is too late"}
    assert any(ref.root == "notes" for ref in ada.seen.added)


def test_what_a_guest_may_not_is_dropped_whole_and_the_guest_put_right(net: InMemory) -> None:
    ada, bo = net.add("ada", "contributor"), net.add("bo")
    net.settle()
    before, state = live(net.host.board), net.host.state()
    mine = Element(id="mine", seq=50, kind="risk", label="Mine", created_by="ada")
    ada.do(joined([adding([mine]), removing([ada.guest.board.elements["late"]])]))
    assert "late" not in ada.guest.board.elements
    net.settle()
    assert live(net.host.board) == before and net.host.state() == state
    assert [refusal.reason for refusal in ada.refused] == [
        "You add cards, and change the cards made on your own laptop. Nothing was changed."
    ]
    assert "late" in ada.guest.board.elements and "mine" not in ada.guest.board.elements
    assert any(told.event == "refused" and told.name == "ada" for told in net.told)
    all_agree(net)
    assert ada.run("add_element", kind="risk", label="Allowed") and bo.run("tag", ids=["late"], add=["regulation"])
    net.settle()
    assert any(card.label == "Allowed" for card in net.host.board.elements.values())
    all_agree(net)


def test_of_many_edits_under_way_only_the_refused_one_is_lost(net: InMemory) -> None:
    ada = net.add("ada", "contributor")
    net.settle()
    first = ada.run("add_element", kind="risk", label="First")
    ada.do(updating(ada.guest.board.elements["late"], {"label": "Taken over"}))
    third = ada.run("add_element", kind="risk", label="Third")
    assert first and third
    ada.run("edit_element", id=first.ids[0], label="First, better")
    ada.run("add_note", text="A note")
    ada.do(updating(ada.guest.board.elements["plan"], {"label": "Taken over, too"}))
    net.settle()
    assert len(ada.refused) == 2
    labels = {card.label for card in net.host.board.elements.values()}
    assert {"First, better", "Third", "The last bus is late", "Timetable model"} <= labels
    assert any(note.text == "A note" for note in net.host.board.notes.values())
    all_agree(net)


def test_edits_on_what_was_refused_are_told_too(net: InMemory) -> None:
    ada = net.add("ada", "contributor")
    net.settle()
    alien = Element(id="alien", seq=60, kind="risk", label="x", created_by="somebody")
    ada.do(adding([alien]))
    ada.do(updating(alien, {"label": "y"}))
    net.settle()
    assert [refusal.change.refs() for refusal in ada.refused] == [{Ref("elements", "alien")}] * 2
    all_agree(net)


def test_a_refused_guest_is_a_new_client_and_the_old_one_is_ignored(net: InMemory) -> None:
    ada = net.add("ada", "viewer")
    net.settle()
    old = ada.guest.client
    ada.run("add_note", text="not from a viewer")
    refused = ada.up[-1]
    net.settle()
    assert ada.guest.client != old and len(ada.refused) == 1
    net.carry_out(net.room.set_role("ada", "editor"))
    # What was refused once does not come in later by itself, although it would be allowed now.
    assert not any(isinstance(effect, Apply) for effect in net.room.receive("ada", refused, 0.0))


def test_what_follows_a_refusal_is_not_read_until_the_guest_asks_anew(net: InMemory) -> None:
    ada = net.add("ada", "contributor")
    net.settle()
    ada.do(updating(ada.guest.board.elements["late"], {"label": "Not mine"}))
    ada.run("add_note", text="Mine")
    first, second = ada.up
    assert net.room.receive("ada", first, 0.0)
    assert net.room.receive("ada", second, 0.0) == []
    assert net.room.receive("ada", frames.encode(Asked(b"\0")), 0.0)


def test_away_edits_go_on_and_everything_merges(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    net.cut(ada)
    for number in range(5):
        assert ada.run("add_element", kind="risk", label=f"Away {number}")
    assert ada.run("edit_element", id="late", label="Edited away")
    assert bo.run("edit_element", id="late", note="Edited here")
    net.settle()
    assert ada.guest.owing == 6
    net.plug_in(ada)
    net.settle()
    card = net.host.board.elements["late"]
    assert (card.label, card.note) == ("Edited away", "Edited here")
    all_agree(net)


def test_an_edit_over_somebody_elses_new_one_is_owed_no_longer_once_it_was_taken(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    assert bo.run("edit_element", id="late", label="Edited by Bo")
    net.settle()
    assert ada.run("edit_element", id="late", label="Edited by Ada")
    assert ada.run("add_element", kind="risk", label="And one more")
    net.settle()
    all_agree(net)


def test_a_guest_goes_on_from_what_was_kept_of_it(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    net.cut(ada)
    assert ada.run("add_element", kind="risk", label="Before the crash")
    ada.guest = ada.guest.after_a_crash()
    assert any(card.label == "Before the crash" for card in ada.guest.board.elements.values())
    net.plug_in(ada)
    net.settle()
    assert any(card.label == "Before the crash" for card in net.host.board.elements.values())
    all_agree(net)


def test_frames_that_were_taken_before_the_cut_are_not_made_twice(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    ada.run("add_element", kind="risk", label="Once")
    net.deliver_one(ada, upwards=True)
    net.cut(ada)
    assert ada.guest.owing == 1
    net.plug_in(ada)
    net.settle()
    assert [card.label for card in net.host.board.elements.values()].count("Once") == 1
    all_agree(net)


def test_tries_to_connect_come_less_and_less_often() -> None:
    guest = Guest()
    waits = [guest.next_try() for _each in range(9)]
    assert waits[:4] == [FIRST_TRY, 1.0, 2.0, 4.0] and waits[-1] == LAST_TRY
    guest.greet()
    assert guest.next_try() == FIRST_TRY


def test_the_running_stage_holds_for_guests(net: InMemory) -> None:
    ada = net.add("ada", "facilitator")
    net.settle()
    voting = next(stage for stage, entry in CATALOGUE.stages.items() if "vote" in entry["permits"])
    assert net.host_runs("start_stage", stage=voting)
    ada.do(updating(ada.guest.board.elements["late"], {"label": "Too late for that"}))
    net.settle()
    assert ada.refused[0].reason.startswith("Cards are locked during")
    all_agree(net)


# --- strangers


def stock_doc(net: InMemory) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    doc.apply_update(net.host.state())
    return doc


def stock_member(net: InMemory, role: str = "editor") -> Member:
    member = Member("stock", role=role, ours=False)
    net.carry_out(net.room.join(member))
    return member


def update_by(doc: Doc[Any], edit: Any) -> bytes:
    seen = doc.get_state()
    with doc.transaction():
        edit(doc)
    return doc.get_update(seen)


def judged(net: InMemory, update: bytes) -> list[Any]:
    return net.room.receive("stock", frames.encode(Updated(update)), 0.0)


def set_label(doc: Doc[Any]) -> None:
    doc.get("elements", type=Map)["late"]["label"] = "By a stock client"


def test_a_stock_client_edits_a_label_and_all_see_it(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    stock_member(net)
    effects = judged(net, update_by(stock_doc(net), set_label))
    net.carry_out(effects)
    net.settle()
    assert ada.guest.board.elements["late"].label == "By a stock client"
    assert net.host.board.elements["late"].label == "By a stock client"
    assert not any(isinstance(effect, Send) and effect.peer == "stock" for effect in effects)


@pytest.mark.parametrize(
    "edit",
    [
        lambda doc: doc.get("elements", type=Map).pop("late"),
        lambda doc: doc.get("answers", type=Map).update({"a": 1}),
        lambda doc: doc.get("rounds", type=Map).update({"r": Map({"question": "?"})}),
        lambda doc: doc.get("session", type=Map)["s-evening"].update({"attribution": "named"}),
    ],
    ids=["takes a record away", "brings answers", "opens a round", "changes the session"],
)
def test_what_a_stock_client_may_not_ends_its_visit_and_leaves_no_trace(net: InMemory, edit: Any) -> None:
    state = net.host.state()
    stock_member(net)
    effects = judged(net, update_by(stock_doc(net), edit))
    assert any(isinstance(effect, Close) for effect in effects)
    assert not any(isinstance(effect, Apply) for effect in effects)
    assert frames.decode(next(e.frame for e in effects if isinstance(e, Send))) == Denied(
        next(e.reason for e in effects if isinstance(e, Close))
    )
    assert net.host.state() == state and live(net.room.board) == live(net.host.board)


def test_a_stock_viewer_changes_nothing_even_what_cannot_be_seen(net: InMemory) -> None:
    for edit in (
        set_label,
        lambda doc: doc.get("elements", type=Map)["late"].update({"label": "The last bus is late"}),
    ):
        stock_member(net, "contributor")
        effects = judged(net, update_by(stock_doc(net), edit))
        assert any(isinstance(effect, Close) for effect in effects)
    stock_member(net, "viewer")
    everything = frames.encode(Answered(stock_doc(net).get_update()))
    assert net.room.receive("stock", everything, 0.0) == []


def test_parts_without_their_beginning_are_refused(net: InMemory) -> None:
    doc = stock_doc(net)
    update_by(doc, set_label)
    later = update_by(doc, lambda doc: doc.get("elements", type=Map)["late"].update({"label": "Later"}))
    coming = update_by(doc, lambda doc: doc.get("elements", type=Map)["late"].pop("label"))
    for update in (later, coming):
        stock_member(net)
        effects = judged(net, update)
        assert any(isinstance(effect, Close) for effect in effects)
    assert live(net.room.board) == live(net.host.board)


def test_garbage_closes_that_connection_only(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    for data in (b"", b"\0\2\3abc", b"\0\2\2\xff\xff", b"\0\0\2\xff\xff", b"\0" * (frames.MOST_BYTES + 1)):
        effects = net.room.receive("ada", data, 0.0)
        assert [type(effect).__name__ for effect in effects] == ["Told", "Close"]
    net.cut(ada)
    assert bo.run("add_note", text="Undisturbed")
    net.settle()
    all_agree(net)


def test_ten_thousand_random_frames_leave_the_host_untouched(net: InMemory) -> None:
    bo, state = net.add("bo"), net.host.state()
    net.settle()
    good = [frames.encode(Updated(update_by(stock_doc(net), set_label))), frames.encode(Asked(b"\0"))]
    for number in range(10_000):
        net.room.members["stock"] = Member("stock", role="viewer", ours=False)
        data = bytearray(net.chance.choice(good) if number % 3 == 0 else net.chance.randbytes(number % 40))
        for _flip in range(3):
            if data:
                data[net.chance.randrange(len(data))] = net.chance.randrange(256)
        effects = net.room.receive("stock", bytes(data), 0.0)
        assert not any(isinstance(effect, Apply) for effect in effects)
    del net.room.members["stock"]
    assert net.host.state() == state
    assert bo.run("add_note", text="Undisturbed")
    net.settle()
    all_agree(net)


def test_a_guest_that_never_listens_is_shown_out_also_when_it_comes_again(net: InMemory) -> None:
    frame = frames.encode(Updated(update_by(stock_doc(net), set_label)))

    def refused_and_out(now: float) -> bool:
        net.carry_out(net.room.join(Member("mule", "mule", "viewer", "laptop-mule")))
        effects = net.room.receive("mule", frame, now)
        assert net.room.receive("mule", frame, now) == [], "it is not listened to until it asks anew"
        return any(isinstance(effect, Close) for effect in effects)

    assert [refused_and_out(1.0) for _time in range(MOST_REFUSALS + 2)] == [False] * MOST_REFUSALS + [True] * 2
    assert not refused_and_out(1.0 + REFUSALS_WITHIN)


# --- sheets and presence


def open_round(net: InMemory, **fields: Any) -> str:
    decision = net.host_runs("open_round", question="How far?", kind="rating", items=["st-1"], **fields)
    assert decision is not None
    net.settle()
    return decision.ids[0]


def test_a_sheet_goes_to_the_host_only_and_never_into_the_document(net: InMemory) -> None:
    ada, bo = net.add("ada", "contributor"), net.add("bo")
    round_id = open_round(net, anonymous="yes")
    assert bo.guest.board.rounds[round_id].anonymous == "yes"
    state = net.host.state()
    answers = [{"item": "st-1", "value": 4}]
    ada.up.append(ada.guest.hand_in(round_id, answers, side="public", participant="p-ines"))
    ada.up.append(ada.guest.hand_in(round_id, answers, side="public"))
    net.settle()
    assert net.sheets == [{"round": round_id, "answers": answers, "side": "public"}]
    assert [bool(sheet["refusal"]) for sheet in ada.sheets] == [True, False]
    assert net.host.state() == state and not bo.sheets
    assert not any(told.event == "sheet" for told in net.told)


def test_sheets_are_bounded_and_a_viewers_is_not_taken(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo", "viewer")
    round_id = open_round(net)
    net.carry_out(net.room.allow_several(round_id, True))
    for laptop, count in ((ada, MOST_SHEETS + 2), (bo, 1)):
        for _each in range(count):
            laptop.up.append(laptop.guest.hand_in(round_id, [{"item": "st-1", "value": 1}], side="public"))
    ada.up.append(frames.encode(Ours("sheet", {"round": ["x"], "answers": 7})))
    net.settle()
    assert len(net.sheets) == MOST_SHEETS
    assert [bool(sheet["refusal"]) for sheet in ada.sheets].count(True) == 3 and bo.sheets[0]["refusal"]


def test_a_sheet_whose_answer_got_lost_comes_again_and_counts_once(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    round_id = open_round(net, anonymous="yes")
    net.carry_out(net.room.allow_several(round_id, True))

    def hand_in(laptop: Laptop, mark: str) -> None:
        laptop.up.append(laptop.guest.hand_in(round_id, [{"item": "st-1", "value": 1}], side="public", mark=mark))

    net.refuses_sheets = "The disk is full."
    hand_in(ada, "m-1")
    net.settle()
    assert ada.sheets[-1]["refusal"] == "The disk is full." and not net.sheets
    net.refuses_sheets = ""
    hand_in(ada, "m-1")
    net.settle()
    net.cut(ada)
    net.plug_in(ada)
    hand_in(ada, "m-1")
    net.settle()
    assert len(net.sheets) == 1 and [sheet["refusal"] for sheet in ada.sheets[1:]] == ["", ""]
    hand_in(ada, "m-2")
    hand_in(bo, "m-1")
    net.settle()
    assert len(net.sheets) == 3, "a mark is one laptop's own"


def test_presence_is_passed_on_under_the_hosts_name_for_the_guest(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    net.settle()
    state = net.host.state()
    ada.up.append(ada.guest.say({"user": {"name": "The mayor"}, "cursor": [1, 2], "role": "facilitator"}, 0.0))
    net.settle()
    shown = bo.guest.people.here()[ada.guest.client]
    assert (shown.name, shown.role, shown.cursor) == ("ada", "editor", (1.0, 2.0))
    late = net.add("late")
    net.settle()
    assert late.guest.people.here()[ada.guest.client].name == "ada"
    bo.up.append(frames.encode(Present((State(ada.guest.client, 99, None),))))
    net.settle()
    assert ada.guest.client in net.room.people.here()
    client = ada.guest.client
    net.cut(ada)
    net.settle()
    assert client not in bo.guest.people.here() and net.host.state() == state
    net.carry_out(net.room.say({"user": {"name": "Host"}}, net.now))
    net.settle()
    assert [person.name for person in bo.guest.people.here().values()] == ["Host"]
    assert net.room.tick(net.now + 100) == []


def test_a_guest_that_was_cut_off_is_seen_again(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo")
    for seen in (1.0, 2.0, 3.0):
        ada.up.append(ada.guest.say({"cursor": [seen, 0]}, 0.0))
        net.settle()
        assert bo.guest.people.here()[ada.guest.client].cursor == (seen, 0.0)
        net.cut(ada)
        net.settle()
        assert ada.guest.client not in bo.guest.people.here()
        net.plug_in(ada)
        net.settle()


def test_a_server_that_lets_nobody_in_says_so() -> None:
    heard = Guest(judged=False).receive(frames.encode(Denied("Not today.")), 0.0)
    assert heard.denied == "Not today." and not heard.refused


def test_a_role_can_be_changed_and_a_guest_removed(net: InMemory) -> None:
    ada = net.add("ada", "viewer")
    net.settle()
    net.carry_out(net.room.set_role("ada", "editor"))
    net.settle()
    assert ada.role == "editor" and ada.run("add_note", text="Now I may")
    net.settle()
    all_agree(net)
    net.carry_out(net.room.remove("ada"))
    assert [close.peer for close in net.closed] == ["ada"] and not net.room.members
    assert net.room.set_role("ada", "boss") == [] and net.room.receive("ada", b"", 0.0) == []


def test_a_server_that_judges_nothing_is_met_by_the_document_alone() -> None:
    """As between two stock clients and a stock server: what each lacks is asked for and sent."""
    here, there = Guest(judged=False), Guest(judged=False)
    here.do("Away", adding([Element(id="a", seq=1, kind="risk", label="A")]))
    assert not here.owing

    def meet(one: Guest, other: Guest) -> None:
        queues = [(other, frame) for frame in one.greet()] + [(one, frame) for frame in other.greet()]
        while queues:
            to, frame = queues.pop(0)
            heard = to.receive(frame, 0.0)
            queues += [(one if to is other else other, answer) for answer in heard.send]

    meet(here, there)
    assert live(here.board) == live(there.board) != {}
    for frame in there.do("Now", updating(there.board.elements["a"], {"label": "B"})):
        here.receive(frame, 0.0)
    assert here.board.elements["a"].label == "B"


def test_what_others_do_to_a_promise_through_such_a_server_is_taken_back_at_once() -> None:
    here, there = Guest(judged=False), Guest(judged=False)
    asked = Round(id="w", seq=2, question="Yes?", kind="rating", items=("st",), opened_by="here")
    other = Round(id="v", seq=3, question="Now?", kind="rating", items=("st",), opened_by="there")
    records = [SessionRecord(id="s", attribution="role"), Statement(id="st", seq=1, label="It helps"), asked, other]
    here.do("Begin", adding(records))
    there.receive(frames.encode(Asked(here.replica.vector())), 0.0)
    there.replica.merge(here.replica.state())
    for guest in (here, there):
        guest.receive(frames.encode(Answered(frames.NOTHING)), 0.0)
    before = live(here.board)
    for change in (
        updating(there.board.session, {"attribution": "named"}),
        updating(asked, {"anonymous": "no"}),
        updating(asked, {"closed_order": 1}),
        updating(there.board.statements["st"], {"label": "Other words"}),
        removing([asked]),
    ):
        for frame in there.do("Doctor", change):
            here.receive(frame, 0.0)
        assert live(here.board) == before
        there.replica.merge(here.replica.lacking(there.replica.vector()))
        assert live(there.board) == before
    for frame in there.do("Close", updating(other, {"closed_order": 1})):
        here.receive(frame, 0.0)
    assert here.board.rounds["v"].closed_order == 1, "its own round anybody closes"


def test_an_empty_edit_is_nothing(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    assert ada.guest.do("Nothing", Change()) == [] and net.room.host_edited(b"") == []
    assert Room(net.host.state).board.elements.keys() == net.host.board.elements.keys()


def test_what_no_host_takes_in_one_piece_is_given_back_and_the_rest_arrives(net: InMemory) -> None:
    ada = net.add("ada")
    net.settle()
    assert ada.run("add_element", kind="risk", label="Before")
    many = [Element(id=f"m-{n}", seq=100 + n, kind="risk", label="x" * 1900, created_by="ada") for n in range(600)]
    ada.do(adding(many))
    assert ada.run("add_element", kind="risk", label="After")
    net.settle()
    assert [refusal.change.refs() for refusal in ada.refused] == [{ref_of(card) for card in many}]
    assert "smaller parts" in ada.refused[0].reason and not net.closed
    assert {"Before", "After"} <= {card.label for card in net.host.board.elements.values()}
    all_agree(net)


def test_of_a_whole_map_a_guest_owes_the_next_host_only_what_that_one_lacks(net: InMemory) -> None:
    many = [Element(id=f"m-{n}", seq=100 + n, kind="risk", label="x" * 1900, created_by="host") for n in range(600)]
    net.host.make(Change(added={ref_of(card): card for card in many}), "many")
    next_host = net.host.state()
    net.host.make(updating(net.host.board.elements["late"], {"label": "Seen by Ada alone"}), "alone")
    ada = net.add("ada")
    ada.guest = Guest(from_state(net.host.state()))
    net.cut(ada)
    net.host = from_state(next_host)
    net.room = Room(net.host.state, CATALOGUE)
    net.plug_in(ada)
    net.settle()
    assert net.host.board.elements["late"].label == "Seen by Ada alone" and not net.closed
    all_agree(net)


def test_a_viewers_parcel_is_refused_before_a_byte_of_it_is_passed_on(net: InMemory) -> None:
    net.add("eve", "viewer")
    net.settle()
    part = Sending("Hill", b"x" * 300_000).part()
    effects = net.room.receive("eve", part, 0.0)
    (sent,) = effects
    assert isinstance(sent, Send)
    answer = frames.decode(sent.frame)
    assert isinstance(answer, Ours) and answer.body["at"] == 0 and "look on" in answer.body["refusal"]


@pytest.mark.parametrize(("side", "place"), [(9e8, 9e8), (LONGEST_SIDE + 1, FARTHEST + 1)])
def test_a_giant_card_of_a_guest_has_no_size_on_any_map(net: InMemory, side: float, place: float) -> None:
    ada = net.add("ada", "contributor")
    bo = net.add("bo")
    net.settle()
    giant = Element(
        id="giant", seq=9, kind="risk", label="Giant", size=(side, side), pos=(place, 0.0), created_by="ada"
    )
    ada.do(adding([giant]))
    net.settle()
    for board in (net.host.board, bo.guest.board):
        assert board.elements["giant"].size is None and board.elements["giant"].pos is None


def test_a_picture_that_a_guest_puts_on_a_card_comes_to_all(net: InMemory) -> None:
    ada, bo = net.add("ada"), net.add("bo", "viewer")
    net.settle()
    assert ada.run("set_image", id="late", image=text_of(), alt="A dark stop")
    net.settle()
    all_agree(net)
    image = bo.guest.board.image_of("late")
    assert image is not None and (image.data, image.alt) == (text_of(), "A dark stop")
    before = live(net.host.board)
    bo.run("set_image", id="late")  # who only looks on is put right
    net.settle()
    assert live(net.host.board) == before
    all_agree(net)
