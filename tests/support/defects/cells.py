"""List the files with one wrong cell: value, identifier, personal data, or a cell that a rule puts right."""

from __future__ import annotations

from tests.support.defects.case import ARS, HEADING, Case, Told, actor, perimeter, scheme, tables, text


def _at(code: str, column: str, after: str | None = None, *choices: str) -> Told:
    return Told(code, "acteurs", 3, column, after, choices)


def _scheme(code: str, column: str, after: str | None = None, *choices: str) -> Told:
    return Told(code, "dispositifs", 3, column, after, choices)


def _place(code: str, after: str | None = None, *choices: str) -> Told:
    return Told(code, "perimetres", 3, "territoire", after, choices)


VALUES: tuple[Case, ...] = (
    actor("a term outside the list", "secteur", "xyz", _at("ING-201", "secteur")),
    actor("neither yes nor no", "collectif", "peut-être", _at("ING-202", "collectif")),
    scheme("a text for a number", "duree_initiale_ans", "trois", _scheme("ING-202", "duree_initiale_ans")),
    scheme("a day that does not exist", "date_debut", "2021-02-30", _scheme("ING-203", "date_debut")),
    scheme("a date in words", "date_debut", "hier", _scheme("ING-203", "date_debut")),
    scheme(
        "the month before the day", "date_debut", "04/13/2021", _scheme("ING-203", "date_debut", None, "2021-04-13")
    ),
    scheme(
        "a year of two digits",
        "date_debut",
        "1-7-21",
        _scheme("ING-203", "date_debut", None, "2021-07-01", "1921-07-01"),
    ),
    Case(
        title="a text of 100,000 characters",
        write=text(f"id;nom;type_acteur;sigle\nacteur:ars;ARS;ars;\nacteur:x;X;autre;{'x' * 100_000}\n"),
        told=(Told("ING-208", None, 3, "sigle"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
    actor("an error of the spreadsheet", "sigle", "#N/A", _at("ING-212", "sigle")),
    actor("invisible characters", "sigle", "A\u200bB", _at("ING-210", "sigle")),
    actor("a formula under a quotation mark", "sigle", "'=cmd|' /C calc'!A0"),
    Case(
        title="a formula as a text",
        write=text("id;nom;type_acteur\nacteur:x;=cmd|' /C calc'!A0;autre\n"),
        told=(),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="a formula whose result was never saved",
        write=tables(acteurs=[HEADING, ARS, ("acteur:x", "=A1&B1", "autre")]),
        told=(Told("ING-206", "acteurs", 3, "nom"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
    Case(
        title="no name",
        write=tables(acteurs=[HEADING, ARS, ("acteur:x", None, "autre")]),
        told=(Told("ING-206", "acteurs", 3, "nom"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
    Case(
        title="no id",
        write=tables(acteurs=[HEADING, ARS, (None, "X", "autre")]),
        told=(Told("ING-206", "acteurs", 3, "id"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
    Case(
        title="an id with a space",
        write=tables(acteurs=[HEADING, ARS, ("acteur x", "X", "autre")]),
        told=(Told("ING-209", "acteurs", 3, "id"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
)

IDENTIFIERS: tuple[Case, ...] = (
    actor("a SIREN with a wrong key", "siren", "243500742", _at("ING-204", "siren")),
    actor("a SIRET in the place of a SIREN", "siren", "24350074100018", _at("ING-204", "siren", None, "243500741")),
    actor("a SIRET with a wrong key", "siret", "24350074100019", _at("ING-204", "siret")),
    actor("a FINESS too short", "finess_et", "0000024", _at("ING-204", "finess_et")),
    actor("an association without its letter", "rna", "352001234", _at("ING-204", "rna")),
    actor("an address that is none", "url", "exemple", _at("ING-204", "url")),
    actor("an unknown commune", "territoires", "COM-99999", _at("ING-205", "territoires")),
    perimeter("an EPCI with a wrong digit", "EPCI-243500742", _place("ING-205")),
    perimeter("a name that several territories bear", "Messac", _place("ING-404", None, "COM-17231", "COM-35176")),
)

PERSONAL: tuple[Case, ...] = (
    actor("a mobile number", "libelle_source", "06 12 34 56 78", _at("ING-207", "libelle_source")),
    actor("a mobile number as a number", "sigle", 612345678, _at("ING-207", "sigle")),
    actor("a social security number", "libelle_source", "2 55 08 14 168 025 38", _at("ING-207", "libelle_source")),
    actor("a professional's number", "libelle_source", "RPPS 10001234567", _at("ING-207", "libelle_source")),
    actor("an ADELI number", "libelle_source", "ADELI : 359312345", _at("ING-207", "libelle_source")),
    actor(
        "a nominative mailbox", "courriel_generique", "claire.martin@exemple.fr", _at("ING-207", "courriel_generique")
    ),
    actor("a doubtful mailbox", "courriel_generique", "jdupont@exemple.fr", _at("ING-214", "courriel_generique")),
    actor("a civility and a name", "libelle_source", "Mme Martin", _at("ING-207", "libelle_source")),
)

REPAIRED: tuple[Case, ...] = (
    actor("zeros lost", "siren", 5520135, _at("ING-501", "siren", "005520135")),
    actor("a code written as a number", "siren", "243500741.0", _at("ING-502", "siren", "243500741")),
    actor("a code with spaces", "siret", "243 500 741 000 18", _at("ING-503", "siret", "24350074100018")),
    actor("a Corsican code in small letters", "finess_et", "2a0000014", _at("ING-503", "finess_et", "2A0000014")),
    perimeter("a commune by its name", "Redon", _place("ING-504", "COM-35236")),
    perimeter("an EPCI by its name", "CC de Brocéliande", _place("ING-505", "EPCI-243500618")),
    perimeter("a borough", "Marseille 14e Arrondissement", _place("ING-514", "COM-13055")),
    perimeter("a delegated commune", "Guipry", _place("ING-515", "COM-35176")),
    perimeter("a former code", "COM-35043", _place("ING-213", "COM-35068")),
    scheme("a French date", "date_debut", "01/07/2021", _scheme("ING-506", "date_debut", "2021-07-01")),
    scheme("a month in letters", "date_debut", "juillet 2021", _scheme("ING-506", "date_debut", "2021-07")),
    scheme("a serial number for a date", "date_debut", 44378, _scheme("ING-507", "date_debut", "2021-07-01")),
    actor("a cross for yes", "collectif", "coché", _at("ING-508", "collectif", "oui")),
    scheme("a number with its unit", "duree_initiale_ans", "5 ans", _scheme("ING-509", "duree_initiale_ans", "5")),
    actor("a term without accents", "secteur", "protection social", _at("ING-510", "secteur", "Protection sociale")),
    actor(
        "spaces that do not break",
        "secteur",
        "Protection\u00a0sociale",
        _at("ING-513", "secteur", "Protection sociale"),
    ),
)
