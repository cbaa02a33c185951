"""The flow of data through the technical parts, up to where a person or the machine decides."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.law import overseen
from stworkshop.analysis.duties import HIGH_RISK, tier
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element, Link
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.content.engineer_blocks import Flow, FlowFrame, FlowLink, FlowPart, Look
from stworkshop.report.content.facts import Facts

_FLOWS: dict[str, Look] = {"feeds": "data", "informs": "advice", "automates": "machine"}
_CHECKS = ("part-of", "depends-on", "requires")
_POINT = "human-oversight-point"
_SHOWN = ("component", "process", "public-service", "decision")
_SAID_AT_MOST = 80


def flow(facts: Facts) -> Flow:
    """Return the flow of data: every technical part stands in it once."""
    parts = facts.cards("component")
    if not parts:
        return Flow((), (), (), (), "", (), "", text(Span(_("No technical part is on the map."), "missing")))
    links = list(dict.fromkeys(_links(facts)))
    touched = {end for link in links for end in (link.source, link.target)}
    frames = tuple(_frames(facts, touched))
    framed = {member for frame in frames for member in frame.members}
    holders = {frame.card.id for frame in frames}
    ends = [facts.board.elements[one] for one in touched if facts.board.elements[one].kind != "component"]
    drawn = [part for part in parts if part.id in touched | framed and part.id not in holders]
    drawn += sorted(ends, key=lambda card: (card.seq, card.id))
    apart = [part for part in parts if part.id not in touched | framed | holders]
    missing = () if links else text(Span(_("Nobody has drawn how the data flows."), "missing"))
    return Flow(
        parts=tuple(_part(facts, card) for card in drawn),
        links=tuple(links),
        frames=frames,
        apart=tuple(_part(facts, card) for card in apart),
        apart_title=_("On the map, without a flow of data") if links else _("The parts"),
        legend=tuple(_legend(facts, links, frames, [*drawn, *apart])),
        text_value=_text_value(facts, links, apart),
        missing=missing,
    )


def unchecked(facts: Facts, part: Element) -> bool:
    """Tell whether a part is high-risk, and no person is shown who checks it."""
    return part.kind == "component" and tier(part) == HIGH_RISK and not overseen(facts, part)


def _part(facts: Facts, card: Element) -> FlowPart:
    return FlowPart(
        facts.card(card), unchecked(facts, card), first=facts.group(card) == "data", last=card.kind != "component"
    )


def _links(facts: Facts) -> Iterator[FlowLink]:
    for link in facts.board.links.values():
        source, target = facts.board.elements.get(link.source), facts.board.elements.get(link.target)
        if source is None or target is None or source.id == target.id:
            continue
        if source.kind == "component" and target.kind in _SHOWN and link.relation in _FLOWS:
            yield _link(facts, source, target, _FLOWS[link.relation])
        elif check := _check(link, source, target):
            yield _link(facts, *check, "check")


def _check(link: Link, source: Element, target: Element) -> tuple[Element, Element] | None:
    """Return who checks and what is checked, where a link says so."""
    if link.relation not in _CHECKS:
        return None
    points = [card.kind == "component" and card.type == _POINT for card in (source, target)]
    other = target if points[0] else source
    if sum(points) != 1 or other.kind not in ("component", "process"):
        return None
    return (source, target) if points[0] else (target, source)


def _link(facts: Facts, source: Element, target: Element, look: Look) -> FlowLink:
    return FlowLink(source.id, target.id, look, _sentence(facts, source, target, look))


def _sentence(facts: Facts, source: Element, target: Element, look: Look) -> Text:
    words = {
        "data": _("{one} passes data to {other} ({codes})."),
        "advice": _("{one} informs {other}, where a person decides ({codes})."),
        "machine": _("{one} decides or acts in {other} by itself ({codes})."),
        "check": _("{one}: a person checks {other} ({codes})."),
    }[look]
    return text(words.format(one=source.label, other=target.label, codes=facts.codes((source, target))))


def _frames(facts: Facts, touched: set[str]) -> Iterator[FlowFrame]:
    """Yield the services of suppliers that other parts run in."""
    taken: set[str] = set()
    for card in facts.cards("component"):
        if card.type != "supplier-service" or card.id in touched:
            continue
        inside = [part for part in facts.sources("part-of", card, "component") if part.id not in taken]
        if any(part.id in touched for part in inside):
            taken |= {part.id for part in inside}
            yield FlowFrame(facts.card(card), tuple(part.id for part in inside))


def _legend(
    facts: Facts, links: list[FlowLink], frames: tuple[FlowFrame, ...], cards: list[Element]
) -> Iterator[tuple[str, str]]:
    looks = {link.look for link in links}
    names = {
        "data": _("passes data"), "advice": _("a person decides"), "machine": _("machine decides"),
        "check": _("a person checks"),
    }  # fmt: skip
    yield from ((look, words) for look, words in names.items() if look in looks)
    if frames:
        yield "frame", _run_by(facts, frames)
    if any(unchecked(facts, card) for card in cards):
        yield "alarm", _("high-risk, no human check")


def _run_by(facts: Facts, frames: tuple[FlowFrame, ...]) -> str:
    who: dict[str, None] = {}
    for frame in frames:
        for relation in ("supplies", "operates"):
            who.update(dict.fromkeys(facts.card(s).code for s in facts.sources(relation, frame.card.id, "stakeholder")))
    if not who:
        return _("run by a supplier; we do not know which")
    return ngettext("run by supplier {codes}", "run by suppliers {codes}", len(who)).format(codes=", ".join(who))


def _text_value(facts: Facts, links: list[FlowLink], apart: list[Element]) -> str:
    verbs = {"data": _("passes data to"), "advice": _("informs"), "machine": _("decides in"), "check": _("checks")}
    said = [f"{facts.code(link.source)} {verbs[link.look]} {facts.code(link.target)}" for link in links]
    rest = len(said) - _SAID_AT_MOST
    if rest > 0:
        said = [*said[:_SAID_AT_MOST], ngettext("and {n} more link", "and {n} more links", rest).format(n=rest)]
    value = _("Flow of data. {links}.").format(links="; ".join(said)) if said else _("No flow of data is drawn.")
    if apart:
        value += " " + _("Without a flow: {codes}.").format(codes=facts.codes(apart))
    return value
