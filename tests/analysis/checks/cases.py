"""For every check maps that it asks about, and near misses that it must leave alone, in terse lines (see `maps`)."""

from __future__ import annotations

from dataclasses import dataclass

HIGH = "ai_act_tier=tier-high-risk"
SIX = (
    "public-value",
    "human-rights",
    "regulation",
    "ethics-responsible-innovation",
    "public-servants-competencies",
    "public-sector-capabilities",
)


@dataclass(frozen=True)
class Case:
    """A check, the ids (or topics) of the finding, maps that hold it, and near misses that do not."""

    check: str
    about: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    severity: str = ""


def case(check: str, about: str, *maps: str, severity: str = "") -> Case:
    """Return a case: maps that begin with `not:` are near misses."""
    hits = tuple(text for text in maps if not text.startswith("not:"))
    misses = tuple(text.removeprefix("not:") for text in maps if text.startswith("not:"))
    return Case(f"chk-{check}", about, hits, misses, severity)


PEOPLE = (
    case(
        "concern-no-stakeholder",
        "c",
        "c concern; s stakeholder",
        "c concern; s stakeholder; s affected-by c",
        "c concern; g goal; g has-concern c",
        "not:c concern; s stakeholder; s has-concern c",
    ),
    case(
        "stakeholder-no-concern",
        "s",
        "s stakeholder; k component; s owns k",
        "s stakeholder; r risk; s has-concern r",
        "not:s stakeholder; c concern; s has-concern c",
        "not:s stakeholder; o outcome; s pursues o",
    ),
    case(
        "affected-no-voice",
        "s",
        "s stakeholder voice=absent affected=direct",
        "s stakeholder voice=absent affected=indirect",
        "s stakeholder voice=absent; k component; s affected-by k",
        "s stakeholder voice=absent; r risk; r harms s",
        "s stakeholder voice=absent affected=direct; s represents s",
        "s stakeholder voice=absent affected=direct; o stakeholder; s represents o",
        "s stakeholder voice=absent affected=direct; o concern; o represents s",
        "not:s stakeholder voice=absent",
        "not:s stakeholder voice=represented affected=direct",
        "not:s stakeholder affected=direct",
        "not:s stakeholder voice=absent affected=direct; o stakeholder voice=absent; o represents s",
        "not:s concern voice=absent affected=direct",
    ),
    case(
        "concern-not-addressed",
        "c",
        "c concern",
        "c concern; m mitigation; m mitigates c",
        "c concern; d decision; d about c",
        "not:c concern; m mitigation status=rejected; m addresses c",
        "not:c concern; q open-question status=answered; q about c",
    ),
    case(
        "burden-no-benefit",
        "s",
        "s stakeholder; r risk; r harms s",
        "s stakeholder; r risk; r harms s; g goal; g benefits s",
        "not:s stakeholder; r risk; r harms s; o outcome; o benefits s",
        "not:s stakeholder; r risk; r harms s; e public-service; e benefits s",
        "not:s stakeholder; k component; k harms s",
    ),
    case(
        "ability-missing",
        "s a",
        "s stakeholder; a competency; s lacks-ability a",
        "s stakeholder; a competency label=_ code=A1; s lacks-ability a",
        "s stakeholder; a capability; s lacks-ability a; m mitigation; a builds m",
        "not:s stakeholder; a competency; s lacks-ability a; m action; m builds a",
        "not:s stakeholder; a competency; s has-ability a",
    ),
    case(
        "ability-required-unheld",
        "x a",
        "x public-service; a capability; x requires a",
        "x public-service; a competency; x depends-on a; o concern; o has-ability a",
        "x public-service; a competency; x depends-on a; s stakeholder; s lacks-ability a",
        "not:x public-service; a capability; x requires a; s stakeholder; s has-ability a",
        "not:x public-service; a policy; x requires a",
    ),
)

