"""Words that other programs and other people use for kinds, links and topics: English, German, French and Spanish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from stworkshop.model.same_words import without_accents

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^\w]+|_+")
_HEADS = ("archimate:", "dcterms:", "xsi:")

KINDS: Mapping[str, str] = {
    "stakeholder": """actor; actors; business actor; business role; role; person; people; group; organisation;
        organization; team; party; user; citizen; resident; partner; institution; agency; persona; community;
        business collaboration; business interface; who; akteur; akteure; akteurin; beteiligte; beteiligter; person;
        personen; gruppe; organisation; interessengruppe; betroffene; acteur; acteurs; partie prenante;
        parties prenantes; personne; groupe; organisme; actor social; parte interesada; partes interesadas; persona;
        grupo; organizacion""",
    "concern": """issue; issues; worry; worries; hope; hopes; need; needs; fear; what matters; interest; pain point;
        comment; feedback; opinion; assessment; sorge; sorgen; anliegen; bedenken; thema; wunsch; preoccupation;
        preoccupations; inquietude; souci; enjeu; besoin; preocupacion; preocupaciones; inquietud; necesidad""",
    "goal": """aim; aims; objective; objectives; purpose; intention; ziel; ziele; zweck; but; buts; objectif;
        objectifs; objetivo; objetivos; meta; metas; vision; mission""",
    "outcome": """outcome; outcomes; public value; value; benefit; benefits; result; results; effect; impact; indicator;
        kpi; meaning; variable; wirkung; wirkungen; nutzen; ergebnis; ergebnisse; mehrwert; resultat; resultats;
        benefice; benefices; valeur; resultado; resultados; beneficio; beneficios; valor""",
    "public-service": """service; services; business service; product; offer; value stream; dienst; dienste;
        dienstleistung; dienstleistungen; leistung; angebot; service public; services publics; servicio; servicios;
        servicio publico; servicios publicos""",
    "process": """process; processes; business process; business function; business interaction; business event;
        activity; activities; procedure; workflow; way of working; step; course of action; work package;
        prozess; prozesse; ablauf; ablaeufe; verfahren; processus; procede; demarche; proceso; procesos; procedimiento;
        actividad; actividades""",
    "policy": """law; laws; policy; policies; regulation; regulations; rule; rules; requirement; requirements;
        constraint; constraints; standard; directive; contract; legal requirement; gesetz; gesetze; vorschrift;
        vorschriften; anforderung; anforderungen; richtlinie; loi; lois; politique; politiques; reglement; exigence;
        exigences; regle; regles; ley; leyes; politica; politicas; norma; normas; requisito; requisitos; regla;
        reglas""",
    "right": "right; rights; human right; human rights; fundamental right; grundrecht; grundrechte; menschenrecht; "
    "menschenrechte; droit; droits; droit humain; derecho; derechos; derecho humano",
    "principle": "principle; principles; ethical principle; values; prinzip; prinzipien; grundsatz; grundsaetze; "
    "werte; principe; principes; principio; principios",
    "component": """component; components; application component; application; application service;
        application function; application interface; application collaboration; application process;
        application interaction; application event; system; systems; software; technology; technology service; node;
        device; artifact; artefact; system software; data; data object; dataset; database; ai; ai component; ai system;
        model; algorithm; tool; technical part; technical component; module; platform; resource; equipment; facility;
        communication network; path; technology function; technology interface; technology process; business object;
        representation; sensor; komponente; komponenten; anwendung; anwendungskomponente; technik; technologie;
        daten; modell; algorithmus; ki; werkzeug; bauteil; composant; composants; logiciel; systeme; donnees; outil;
        modele; algorithme; ia; componente; componentes; sistema; sistemas; datos; herramienta; modelo; algoritmo""",
    "risk": """risk; risks; harm; harms; threat; danger; hazard; what could go wrong; risk or harm; vulnerability;
        loss event; risiko; risiken; gefahr; gefahren; schaden; schaeden; risque; risques; danger; dommage;
        menace; riesgo; riesgos; dano; danos; peligro; amenaza""",
    "mitigation": """mitigation; mitigations; measure; measures; control; controls; safeguard; safeguards; solution;
        solutions; response; countermeasure; massnahme; massnahmen; schutzmassnahme; loesung; loesungen; mesure;
        mesures; solution; remede; medida; medidas; solucion; soluciones; control measure""",
    "competency": """competency; competencies; competence; competences; skill; skills; staff skill; kompetenz;
        kompetenzen; faehigkeit von personen; competence; competences; competencia; competencias; habilidad""",
    "capability": """capability; capabilities; ability; abilities; city ability; faehigkeit; faehigkeiten; capacite;
        capacites; capacidad; capacidades""",
    "context": """context; context factor; factor; factors; driver; drivers; surroundings; environment; condition;
        location; external factor; trend; assumption; kontext; umfeld; faktor; faktoren; rahmenbedingung;
        rahmenbedingungen; treiber; contexte; facteur; facteurs; environnement; contexto; factor externo; factores;
        entorno""",
    "decision": "decision; decisions; resolution; entscheidung; entscheidungen; beschluss; beschluesse; decisiones; "
    "acuerdo; acuerdos",
    "action": """action; actions; task; tasks; to do; todo; action item; deliverable; aufgabe; aufgaben; aktion; tache;
        taches; accion; acciones; tarea; tareas; implementation event""",
    "open-question": "question; questions; open question; unknown; frage; fragen; offene frage; offene fragen; "
    "question ouverte; pregunta; preguntas; pregunta abierta",
}
"""By kind the words that mean it, without accents and capitals."""

RELATIONS: Mapping[str, str] = {
    "has-concern": "concern; worries about; cares about; hat anliegen; preoccupe par; tiene preocupacion",
    "pursues": "pursues; wants; aims for; aims at; verfolgt; poursuit; persigue",
    "uses": "uses; user of; accesses; access; nutzt; verwendet; utilise; usa; utiliza",
    "affected-by": "affected by; betroffen von; touche par; afectado por",
    "represents": "represents; speaks for; vertritt; represente; representa",
    "works-with": "works with; collaborates with; cooperates with; arbeitet mit; travaille avec; trabaja con",
    "owns": "owns; responsible for; is responsible for; accountable for; verantwortlich fuer; responsable de; "
    "assignment; assigned to",
    "operates": "operates; runs; betreibt; exploite; opera",
    "supplies": "supplies; provides; liefert; fournit; suministra",
    "oversees": "oversees; supervises; beaufsichtigt; supervise; supervisa",
    "raises": "raises; gives rise to; loest aus; souleve; plantea",
    "addresses": "addresses; responds to; geht ein auf; repond a; aborda",
    "enables": "enables; makes possible; serves; serving; used by; ermoeglicht; permet; permite; posibilita",
    "part-of": "part of; is part of; belongs to; member of; teil von; gehoert zu; partie de; fait partie de; parte de",
    "feeds": "feeds; flow; data flow; flows to; sends data to; passes data to; liefert daten an; alimente; alimenta",
    "informs": "informs; informiert; informe; informa",
    "automates": "automates; automatisiert; automatise; automatiza",
    "depends-on": "depends on; needs; haengt ab von; depend de; depende de",
    "contributes-to": "contributes to; helps; increases; positive influence; realization; realisation; realizes; "
    "traegt bei zu; contribue a; contribuye a",
    "hinders": "hinders; decreases; negative influence; blocks; behindert; entrave; dificulta",
    "benefits": "benefits; nuetzt; profite a; beneficia",
    "conflicts-with": "conflicts with; contradicts; conflict; widerspricht; contredit; contradice",
    "reinforces": "reinforces; strengthens; verstaerkt; renforce; refuerza",
    "causes": "causes; leads to risk; could cause; verursacht; cause; provoca",
    "harms": "harms; hurts; schadet; nuit a; dana",
    "threatens": "threatens; endangers; bedroht; menace; amenaza",
    "mitigates": "mitigates; reduces; prevents; mindert; verringert; reduit; attenue; mitiga; reduce",
    "implemented-by": "implemented by; carried out by; umgesetzt durch; mis en oeuvre par; implementado por",
    "governs": "governs; regulates; binds; regelt; regit; regula",
    "requires": "requires; erfordert; verlangt; exige; requiere",
    "protects": "protects; schuetzt; protege",
    "guides": "guides; leitet; guide; guia",
    "shapes": "shapes; influences; influence; beeinflusst; praegt; influence; influye en",
    "builds": "builds; builds up; develops; baut auf; developpe; desarrolla",
    "about": "about; concerns; refers to; betrifft; ueber; concerne; se refiere a",
    "answers": "answers; beantwortet; repond a la question; responde",
    "leads-to": "leads to; results in; triggering; triggers; fuehrt zu; mene a; conduit a; lleva a",
    "corresponds-to": "corresponds to; same as; equals; entspricht; correspond a; corresponde a",
}
"""By relation the words that mean it, besides its own labels."""

INVERSE: Mapping[str, str] = {
    "part-of": "composition; aggregation; contains; consists of; has part; enthaelt; contient; contiene",
    "addresses": "addressed by; answered by; beantwortet durch",
    "uses": "used by; genutzt von",
    "causes": "caused by; verursacht durch",
    "mitigates": "mitigated by; reduced by; gemindert durch",
    "has-concern": "raised by; held by; concern of; anliegen von",
    "owns": "owned by; gehoert",
    "supplies": "supplied by; provided by",
    "implemented-by": "implements",
}
"""The same for words that say it the other way round."""

TOPICS: Mapping[str, str] = {
    "public-value": "value; benefit; public good; oeffentlicher nutzen; nutzen; gemeinwohl; mehrwert; valeur publique; "
    "utilite; valor publico; utilidad; beneficio",
    "human-rights": "rights; fundamental rights; privacy; equality; rechte; menschenrechte; grundrechte; "
    "droits humains; droits de l homme; droits; derechos humanos; derechos",
    "regulation": "law; legal; compliance; rules; regeln; recht; regulierung; gesetze; reglementation; regles; droit; "
    "regulacion; normativa; reglas",
    "ethics-responsible-innovation": "ethics; responsible innovation; responsibility; ethik; verantwortung; "
    "verantwortungsvolle innovation; ethique; innovation responsable; etica; innovacion responsable",
    "public-servants-competencies": "competencies; competences; skills; training; staff; kompetenzen; personal; "
    "schulung; competences; formation; competencias; formacion",
    "public-sector-capabilities": "capabilities; capability; capacity; organisation; faehigkeiten; verwaltung; "
    "capacites; capacidades",
}
"""By topic the words that mean it, besides its own labels."""


def normal(word: str) -> str:
    """Return a word for comparing: `archimate:BusinessActor` is "business actor", "Maßnahme" is "massnahme"."""
    word = word.strip()
    for head in _HEADS:
        word = word.removeprefix(head)
    spaced = _CAMEL.sub(" ", word).casefold()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        spaced = unicodedata.normalize("NFC", spaced).replace(letter, letters)
    return " ".join(_NO_WORD.sub(" ", without_accents(spaced)).split()).removesuffix(" relationship")


def listed(words: str) -> list[str]:
    """Return the words of one of the lists above."""
    return [found for part in words.split(";") if (found := " ".join(part.split()))]
