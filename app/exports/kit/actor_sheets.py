"""Write the sheets that actors correct: what documents say of each, room to correct it, to propose and to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.exports.documents.binder import Binder
from app.exports.documents.content import Block, Document, Facts, Heading, Paragraph, Ruled, Section, Table, clean
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.pdf_writer import to_pdf
from app.exports.kit.material import Material, Seat, listed
from app.exports.kit.part import NOBODY, File, Part
from app.view_models.typography import NBSP, counted, typeset
from graph.answer import Answer, Proof, Row
from graph.answers.rows import fact_proofs
from graph.snapshot import Fact
from ingest.headings import fold

_PART: Final = Part(
    number=2,
    name="fiches à corriger",
    purpose="Une fiche par organisme, à lui envoyer pour qu’il la corrige\u202f; un PDF les réunit pour l’impression.",
    when="J-30, retour le jour J",
    copies="1 par organisme",
)
_ROLES: Final = {"role": 14.0, "objet": 40.0, "dispositif": 30.0, "date_debut": 13.0}
_SEATS: Final = {"role": 16.0, "objet": 58.0, "date_debut": 14.0}
_OFFERS: Final = {"offre": 48.0, "publics": 26.0, "conditions": 24.0}
_MOST: Final = 14
_MOST_SEATS: Final = 8
_CHECK: Final = Heading("Juste\u202f?", 13.0)
_TICK: Final = f"☐{NBSP}oui ☐{NBSP}non"
_TO_SAY: Final = "non documenté, à compléter\u00a0: ……………………………………"
_DOTS: Final = "…" * 12
_KEPT: Final = ("type_acteur", "secteur", "niveau", "sigle", "alias", "url")
_PLACES: Final = frozenset({"INTERVIENT_SUR", "COUVRE"})
_ELSEWHERE: Final = "à l’écran « Fiche »"


def actor_sheets(material: Material) -> Part:
    """Return a sheet for each organisation, empty when the base does not know it, and all of them in one file."""
    seats = (*material.known, *material.unknown)
    if not seats:
        return replace(_PART, lacks=(NOBODY,))
    files = [File(_PART.path("pdf", "toutes"), to_pdf(_all(material, seats)))]
    files += [
        File(_PART.inside("docx", seat.id, seat.name), to_docx(_alone(material, seat)))
        for seat in seats
    ]  # fmt: skip
    lacks: tuple[str, ...] = ()
    if material.unknown:
        names = [seat.name for seat in material.unknown]
        count = len(names)
        one, several = "un participant que la base ne connaît pas", f"{count}{NBSP}participants inconnus de la base"
        lacks = (
            f"Fiche vierge pour {one if count == 1 else several} ({listed(names)}). Faites-la remplir, ou ajoutez "
            "l’organisme par l’écran « Saisie », puis refaites le kit.",
        )
    return replace(_PART, files=tuple(files), lacks=lacks)


def _all(material: Material, seats: tuple[Seat, ...]) -> Document:
    binder = Binder(material.desk)
    silent: list[str] = []
    first = Section("Comment s’en servir", (Paragraph(_how(material)), Paragraph(_ORDER, "note")))
    sections = (first, *(Section(seat.name, _sheet(material, binder, seat, silent), new_page=True) for seat in seats))
    title = f"{counted(len(seats), 'fiche')} à corriger"
    return material.sourced(binder, "Fiches à corriger", title, sections, tuple(silent))


def _alone(material: Material, seat: Seat) -> Document:
    binder = Binder(material.desk)
    silent: list[str] = []
    blocks = _sheet(material, binder, seat, silent)
    section = Section("Ce que les documents disent de vous", (Paragraph(_how(material)), *blocks))
    return material.sourced(binder, "Fiche à corriger", seat.name, (section,), tuple(silent))


_ORDER: Final = (
    "Chaque fiche commence sur une nouvelle page et en prend une ou plusieurs, dans l’ordre de la liste\u202f; les "
    "sources, numérotées, sont à la fin."
)


def _how(material: Material) -> str:
    return (
        "Barrez ce qui est faux, complétez ce qui manque, cochez ce qui est juste, puis rapportez la fiche à l’atelier "
        f"({material.when}). Un organisme, une fonction{NBSP}: aucun nom de personne."
    )


def _sheet(material: Material, binder: Binder, seat: Seat, silent: list[str]) -> tuple[Block, ...]:
    """Return what a sheet holds; `silent` learns what no document says."""
    if not seat.acteur:
        silent.append(f"{seat.name}{NBSP}: la base ne connaît pas cet organisme.")
        return (*_identity({}), *_to_write())
    mark = binder.mark
    sheet = binder.ask("fiche", id=seat.acteur)
    roles = binder.ask("engagements", acteur=seat.acteur)
    offers = binder.ask("offres_de_l_acteur", acteur=seat.acteur)
    said = _said(material, binder, sheet, roles)
    held = [row for row in roles.lignes if row.valeurs["nature"] == "instance"]
    others = [row for row in roles.lignes if row.valeurs["nature"] != "instance"]
    unsaid = [
        *(name.lower() for name, value in said.items() if not value),
        *(
            name
            for name, rows in (("rôles", others), ("instances", held), ("offres", offers.lignes))
            if not rows
        ),
    ]  # fmt: skip
    if unsaid:
        silent.append(f"{seat.name}{NBSP}: {', '.join(unsaid)}.")
    known = material.desk.context.name_of.get(seat.acteur, "")
    other = (
        (Paragraph(clean(typeset(f"Dans la base : {known}.")), "note"),) if fold(known) != fold(seat.record.nom) else ()
    )
    return (
        *other,
        *_identity(said),
        *_rows(binder, "Dispositifs et rôles", "Rôles, et dans quoi", roles, others, _ROLES, _MOST),
        *_rows(binder, "Ce que vous offrez", "Offres", offers, offers.lignes, _OFFERS, _MOST),
        *_rows(binder, "Instances", "Instances où vous siégez", roles, held, _SEATS, _MOST_SEATS),
        *_to_write(),
        *_sources(material, binder, mark),
    )


def _sources(material: Material, binder: Binder, mark: Mapping[str, int]) -> tuple[Paragraph, ...]:
    """Return the documents that a sheet cites, with their dates: it is handed out without the list at the end."""
    named = binder.cited(mark)
    if not named:
        return ()
    return (Paragraph(clean(f"Sources{NBSP}: {named}. Données vues{NBSP}: {material.desk.seen_at}."), "note"),)


def _identity(said: Mapping[str, str]) -> tuple[Block, ...]:
    """Return who it is: what documents say, else room to say it."""
    names = ("Nature", "Thèmes", "Publics", "Territoire")
    others = tuple((name, value) for name, value in said.items() if name not in names and value)
    lines = tuple((name, said.get(name) or _TO_SAY) for name in names)
    return (Facts((*lines, *others)), Ruled("Nos missions, en deux lignes", 2))


def _to_write() -> tuple[Block, ...]:
    return (
        Ruled("Je propose", 3),
        Ruled("Je cherche", 3),
        Ruled("Une erreur, un oubli, un lien qui manque", 2),
        Paragraph(f"Relu le {_DOTS} par (fonction, sans nom) {_DOTS}{_DOTS}"),
    )


def _said(material: Material, binder: Binder, sheet: Answer, roles: Answer) -> dict[str, str]:
    """Return names and values of the identity, each with the documents that say so; empty when none does."""
    identity = {str(row.valeurs["champ"]): row for row in sheet.tableaux["identite"].lignes}
    own = [row for row in sheet.lignes if row.valeurs["sens"] == "sortant"]
    actions = list(dict.fromkeys(str(row.valeurs["objet_id"]) for row in roles.lignes))
    nature = [identity[name] for name in _KEPT if name in identity and identity[name].valeurs["valeur"]]
    words = [clean(typeset(str(row.valeurs["valeur"]))) for row in nature]
    return {
        "Nature": _with_sources(binder, " · ".join(words), [proof for row in nature for proof in row.preuves]),
        "Thèmes": _subjects(material, binder, own, actions, "TRAITE"),
        "Publics": _subjects(material, binder, own, actions, "CIBLE"),
        "Territoire": _places(binder, own),
    }


def _subjects(material: Material, binder: Binder, own: Iterable[Row], actions: Iterable[str], type_: str) -> str:
    """Return the themes, or the publics, of an actor: those it states, then those of what it takes part in."""
    stated = [row for row in own if row.valeurs["type"] == type_]
    facts: dict[str, list[Fact]] = {str(row.valeurs["objet_id"]): [] for row in stated}
    for action in actions:
        if action.startswith("action:"):
            for fact in material.snapshot.out_of(action, type_, planned=True):
                facts.setdefault(fact.end, []).append(fact)
    context = material.desk.context
    order = sorted(facts, key=lambda id_: (-len(facts[id_]), context.name_of.get(id_, id_)))
    words = [
        clean(typeset(context.name_of.get(id_, id_)))
        + (f" ({counted(len(facts[id_]), 'action')})" if facts[id_] else "")
        for id_ in order
    ]
    proofs = [proof for row in stated for proof in row.preuves]
    proofs += fact_proofs(context, [fact for found in facts.values() for fact in found])
    return _with_sources(binder, "\u202f; ".join(words), proofs)


def _places(binder: Binder, own: Iterable[Row]) -> str:
    rows = [row for row in own if row.valeurs["type"] in _PLACES]
    words = dict.fromkeys(clean(typeset(str(row.valeurs["objet"]))) for row in rows)
    return _with_sources(binder, "\u202f; ".join(words), [proof for row in rows for proof in row.preuves])


def _with_sources(binder: Binder, text: str, proofs: Iterable[Proof]) -> str:
    found = list(proofs)
    return f"{text} [sources{NBSP}{binder.cite(found)}]" if text and found else text


def _rows(
    binder: Binder,
    heading: str,
    caption: str,
    answer: Answer,
    rows: Iterable[Row],
    widths: Mapping[str, float],
    most: int,
) -> tuple[Block, ...]:
    """Return rows to check, or room to write when no document gives any."""
    found = list(rows)
    if not found:
        return (Paragraph(heading, "intertitre"), Ruled("Aucun document ne le dit. À compléter\u00a0:", 1))
    table = binder.table(caption, answer.colonnes, found, widths, most=most, elsewhere=_ELSEWHERE)
    return (Paragraph(heading, "intertitre"), to_check(table))


def to_check(table: Table) -> Table:
    """Return a table whose every row may be ticked as right or wrong."""
    return replace(table, headings=(*table.headings, _CHECK), rows=tuple((*row, _TICK) for row in table.rows))