COMPONENTS = (
    case(
        "component-no-owner",
        "c",
        "c component; s stakeholder; s operates c",
        "c component; k component; k owns c",
        "not:c component; s stakeholder; s owns c",
    ),
    case(
        "component-no-purpose",
        "c",
        "c component",
        "c component; g goal; c contributes-to g",
        "c component; p process; p feeds c",
        "c component; k component; o outcome; c depends-on k; k enables o",
        "c component; k component; c feeds k; k feeds c",
        "not:c component; p process; c informs p",
        "not:c component; p public-service; c automates p",
        "not:c component; k component; l component; o outcome; c feeds k; k feeds l; l contributes-to o",
        "not:c component; k component; p process; k depends-on c; k informs p",
        "not:c component; k component; p process; k part-of c; k informs p",
        "not:c component; k component; p process; c part-of k; k informs p",
    ),
    case(
        "model-no-data",
        "c",
        "c component/ml-model; k component; c feeds k",
        "c component/optimiser",
        "c component/vision-model; p process; p feeds c",
        "not:c component/ml-model; k component; k feeds c",
        "not:c component/language-model",
    ),
    case(
        "data-leaves-out",
        "c s",
        "c component; s stakeholder; c leaves-out s",
        "c component; s stakeholder; c leaves-out s; r risk; m mitigation status=rejected"
        "; c causes r; r harms s; m mitigates r",
        "c component; s stakeholder; c leaves-out s; r risk; m mitigation; r harms s; m mitigates r",
        "c component; s stakeholder; c leaves-out s; r risk; m mitigation; c causes r; m mitigates r",
        "c component; s stakeholder; c leaves-out s; m mitigation; m mitigates c",
        "not:c component; s stakeholder; c leaves-out s; i action; i about s",
        "not:c component; s stakeholder; c leaves-out s; q open-question status=answered; c leads-to q",
        "not:c component; s stakeholder; c leaves-out s; r risk; m mitigation; c causes r; r harms s; m mitigates r",
        "not:c component; s stakeholder; s leaves-out c",
    ),
    case(
        "tier-unknown",
        "c",
        "c component/ml-model",
        "c component/knowledge-base ai_act_tier=tier-unknown",
        "c component/prompt-instructions ai_act_tier=_",
        "not:c component/decision-rule ai_act_tier=tier-minimal",
        "not:c component/sensor",
        "not:c component",
    ),
    case(
        "prohibited-flag",
        "c",
        "c component ai_act_tier=tier-prohibited",
        f"not:c component {HIGH}",
    ),
    case(
        "high-risk-no-oversight",
        "c",
        f"c component {HIGH}",
        f"c component {HIGH}; h component/human-oversight-point; c enables h",
        f"c component {HIGH}; h component; h part-of c",
        f"c component {HIGH}; s stakeholder; s operates c",
        f"not:c component {HIGH}; s stakeholder; s oversees c",
        f"not:c component {HIGH}; h component/human-oversight-point; c depends-on h",
        f"not:c component {HIGH}; h component/human-oversight-point; h feeds c",
        f"not:c component {HIGH}; h component/human-oversight-point; h requires c",
        f"not:c component {HIGH}; h component/human-oversight-point; c requires h",
        f"not:c component {HIGH}; h component/human-oversight-point; h depends-on c",
        f"not:c component {HIGH}; h component/human-oversight-point; c feeds h",
        f"not:c component {HIGH}; h component/human-oversight-point; c part-of h",
        "not:c component ai_act_tier=tier-unknown",
    ),
    case(
        "oversight-unsupported",
        "s c",
        f"c component {HIGH}; s stakeholder; s oversees c",
        f"c component {HIGH}; s stakeholder; s oversees c; a capability; s has-ability a",
        f"c component {HIGH}; s stakeholder; s oversees c; a competency; s has-ability a"
        "; b competency/com-oversight; s lacks-ability b",
        f"not:c component {HIGH}; s stakeholder; s oversees c; a competency; s has-ability a",
        f"not:c component {HIGH}; s stakeholder; s oversees c; a competency; s has-ability a"
        "; b competency; s lacks-ability b",
        "not:c component ai_act_tier=tier-unknown; s stakeholder; s oversees c",
    ),
    case(
        "high-risk-no-area",
        "c",
        f"c component {HIGH}",
        f"c component/user-interface {HIGH}",
        f"not:c component {HIGH} annex_iii=2",
        f"not:c component {HIGH} annex_iii=annex-i",
        "not:c component/ml-model ai_act_tier=tier-transparency",
    ),
    case(
        "high-risk-no-assessment",
        "c",
        f"c component {HIGH}; e public-service; c enables e",
        f"c component {HIGH} annex_iii=4; k process; e public-service; c automates k; k part-of e",
        f"c component {HIGH}; a component; b component; p process; e public-service"
        "; c feeds a; a feeds b; b informs p; p enables e",
        f"c component {HIGH}; e public-service; c enables e; m mitigation/mit-fria status=rejected; m addresses c",
        f"c component {HIGH}; e public-service; c enables e; m mitigation/mit-dpia; m addresses c",
        f"not:c component {HIGH} annex_iii=2; e public-service; c enables e",
        f"not:c component {HIGH} annex_iii=annex-i; e public-service; c enables e",
        f"not:c component {HIGH}; e public-service; c contributes-to e",
        f"not:c component {HIGH}; e public-service; e depends-on c",
        f"not:c component {HIGH}; e public-service; c enables e; m mitigation/mit-fria; m addresses c",
        f"not:c component {HIGH}; e public-service; c enables e; m mitigation/mit-fria; r risk; m mitigates r"
        "; c causes r",
        "not:c component; e public-service; c enables e",
    ),
    case(
        "automated-no-appeal",
        "p",
        "p process; c component; c automates p",
        "p process; c component; c automates p; k component; f component/feedback-channel; p part-of k; f feeds k",
        "not:p process; c component; c informs p",
        "not:p process/proc-complaint; c component; c automates p",
        "not:p process; c component; c automates p; f component/feedback-channel; f enables p",
        "not:p process; c component; c automates p; f process/proc-complaint; p leads-to f",
    ),
    case(
        "no-disclosure",
        "c",
        "c component/language-model public_facing=yes",
        "c component/user-interface public_facing=yes; x component/language-model; c depends-on x",
        "c component/user-interface public_facing=yes; x component/language-model; x feeds c",
        "not:c component/language-model",
        "not:c component/user-interface public_facing=yes; x component/language-model; c feeds x",
        "not:c component/user-interface public_facing=yes; x component/ml-model; x feeds c",
        "not:c component/language-model public_facing=yes; n component/disclosure-notice; n part-of c",
    ),
    case(
        "personal-data-unprotected",
        "c",
        "c component personal_data=yes",
        "c component personal_data=yes; m mitigation/mit-dpia status=rejected; m addresses c",
        "c component personal_data=yes; m mitigation/mit-fria; m addresses c",
        "not:c component personal_data=unknown",
        "not:c component",
        "not:c component/privacy-control personal_data=yes",
        "not:c component personal_data=yes; k component/privacy-control; c feeds k",
        "not:c component personal_data=yes; m mitigation/mit-data-minimisation; m addresses c",
        "not:c component personal_data=yes; r risk; m mitigation/mit-purpose-lock; c causes r; m mitigates r",
    ),
    case(
        "no-audit-trail",
        "c",
        "c component; p process; c informs p",
        "c component; p process; c automates p; l component; c feeds l",
        "not:c component; p public-service; c informs p",
        "not:c component; p process; c automates p; l component/audit-log; l depends-on c",
    ),
    case(
        "no-offline-way",
        "s",
        "s public-service; c component/user-interface; c enables s",
        "s public-service; c component/user-interface; c enables s; h component/human-channel; h part-of s",
        "not:s public-service; c component/user-interface; c part-of s",
        "not:s public-service; c component/user-interface; c enables s; h component/human-channel; h enables s",
    ),
    case(
        "no-fallback",
        "s",
        "s public-service; c component/ml-model; c enables s",
        "s public-service; c component/supplier-service; s depends-on c",
        "s public-service; c component; s depends-on c; p stakeholder; p supplies c",
        "s public-service; c component; c enables s; p stakeholder; p supplies c",
        "s public-service; c component/ml-model; c enables s; m mitigation/mit-fallback-procedure status=rejected",
        "not:s public-service; c component; c enables s",
        "not:s public-service; c component/ml-model; c feeds s",
        "not:s public-service; c component/ml-model; c enables s; f component/fallback-mode",
        "not:s public-service; c component/ml-model; c enables s; m mitigation/mit-fallback-procedure",
    ),
    case(
        "supplier-no-exit",
        "c",
        "c component/supplier-service",
        "c component; s stakeholder; s supplies c",
        "c component/supplier-service; m mitigation/mit-exit-plan status=rejected; m addresses c",
        "not:c component; s stakeholder; s owns c",
        "not:c component/supplier-service; m mitigation/mit-exit-plan; m addresses c",
        "not:c component; s stakeholder; s supplies c; r risk; m mitigation/mit-contract-terms; c causes r"
        "; m mitigates r",
    ),
    case(
        "self-oversight",
        "s c",
        "s stakeholder; c component; s supplies c; s oversees c",
        "s stakeholder; c component; s supplies c; s oversees c; t concern; t oversees c",
        "not:s stakeholder; c component; s supplies c; s oversees c; t stakeholder; t oversees c",
        "not:s stakeholder; c component; s supplies c; s owns c",
    ),
)

