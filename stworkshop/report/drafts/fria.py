"""Working draft of a fundamental rights impact assessment (EU AI Act, Art. 27): six elements and more."""

from __future__ import annotations

from stworkshop.analysis import legal
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.report.blocks import Outline, Section, Text
from stworkshop.report.drafts import shared
from stworkshop.report.drafts.kit import DraftFacts, asked, cited, each, for_others, outline, provider


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the draft of the assessment."""
    facts = DraftFacts(board, catalogue)
    elements = {entry["id"]: entry for entry in catalogue.entries("eu_ai_act.fria_elements")}
    return outline(
        facts,
        "fria",
        _("Fundamental rights impact assessment"),
        _("Elements after Regulation (EU) 2024/1689, Article 27, consolidated text of 27 July 2026"),
        (
            Section(
                "start",
                _("Who uses which system"),
                (
                    asked(_("Which public body uses the system?"), shared.owners(facts)),
                    for_others(_("Name, version and provider of the system"), provider()),
                    asked(_("Who supplies it?"), shared.suppliers(facts)),
                    asked(_("Class under the Act, and the area of Annex III"), _classes(facts)),
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
                    asked(_("When is the assessment looked at again?"), shared.reviews(facts)),
                    for_others(_("Is an earlier assessment of a similar case reused (Article 27(2))?")),
                    for_others(_("Notice to the market surveillance authority (Article 27(3))")),
                    asked(
                        _("Which data protection impact assessment does it complement (Article 27(4))?"),
                        each(facts, facts.measures("mit-dpia")),
                    ),
                    for_others(
                        _("Registration in the EU database (Annex VIII, section C): deployer, submitter, summaries")
                    ),
                ),
            ),
        ),
    )


def _classes(facts: DraftFacts) -> list[Text]:
    said = []
    for part in facts.ai_parts():
        tier = str(facts.value(part, "ai_act_tier") or legal.UNKNOWN)
        word = legal.tier_word(facts.catalogue, tier, plain=False)
        number = facts.value(part, "annex_iii")
        area = legal.area_word(facts.catalogue, int(number)) if str(number or "").isdecimal() else ""
        tail = f"{word}, {_('Annex III, {area}').format(area=area)}" if area else word
        said.append(cited(facts, f"{part.label}: {tail}", part))
    return said


def _rights(facts: DraftFacts) -> list[Text]:
    said = []
    for right in facts.cards("right"):
        threats = facts.sources("threatens", right, "risk")
        if threats:
            labels = "; ".join(risk.label for risk in threats)
            said.append(
                cited(
                    facts, _("{right} is in danger: {risks}").format(right=right.label, risks=labels), right, *threats
                )
            )
    return said
