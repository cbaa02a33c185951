"""What columns of other people's tables are called: English, German, French and Spanish."""

from __future__ import annotations

from collections.abc import Mapping

ROLE_WORDS: Mapping[str, str] = {
    "id": "id; identifier; key; schluessel; kennung; identifiant; clave",
    "code": "code; number; nr; no; nummer; printed code; kuerzel; numero; codigo",
    "who": """who; whom; stakeholder; stakeholders; person or group; group; held by; holder; raised by; said by; source;
        role; from whom; wer; von wem; gruppe; beteiligte; akteur; interessengruppe; rolle; zielgruppe; qui; groupe;
        acteur; partie prenante; quien; grupo; actor; parte interesada""",
    "label": """label; words; text; title; name; card; card text; what; concern; concerns; issue; comment; statement;
        idea; description of concern; what matters; what worries us; question; risk; measure; goal; feedback; answer;
        response; was; was uns sorgen macht; sorge; anliegen; titel; bezeichnung; beitrag; aussage; kommentar; idee;
        rueckmeldung; inhalt; antwort; quoi; titre; libelle; preoccupation; texte; commentaire; remarque; idee;
        reponse; que; titulo; texto; nombre; preocupacion; comentario; respuesta; propuesta""",
    "note": """note; notes; body; remark; remarks; details; detail; description; explanation; more; place; where;
        location; area; district; notiz; notizen; anmerkung; anmerkungen; bemerkung; bemerkungen; beschreibung;
        erlaeuterung; ort; wo; stadtteil; note; notes; remarque; lieu; ou; precision; nota; notas;
        observaciones; descripcion; lugar; donde; barrio""",
    "topic": """topic; topics; concept; concepts; theme; themes; subject; category; tag; tags; thema; themen; kategorie;
        schlagwort; sujet; sujets; thème; themes; categorie; tema; temas; categoria; etiqueta""",
    "kind": "kind; kind of card; element kind; class; art; kartenart; sorte; klasse; genre; espece; clase",
    "type": "type; sort; typ; unterart; tipo",
    "answered": """answered by; answer to it; addressed by; measures; measure; mitigation; mitigations; solution;
        solutions; beantwortet durch; massnahme; massnahmen; loesung; reponse; mesure; mesures; repondu par;
        respondido por; medida; medidas; solucion""",
}
"""By role the names of columns that mean it, without accents and capitals; the first role of a name holds."""

WEIGHTS = """weight; weights; importance; important; how important; priority; prio; votes; vote; dots; points; score;
    rating; rank; ranking; number of votes; likes; wichtig; wichtigkeit; gewicht; gewichtung; prioritaet; stimmen;
    punkte; bewertung; rang; rangfolge; importance; priorite; poids; voix; votes; note sur; classement; importancia;
    prioridad; peso; votos; puntos; puntuacion; valoracion"""
"""Names of columns that hold weights."""

PERSONAL = """email; e mail; mail; e mail address; email address; phone; telephone; mobile; tel; first name; last name;
    surname; full name; your name; name of person; respondent; participant; address; street; postcode; zip; birthday;
    date of birth; age; gender; ip address; user; username; kontakt; contact; vorname; nachname; familienname; telefon;
    handy; mobil; adresse; anschrift; strasse; plz; postleitzahl; geburtsdatum; alter; geschlecht; teilnehmer;
    teilnehmerin; courriel; prenom; nom de famille; telephone; adresse; code postal; date de naissance; sexe;
    participant; correo; correo electronico; apellido; apellidos; telefono; direccion; codigo postal;
    fecha de nacimiento; edad; genero; sexo; participante"""
"""Names of columns that tell which person said something."""