RISKS = (
    case(
        "risk-no-mitigation",
        "r",
        "r risk severity=3",
        "r risk",
        "r risk; m mitigation; m addresses r",
        "not:r risk severity=5; m mitigation status=rejected; m mitigates r",
        severity="must",
    ),
    case(
        "risk-no-mitigation",
        "r",
        "r risk severity=1",
        "r risk severity=2",
        "not:r risk severity=1; m mitigation; m mitigates r",
        severity="should",
    ),
    case("risk-no-affected", "r", "r risk; c component; r harms c", "not:r risk; s stakeholder; r harms s"),
    case("risk-no-cause", "r", "r risk; c component; r causes c", "not:r risk; x context; x causes r"),
    case(
        "mitigation-no-owner",
        "m",
        "m mitigation status=proposed",
        "m mitigation status=agreed; c component; c owns m",
        "m mitigation status=in-place",
        "not:m mitigation status=rejected",
        "not:m mitigation",
        "not:m mitigation status=agreed; s stakeholder; s owns m",
    ),
    case(
        "mitigation-no-risk",
        "m",
        "m mitigation status=rejected; c concern; m addresses c",
        "m mitigation; c concern; m mitigates c",
        "not:m mitigation; r risk; m mitigates r",
    ),
    case(
        "severe-risk-open",
        "r",
        "r risk likelihood=3 severity=5; m mitigation status=proposed; m mitigates r",
        "r risk likelihood=5 severity=5; m mitigation status=rejected; m mitigates r",
        "r risk likelihood=5 severity=3; m mitigation; m mitigates r",
        "not:r risk likelihood=5 severity=5",
        "not:r risk likelihood=2 severity=5; m mitigation; m mitigates r",
        "not:r risk severity=5; m mitigation; m mitigates r",
        "not:r risk likelihood=5 severity=5; m mitigation status=rejected; n mitigation status=agreed"
        "; m mitigates r; n mitigates r",
    ),
)

