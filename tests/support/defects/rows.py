"""List the files whose rows are wrong together: references, dates, roles, contradictions, loops; one defect each."""

from __future__ import annotations

from tests.support.defects.case import ACTEURS, ARS, CPAM, DISPOSITIFS, HEADING, Case, Counts, Told, Write, tables

_ENDS = ("type", "de", "vers")


def _relation(title: str, heading: tuple[str, ...], row: tuple[object, ...], told: Told) -> Case:
    """Return a case whose defect is one row of relationships beside two actors and a scheme."""
    write = tables(acteurs=ACTEURS, dispositifs=DISPOSITIFS, relations=[(*_ENDS, *heading), row])
    return _refused(title, write, told, rows=4, lost=1)


def _refused(title: str, write: Write, told: Told, *, rows: int, lost: int, more: tuple[Told, ...] = ()) -> Case:
    whole: Counts = (rows, 0, 0, rows)
    return Case(title=title, write=write, told=(told,), rows=whole, partial=(rows, rows - lost, 0, lost), more=more)


_SIGNS = ("SIGNE", "acteur:ars", "disp:prs")

ROWS: tuple[Case, ...] = (
    _relation(
        "an unknown type of relationship",
        (),
        ("SIGN", "acteur:ars", "disp:prs"),
        Told("ING-201", "relations", 2, "type"),
    ),
    _relation("no end", (), ("SIGNE", "acteur:ars", None), Told("ING-206", "relations", 2, "vers")),
    _relation("a role outside the list", ("role",), (*_SIGNS, "pilote"), Told("ING-211", "relations", 2, "role")),
    _relation(
        "reversed dates",
        ("valid_from", "valid_to"),
        (*_SIGNS, "2021-07-01", "2020-12"),
        Told("ING-301", "relations", 2, "valid_to"),
    ),
    _relation(
        "the wrong kind of end", (), ("SIGNE", "acteur:ars", "acteur:cpam"), Told("ING-302", "relations", 2, "vers")
    ),
    _relation(
        "an organisation tied to itself", (), ("LIEN", "acteur:ars", "acteur:ars"), Told("ING-303", "relations", 2)
    ),
    _relation(
        "an id that nothing bears", (), ("SIGNE", "acteur:cpan", "disp:prs"), Told("ING-403", "relations", 2, "de")
    ),
    _refused(
        "reversed dates of a scheme",
        tables(
            acteurs=ACTEURS,
            dispositifs=[
                ("id", "nom", "type_dispositif", "date_debut", "date_fin"),
                ("disp:x", "X", "PRS", "2021", "2020"),
            ],
        ),
        Told("ING-301", "dispositifs", 2, "date_fin"),
        rows=3,
        lost=1,
    ),
    _refused(
        "a quote without its document",
        tables(acteurs=[(*HEADING, "citation"), (*ARS, None), ("acteur:x", "X", "autre", "mots")]),
        Told("ING-206", "acteurs", 3, "source"),
        rows=2,
        lost=1,
    ),
    _refused(
        "a proof of nothing",
        tables(
            acteurs=ACTEURS,
            sources=[("id", "nom", "fichier"), ("src:a", "A", "a.txt")],
            preuves=[("objet", "source"), ("LIEN|acteur:ars|acteur:cpam", "a.txt")],
        ),
        Told("ING-403", "preuves", 2, "objet"),
        rows=4,
        lost=1,
    ),
    _refused(
        "two names for one id",
        tables(acteurs=[*ACTEURS, ("acteur:ars", "ARS Normandie", "ars")]),
        Told("ING-401", "acteurs", 4, "nom"),
        rows=3,
        lost=2,
        more=(Told("ING-415", "acteurs", 2),),
    ),
    _refused(
        "two shares for one perimeter",
        tables(
            dispositifs=DISPOSITIFS,
            perimetres=[("dispositif", "territoire", "part"), ("disp:prs", "REG-53", 0.5), ("disp:prs", "REG-53", 0.4)],
        ),
        Told("ING-401", "perimetres", 3, "part"),
        rows=3,
        lost=2,
        more=(Told("ING-415", "perimetres", 2),),
    ),
    _refused(
        "one id for two natures",
        tables(acteurs=ACTEURS, instances=[("id", "nom", "type_instance"), ("acteur:ars", "ARS Bretagne", "COPIL")]),
        Told("ING-405", "instances", 2, "id"),
        rows=3,
        lost=2,
        more=(Told("ING-415", "acteurs", 2),),
    ),
    _refused(
        "a row that depends on a wrong one",
        tables(
            acteurs=[HEADING, ARS, CPAM, ("acteur:x", "X", "xyz")],
            liens=[("de", "vers"), ("acteur:ars", "acteur:cpam"), ("acteur:ars", "acteur:x")],
        ),
        Told("ING-201", "acteurs", 4, "type_acteur"),
        rows=5,
        lost=2,
        more=(Told("ING-415", "liens", 3),),
    ),
    Case(
        title="the same row twice",
        write=tables(acteurs=[*ACTEURS, ARS]),
        told=(Told("ING-402", "acteurs", 4),),
        rows=(3, 3, 0, 0),
    ),
    Case(
        title="two records of one name",
        write=tables(acteurs=[*ACTEURS, ("acteur:x", "ars bretagne", "ars")]),
        told=(Told("ING-410", "acteurs", 4, "nom"),),
        rows=(3, 3, 0, 0),
    ),
    Case(
        title="a loop of parts",
        write=tables(
            acteurs=ACTEURS,
            relations=[_ENDS, ("PARTIE_DE", "acteur:ars", "acteur:cpam"), ("PARTIE_DE", "acteur:cpam", "acteur:ars")],
        ),
        told=(),
        rows=(4, 4, 0, 0),
    ),
    Case(
        title="an action without its pilot",
        write=tables(actions=[("id", "nom"), ("action:1", "Bien manger")]),
        told=(Told("ING-304", "actions", 2, "nom"),),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="a scheme of nowhere",
        write=tables(dispositifs=[*DISPOSITIFS, ("disp:x", "X", "CPTS")]),
        told=(Told("ING-413", "dispositifs", 3, "nom"),),
        rows=(2, 2, 0, 0),
    ),
    Case(
        title="a document nobody described",
        write=tables(acteurs=[(*HEADING, "source"), (*ARS, "rapport.pdf")]),
        told=(Told("ING-414", "acteurs", 2, "source"),),
        rows=(1, 1, 0, 0),
    ),
)
