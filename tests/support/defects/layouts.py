"""List the tables whose shape is wrong: sheets, headings, merged cells, encodings, separators; one defect each."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.support.defects.case import ACTEURS, ARS, CPAM, DISPOSITIFS, HEADING, Case, Told, tables, text

_LINES = "id;nom;type_acteur\nacteur:ars;ARS Bretagne;ars\nacteur:x;Été à l’hôpital;autre\n"
_TWO = (2, 2, 0, 0)


def _merged(folder: Path) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in {
        "dispositifs": DISPOSITIFS,
        "perimetres": [("dispositif", "territoire"), ("disp:prs", "REG-53"), (None, "DEP-35")],
    }.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made["perimetres"].merge_cells("A2:A3")
    made.save(folder / "essai.xlsx")
    return folder / "essai.xlsx"


def _in(encoding: str, *told: Told) -> Case:
    return Case(title=f"encoding {encoding}", write=text(_LINES.encode(encoding)), told=told, rows=_TWO)


def _cut(title: str, sign: str, *told: Told) -> Case:
    return Case(title=f"columns cut by {title}", write=text(_LINES.replace(";", sign)), told=told, rows=_TWO)


LAYOUTS: tuple[Case, ...] = (
    Case(
        title="an unknown sheet",
        write=tables(acteurs=ACTEURS, Feuil1=[("a",), ("b",)]),
        told=(Told("ING-110", "Feuil1"),),
        rows=(3, 0, 0, 3),
        partial=(3, 2, 0, 1),
    ),
    Case(
        title="a text whose name is no table",
        write=text("chose;truc\n1;2\n", "divers.csv"),
        told=(Told("ING-110"),),
        rows=(1, 0, 0, 1),
    ),
    Case(
        title="no column of ids",
        write=tables(acteurs=ACTEURS, instances=[("nom", "type_instance"), ("COPIL", "COPIL")]),
        told=(Told("ING-111", "instances", 1),),
        rows=(3, 0, 0, 3),
        partial=(3, 2, 0, 1),
    ),
    Case(
        title="the same column twice",
        write=tables(acteurs=[(*HEADING, "Nom"), (*ARS, "ARS")], dispositifs=DISPOSITIFS),
        told=(Told("ING-112", "acteurs", 1, "Nom"),),
        rows=(2, 0, 0, 2),
        partial=(2, 1, 0, 1),
    ),
    Case(
        title="an unknown column",
        write=tables(acteurs=[(*HEADING, "couleur"), (*ARS, "bleu")]),
        told=(Told("ING-113", "acteurs", 1, "couleur"),),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="two unknown columns of one name",
        write=tables(acteurs=[(*HEADING, "couleur", "couleur"), (*ARS, "bleu", "vert")]),
        told=(Told("ING-113", "acteurs", 1, "couleur"), Told("ING-113", "acteurs", 1, "couleur (colonne E)")),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="cells to the right of the headings",
        write=tables(acteurs=[HEADING, (*ARS, "en plus"), CPAM]),
        told=(),
        rows=_TWO,
    ),
    Case(
        title="a column that the reference fills",
        write=tables(territoires=[("id", "nom", "type_territoire", "millesime"), ("terr:a", "A", "pays", "2026")]),
        told=(Told("ING-116", "territoires", 1, "millesime"),),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="a column that a proof cannot keep",
        write=tables(
            acteurs=ACTEURS,
            sources=[("id", "nom", "fichier"), ("src:a", "A", "a.txt")],
            preuves=[("objet", "source", "page"), ("acteur:ars", "a.txt", 3)],
        ),
        told=(Told("ING-117", "preuves", 1, "page"),),
        rows=(4, 4, 0, 0),
    ),
    Case(
        title="a column about persons",
        write=tables(acteurs=[(*HEADING, "Nom du référent"), (*ARS, "Martin")]),
        told=(Told("ING-113", "acteurs", 1, "Nom du référent"), Told("ING-215", "acteurs", 1, "Nom du référent")),
        rows=(1, 1, 0, 0),
    ),
    Case(
        title="headings on the third row",
        write=tables(acteurs=[("Annuaire",), ("Mis à jour en 2021",), *ACTEURS]),
        told=(Told("ING-521", "acteurs", 3),),
        rows=_TWO,
    ),
    Case(
        title="merged cells",
        write=_merged,
        told=(Told("ING-511", "perimetres", 3, "dispositif", "disp:prs"),),
        rows=(3, 2, 1, 0),
    ),
    _in("utf-8-sig"),
    _in("utf-16"),
    _in("utf-16-le", Told("ING-522")),
    _in("utf-16-be", Told("ING-522")),
    _in("cp1252", Told("ING-522")),
    _in("mac_roman", Told("ING-522")),
    Case(
        title="a line in another encoding",
        write=text(
            b"id;nom;type_acteur\n"
            + "acteur:ars;Santé;autre\nacteur:b;Équipe;autre\n".encode()
            + b"acteur:x;H\xf4tel;autre\n"
        ),
        told=(Told("ING-512", None, 4, "nom", "Hôtel"),),
        rows=(3, 2, 1, 0),
    ),
    Case(
        title="letters encoded twice",
        write=tables(acteurs=[HEADING, ("acteur:x", "MÃ©decins", "autre")]),
        told=(Told("ING-512", "acteurs", 2, "nom", "Médecins"),),
        rows=(1, 0, 1, 0),
    ),
    Case(
        title="a letter lost",
        write=text("id;nom;type_acteur\nacteur:x;H\ufffdpital;autre\n"),
        told=(Told("ING-217", None, 2, "nom"),),
        rows=(1, 1, 0, 0),
    ),
    _cut("commas", ","),
    _cut("tabs", "\t"),
    _cut("bars", "|", Told("ING-523")),
    Case(title="a declared separator", write=text("sep=;\r\n" + _LINES), told=(), rows=_TWO),
    Case(
        title="old ends of lines",
        write=text(_LINES.replace("\n", "\r")),
        told=(),
        rows=_TWO,
    ),
)