WHOLE_MAP = (
    case(
        "no-public-side",
        "",
        "s stakeholder side=planner",
        "s component side=public",
        "not:s stakeholder side=public voice=absent",
        "not:s stakeholder; t stakeholder side=planner",
    ),
    case(
        "side-missing",
        "",
        "a stakeholder side=planner",
        "a stakeholder side=implementer; b stakeholder side=public",
        "a stakeholder",
        "not:a stakeholder side=planner; b stakeholder side=implementer",
        "not:a stakeholder side=planner; b stakeholder",
    ),
    case(
        "concept-empty",
        "regulation",
        "a goal #public-value",
        "not:a stakeholder #regulation",
    ),
    case(
        "concept-not-linked",
        "public-value regulation",
        "a goal #public-value; b policy #regulation",
        "a goal #public-value #regulation; b policy",
        "a goal #public-value #regulation; b policy; a part-of b",
        "a goal #public-value #regulation; a enables a",
        "a goal #public-value; b policy #regulation; c goal; a part-of c; c part-of b",
        "not:a goal #public-value; b policy #regulation; b shapes a",
        "not:a goal #public-value #regulation; b policy #regulation; b shapes a",
    ),
    case(
        "no-security",
        "",
        "c component/ml-model",
        "c component/supplier-service; k process",
        "not:c component/user-interface",
        "not:c component/ml-model; k component/access-control",
    ),
    case(
        "no-option-compared",
        "",
        "c component; p process situation=with-ai",
        "c component; g goal situation=today",
        "not:p process",
        "not:c component; o outcome situation=without-ai",
        "not:c component situation=today",
    ),
    case(
        "low-turnout",
        "",
        "a participant; b participant; y statement; y rated public=1",
        "a participant; b participant; y statement; y rated public=1,-",
        "y statement; a participant; b participant; y rated public=1,2; y rated public=1",
        "not:a participant; b participant; y statement; y rated public=1,dk",
        "not:a participant; b participant; c participant; d participant; e participant"
        "; y statement; y rated public=1,2,3,4",
        "not:a participant; b participant; y statement; y rated public=1 open=yes",
    ),
    case(
        "absent-no-summary",
        "",
        "s stakeholder voice=absent",
        "s stakeholder voice=represented",
        "not:s stakeholder",
        "not:session absent_summary_exported=yes; s stakeholder voice=absent",
    ),
)

