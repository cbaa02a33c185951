"""Working draft of answers for ALTAI, the self-assessment list for trustworthy AI: its seven requirements."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.blocks import Outline, Section
from stworkshop.report.drafts import choices, shared
from stworkshop.report.drafts.kit import DraftFacts, asked, each, for_others, outline, provider


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return the draft of the answers."""
    facts = DraftFacts(board, catalogue)
    return outline(
        facts,
        "altai",
        _("Assessment list for trustworthy AI (ALTAI)"),
        _("Seven requirements of the High-Level Expert Group on AI, 2020; the questions are in our own words"),
        (
            Section(
                "agency",
                _("1 Human agency and oversight"),
                (
                    asked(
                        _("Do people know that they deal with an AI, or that one took part?"),
                        [
                            *each(facts, facts.parts("disclosure-notice")),
                            *shared.measures(facts, "mit-disclosure-notice"),
                        ],
                    ),
                    asked(
                        _("What keeps people from relying on it too much, and what are they worried about?"),
                        [
                            *shared.measures(facts, "mit-oversight-time", "mit-training"),
                            *shared.concerns(facts, "autonomy", "human-oversight"),
                        ],
                    ),
                    asked(_("Who checks it, and can stop it?"), shared.oversight(facts)),
                ),
            ),
            Section(
                "robust",
                _("2 Technical robustness and safety"),
                (
                    asked(
                        _("What happens when it fails?"),
                        [
                            *each(facts, facts.parts("fallback-mode")),
                            *shared.measures(facts, "mit-fallback-procedure"),
                        ],
                    ),
                    asked(
                        _("What was said about safety and security?"),
                        shared.concerns(facts, "safety", "security", "reliability", "continuity"),
                    ),
                    asked(
                        _("How is it protected against attack?"),
                        [
                            *each(facts, facts.parts("security-control", "access-control")),
                            *shared.measures(facts, "mit-security-testing", "mit-red-team"),
                        ],
                    ),
                    for_others(_("How accurate is it, and how was that measured?"), provider()),
                ),
            ),
            Section(
                "privacy",
                _("3 Privacy and data governance"),
                (
                    asked(_("Which data are used, and are they about persons?"), shared.data_sources(facts)),
                    asked(
                        _("What was said about privacy?"),
                        shared.concerns(facts, "privacy", "surveillance", "data-control", "purpose-creep", "consent"),
                    ),
                    asked(
                        _("How is privacy protected?"),
                        [
                            *each(facts, facts.parts("privacy-control")),
                            *shared.measures(
                                facts, "mit-dpia", "mit-data-minimisation", "mit-deidentification", "mit-purpose-lock"
                            ),
                        ],
                    ),
                ),
            ),
            Section(
                "transparent",
                _("4 Transparency"),
                (
                    asked(
                        _("Can it be traced what was done, and by what?"),
                        each(facts, facts.parts("audit-log", "monitoring", "documentation")),
                    ),
                    asked(
                        _("Can a decision be explained to the person?"),
                        [
                            *each(facts, facts.parts("explanation")),
                            *each(facts, [one for one in facts.cards("principle") if one.type == "prin-explain"]),
                            *shared.concerns(facts, "explainability"),
                        ],
                    ),
                    asked(
                        _("Where are people told something, and what?"),
                        [
                            *each(facts, facts.parts("disclosure-notice", "user-interface")),
                            *shared.measures(facts, "mit-public-register", "mit-open-documentation"),
                        ],
                    ),
                    asked(
                        _("What was said about openness?"),
                        shared.concerns(facts, "transparency"),
                    ),
                ),
            ),
            Section(
                "fair",
                _("5 Diversity, non-discrimination and fairness"),
                (
                    asked(
                        _("Whom could it treat worse, or leave out?"),
                        [
                            *shared.data_left_out(facts),
                            *shared.concerns(facts, "discrimination", "digital-exclusion", "fair-distribution"),
                        ],
                    ),
                    asked(
                        _("What is done against bias?"),
                        shared.against_unfairness(facts),
                    ),
                    asked(
                        _("Is it accessible to everyone?"),
                        [
                            *shared.concerns(facts, "accessibility"),
                            *each(facts, facts.parts("human-channel")),
                            *shared.measures(facts, "mit-accessible-design", "mit-keep-human-channel"),
                        ],
                    ),
                    asked(
                        _("Who took part in planning it, and who did not?"),
                        [
                            *shared.consulted(facts, "present"),
                            *shared.consulted(facts, "represented", "absent", ""),
                        ],
                    ),
                    for_others(_("Were workers and their representatives informed beforehand?")),
                ),
            ),
            Section(
                "society",
                _("6 Societal and environmental well-being"),
                (
                    asked(_("What does it do to the environment?"), shared.concerns(facts, "environmental-impact")),
                    asked(
                        _("What does it do to work and skills?"),
                        [
                            *shared.concerns(facts, "job-impact", "skills"),
                            *shared.missing_abilities(facts),
                        ],
                    ),
                    asked(
                        _("What does it do to the community and to democracy?"),
                        [
                            *shared.benefits(facts),
                            *shared.concerns(facts, "trust-legitimacy", "participation", "benefit"),
                        ],
                    ),
                ),
            ),
            Section(
                "accountable",
                _("7 Accountability"),
                (
                    asked(_("Who is responsible?"), shared.owners(facts)),
                    asked(
                        _("Can independent people examine it?"),
                        shared.measures(facts, "mit-independent-audit", "mit-contract-terms"),
                    ),
                    asked(
                        _("Which risks are known, and what is done about them?"),
                        [
                            *shared.harms(facts),
                            *shared.bare_risks(facts),
                        ],
                    ),
                    asked(
                        _("Which trade-offs were decided, and why?"),
                        [*choices.weighed(facts), *choices.decisions(facts)],
                    ),
                    asked(_("How can people report a problem and get redress?"), shared.complaints(facts)),
                ),
            ),
        ),
    )
