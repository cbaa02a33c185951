"""Working draft of a fundamental rights impact assessment (EU AI Act, Art. 27): six elements and more."""

from __future__ import annotations

from stworkshop.analysis import legal, legal_words
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report import words
from stworkshop.report.content.blocks import Outline, Section, Text
from stworkshop.report.drafts import choices, shared
from stworkshop.report.drafts.kit import (
    DraftFacts,
    asked,
    cited,
    each,
    for_others,
    labels,
    outline,
    provider,
    stopless,
    with_more,
)

_APPLIES, _OLDER = "date-2027-12-02", "date-2030-08-02"


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the draft of the assessment."""
    facts = DraftFacts(board, catalogue)
    elements = {entry["id"]: entry for entry in catalogue.entries("eu_ai_act.fria_elements")}
    return outline(
        facts,
        "fria",
        _("Fundamental rights impact assessment"),
        _(
            "Elements after Regulation (EU) 2024/1689, Article 27, as amended by Regulation (EU) 2026/1744"
            " (consolidated text of 27 July 2026)"
        ),
        (
            Section(
                "start",
                _("Who uses which system"),
                (
                    for_others(_("Which public body, or private body with public services, uses the system?")),
                    for_others(_("Name, version and provider of the system"), provider()),
                    asked(_("Which AI parts are on the map, and who is responsible for them?"), shared.owners(facts)),
                    asked(_("Who supplies what?"), shared.suppliers(facts)),
                    asked(_("Class under the Act, and the point of Annex III"), _classes(facts)),
                ),
            ),
            Section(
                "elements",
                _("The six elements"),
                (
                    asked(
                        _("a) In which work is the system used, and what for?"),
                        [*shared.purpose(facts), *shared.processes(facts), *shared.step_details(facts)],
                        hint=str(elements["fria-a"]["description"]),
                    ),
                    asked(
                        _("b) During which time, and how often?"),
                        shared.time_and_frequency(facts),
                        hint=str(elements["fria-b"]["description"]),
                    ),
                    asked(
                        _("c) Which people and groups are affected?"),
                        [*shared.affected_people(facts), *shared.data_left_out(facts)],
                        hint=str(elements["fria-c"]["description"]),
                    ),
                    asked(
                        _("d) Which harms could they suffer?"),
                        [*shared.harms(facts), *_rights(facts)],
                        hint=str(elements["fria-d"]["description"]),
                        others=_("The provider’s own information (Article 13) is to be added: no workshop has it."),
                    ),
                    asked(_("What else matters to those who are affected?"), _worries(facts)),
                    asked(
                        _("e) How do people oversee the system?"),
                        shared.oversight(facts),
                        hint=str(elements["fria-e"]["description"]),
                    ),
                    asked(
                        _("f) What is done if harm occurs: measures, internal rules, complaints?"),
                        [*shared.measures(facts), *shared.bare_risks(facts), *shared.complaints(facts)],
                        hint=str(elements["fria-f"]["description"]),
                    ),
                ),
            ),
            Section(
                "around",
                _("What belongs to it"),
                (
                    asked(_("When will the assessment be reviewed?"), choices.reviews(facts)),
                    for_others(_("Which changes would make it out of date (Article 27(2))?")),
                    for_others(_("Is an earlier assessment of a similar case reused (Article 27(2))?")),
                    for_others(_("Notice to the market surveillance authority (Article 27(3))")),
                    asked(
                        _("Which data protection impact assessment does it refer to or include (Article 27(4))?"),
                        each(facts, facts.measures("mit-dpia")),
                    ),
                    for_others(
                        _(
                            "Registration in the EU database (Annex VIII, section C): deployer, who submits it, address"
                            " of the system’s entry, summaries of this assessment and of the one on data protection"
                        )
                    ),
                ),
            ),
        ),
        _notes(facts),
    )


def _notes(facts: DraftFacts) -> list[str]:
    """Return when the duty applies, and to whom; where the Act does not bind, that comes first."""
    said = []
    if not facts.law.binding:
        said.append(_("The law does not apply here: we use it only to compare"))
    said.append(
        _(
            "Article 27 asks for this assessment before a high-risk system of Annex III (other than point 2) is first"
            " used. It asks it of public bodies, of private bodies with public services, and for credit scoring and"
            " life or health insurance"
        )
    )
    applies = _("These duties apply from {day}") if facts.law.binding else _("In the EU these duties apply from {day}")
    for name, sentence in (
        (_APPLIES, applies),
        (
            _OLDER,
            _(
                "High-risk systems that public authorities use by then have until {day}, unless their design is changed"
                " significantly before (Article 111(2))"
            ),
        ),
    ):
        entry = facts.catalogue.entry("eu_ai_act.dates", name)
        day = words.parse_day(str(entry["date"])) if entry else None
        if day:
            said.append(sentence.format(day=words.day(day)))
    said.append(_("The AI Office is to supply a questionnaire (Article 27(5)); where it is there, it is what counts"))
    return said


def _worries(facts: DraftFacts) -> list[Text]:
    affected = {card.id for card in facts.affected()}
    return [
        shared.voiced(facts, concern)
        for concern in facts.cards("concern")
        if any(holder.id in affected for holder in facts.sources("has-concern", concern, "stakeholder"))
    ]


def _classes(facts: DraftFacts) -> list[Text]:
    """Return the class of each AI part with its area, whether Article 27 asks for this assessment, and from when."""
    rows = {row.part: row for row in legal.table(facts.board, facts.catalogue)}
    return [cited(facts, with_more(part.label, _class(facts, rows[part.id])), part) for part in facts.ai_parts()]


def _class(facts: DraftFacts, row: legal.LegalRow) -> str:
    told = [legal.tier_word(facts.catalogue, row.tier or legal.UNKNOWN, plain=False)]
    if row.needs_area:
        told.append(_("nobody has said yet for which area"))
    elif row.area == legal.ANNEX_I:
        told.append(legal.area_word(facts.catalogue, row.area))
    elif row.area:
        area = legal.area_word(facts.catalogue, row.area)
        told.append(_("Annex III, point {n}: {area}").format(n=row.area, area=area))
    if row.tier == legal.HIGH_RISK:
        told += [legal_words.stage(row.stage), legal_words.role(row.role), _asked(facts, row)]
    if row.disputed:
        told.append(_("the tables see it differently, and this is not decided"))
    claim = legal_words.claim(facts.catalogue, row)
    return "; ".join(told) + (f". {claim}" if claim else "")


def _asked(facts: DraftFacts, row: legal.LegalRow) -> str:
    """Return whether Article 27 asks for the assessment of a part, and from when."""
    duty = next((duty for duty in row.duties if duty.id == "duty-27"), None)
    if duty is None:
        return _("Article 27 does not ask for this assessment here")
    days = facts.legal_days(duty.days)
    if duty.condition:
        return _("Article 27 asks for this assessment {case}, {days}").format(case=duty.condition, days=days)
    return _("Article 27 asks for this assessment {days}").format(days=days)


def _rights(facts: DraftFacts) -> list[Text]:
    said = []
    for right in facts.cards("right"):
        threats = facts.sources("threatens", right, "risk")
        if threats:
            sentence = _("{right}; put in danger by: {risks}")
            told = sentence.format(right=stopless(right.label), risks=labels(threats))
            said.append(cited(facts, told, right, *threats))
    return said