PURPOSE = (
    case(
        "right-touched-silent",
        "right",
        "right right; c component; c touches right",
        "right right; c component; c touches right; x component; x threatens right",
        "right right; c component; c touches right; x component; x requires right",
        "not:right right; c component",
        "not:right right; c component; c touches right; p policy; p protects right",
        "not:right right; c component; c touches right; p component; right requires p",
        "not:right right; c component; c touches right; r risk; r threatens right",
    ),
    case(
        "service-no-outcome",
        "s",
        "s public-service; g goal; s contributes-to g",
        "not:s public-service; o outcome; s contributes-to o",
    ),
    case(
        "outcome-no-indicator",
        "o",
        "o outcome",
        "o outcome indicator=_",
        "not:o outcome indicator=fewer_missed_trips",
    ),
    case(
        "goal-conflict-silent",
        "a b",
        "a goal; b goal; a conflicts-with b",
        "not:a goal; b goal; a conflicts-with b discussed=yes",
        "not:a goal; b goal; a reinforces b",
    ),
    case(
        "word-two-meanings",
        "t",
        "t term planner_reading=on_time engineer_reading=up",
        "t term planner_reading=on_time engineer_reading=on_time!",
        "t term planner_reading=on_time engineer_reading=up agreed=_",
        "not:t term planner_reading=on_time engineer_reading=up agreed=both",
        "not:t term planner_reading=On__Time engineer_reading=on_time",
        "not:t term planner_reading=ﬁt engineer_reading=FIT",
        "not:t term planner_reading=on_time engineer_reading=_",
    ),
    case(
        "same-label-twice",
        "a b",
        "a goal label=Safe_stops; b outcome label=_safe__STOPS_",
        "a goal label=x; b goal label=x; a part-of b",
        "not:a goal label=Safe_stops; b goal label=Safe_stops.",
        "not:a goal label=_; b goal label=_",
        "not:a goal label=x; b goal label=x; a corresponds-to b",
        "not:a goal label=x; b goal label=x; b corresponds-to a",
    ),
    case(
        "policy-binds-nothing",
        "p",
        "p policy; r right; r governs p",
        "p policy; r right; p protects r",
        "not:p policy; c component; p governs c",
        "not:p policy; c component; p requires c",
    ),
    case(
        "principle-unused",
        "p",
        "p principle; c component; c guides p",
        "not:p principle; c component; p guides c",
        "not:p principle; c component; p requires c",
    ),
    case("element-isolated", "e", "e concern", "e concern; e addresses gone", "not:e concern; s goal; s addresses e"),
    case(
        "link-not-allowed",
        "a b",
        "a concern; b stakeholder; a has-concern b",
        "not:a stakeholder; b concern; a has-concern b",
        "not:a goal; b outcome; a conflicts-with b",
        "not:a outcome; b goal; a conflicts-with b",
        "not:a concern; a has-concern b",
    ),
    case(
        "link-dangling",
        "a b",
        "a stakeholder; a has-concern b",
        "b concern; a has-concern b",
        "not:a stakeholder; b concern; a has-concern b",
    ),
)

_AFFECTED = "s stakeholder side=public affected=direct; d decision status=agreed"
_FOR = "y statement about=d stance=supports"

AGREED = (
    case(
        "decision-no-reason",
        "d",
        "d decision",
        "d decision status=deferred rationale=_",
        "not:d decision rationale=it_is_fair",
    ),
    case(
        "decision-no-decider",
        "d",
        "d decision status=agreed decided_by=board",
        "session mandate=advise; d decision status=agreed",
        "d decision status=agreed",
        "not:session mandate=advise; d decision status=agreed decided_by=board",
        "not:d decision status=contested",
        "not:d decision",
    ),
    case(
        "decided-against-affected",
        "d y",
        f"{_AFFECTED}; {_FOR}; y rated public=1,2,3",
        f"{_AFFECTED}; {_FOR}; y rated public=2,2 anonymous=no",
        f"{_AFFECTED}; y statement about=d stance=opposes; y rated public=5,4,5",
        f"{_AFFECTED}; {_FOR}; y rated public=5,5,4; y rated public=1,1,2",
        f"not:{_AFFECTED}; {_FOR}; y rated public=2,3,2,3",
        f"not:{_AFFECTED}; y statement about=d; y rated public=1,2,1",
        f"not:{_AFFECTED}; {_FOR}; y rated public=1 anonymous=no",
        f"not:{_AFFECTED}; {_FOR}; y rated public=1,1,1",
        f"not:{_AFFECTED}; {_FOR}; y rated public=1,2 planner=1,3,5",
        f"not:{_AFFECTED}; {_FOR}; y rated public=1,2,1 open=yes",
        f"not:{_AFFECTED}; {_FOR}; y rated public=1,1,2; y rated public=5,5,4",
        f"not:s stakeholder side=public affected=indirect; d decision status=agreed; {_FOR}; y rated public=1,2,3",
        f"not:s stakeholder side=public affected=direct; d decision status=contested; {_FOR}; y rated public=1,2,3",
    ),
    case(
        "decision-no-action",
        "d",
        "d decision status=agreed; a action; a leads-to d",
        "d decision status=agreed; p process; d leads-to p",
        "not:d decision status=proposed",
        "not:d decision status=agreed; a action; d leads-to a",
    ),
    case(
        "action-no-owner",
        "a",
        "a action due=2026-12-01",
        "a action status=done; s stakeholder; s owns a",
        "not:a action due=2026-12-01; s stakeholder; s owns a",
        "not:a action due_in_days=0; s stakeholder; s owns a",
    ),
    case(
        "question-no-owner",
        "q",
        "q open-question",
        "q open-question status=open; c component; c owns q",
        "not:q open-question status=answered",
        "not:q open-question; s stakeholder; s owns q",
    ),
    case(
        "split-opinion",
        "y",
        "y statement; y rated public=1,1,1,5,5,5",
        "y statement; y rated public=3,3,3,3,3; y rated public=1,1,1,5,5,5",
        "not:y statement; y rated public=1,1,5,5",
        "not:y statement; y rated public=1,1,1,3,3,3,3,5,5,5",
        "not:y statement discussion_note=both_were_heard; y rated public=1,1,1,5,5,5",
        "not:y statement; y rated public=1,1,1,5,5,5 open=yes",
        "not:y statement; y rated public=1,1,1,5,5,5; y rated public=3,3,3,3,3",
    ),
    case(
        "sides-differ",
        "y",
        "y statement; y rated public=1,2,3 planner=2,3,4",
        "y statement; y rated public=1,1 supplier=2,2 anonymous=no",
        "not:y statement; y rated public=1,2,3 planner=2,3,3",
        "not:y statement; y rated public=1,1 planner=5 anonymous=no",
        "not:y statement; y rated public=1,2 planner=5,4,5",
        "not:y statement; y rated public=1,2,2 planner=5,5,5",
        "not:y statement; y rated public=1,2,3 planner=2,3,4 open=yes",
    ),
)

_OF_NOTE = "k differs root=elements record=m field=note values=Hill:ten,River:forty"

TABLES = (
    case(
        "tables-differ",
        "m",
        f"m mitigation; {_OF_NOTE}",
        f"m mitigation; {_OF_NOTE} settled=no",
        "s stakeholder; m mitigation; k differs root=elements record=m field=owner values=Hill:s,River:nobody",
        f"not:m mitigation; {_OF_NOTE} settled=yes",
        f"not:n mitigation; {_OF_NOTE}",
        "not:m mitigation; k differs root=elements record=m field=note values=Hill:ten",
    ),
    case(
        "tables-differ",
        "s.has-concern.m",
        "s stakeholder; m concern; s has-concern m;"
        " k differs root=links record=s.has-concern.m field=note values=Hill:ten,River:forty",
        "not:s stakeholder; m concern; s has-concern m;"
        " k differs root=links record=s.has-concern.m field=note values=Hill:ten,River:forty settled=yes",
    ),
    case(
        "tables-differ",
        "t",
        "t term; k differs root=terms record=t field=agreed values=Hill:ten,River:forty",
        "not:u term; k differs root=terms record=t field=agreed values=Hill:ten,River:forty",
    ),
)

_HEARD = "voice=present affected=none claim=no urgency=no"

NOT_SAID = (
    case(
        "not-said",
        "s",
        "s stakeholder side=public affected=none claim=no urgency=no",
        "s stakeholder side=public voice=absent claim=no urgency=no",
        "r stakeholder side=public voice=absent affected=direct claim=no urgency=no;"
        " s stakeholder side=public affected=none claim=no urgency=no",
        f"not:s stakeholder side=public {_HEARD}",
        "not:s stakeholder side=public voice=absent claim=no urgency=no; k component; s affected-by k",
        f"not:s stakeholder side=public voice=present claim=no urgency=no; r risk; r harms s; t stakeholder {_HEARD}",
        severity="should",
    ),
    case("not-said", "m", "m mitigation effect=reduce", "not:m mitigation effect=reduce status=proposed"),
    case(
        "not-said",
        "c",
        "c component/ai-part situation=today stage=live personal_data=no public_facing=no",
        "not:c component/ml-model situation=today stage=live personal_data=no public_facing=no",
    ),
)

CASES = (*PEOPLE, *COMPONENTS, *RISKS, *WHOLE_MAP, *PURPOSE, *AGREED, *TABLES, *NOT_SAID)
