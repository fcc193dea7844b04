"""Write a sheet for each pair of schemes that could work together: what they share, where they are, the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.exports.documents.binder import Binder
from app.exports.documents.content import Block, Facts, Heading, Paragraph, Ruled, Section, Table, clean
from app.exports.kit.material import Material, Seat, listed
from app.exports.kit.part import NO_TERRITORY, Part, both
from app.view_models.terms import certainty_mark, word
from app.view_models.typography import NBSP, counted, day, number, sentence, typeset
from graph.answer import Answer, Row
from graph.model.vocabularies import vocabulary
from graph.snapshot import Snapshot

_PART: Final = Part(
    number=10,
    name="articulations",
    purpose="Une fiche par paire de dispositifs à rapprocher, à travailler en groupe.",
    when="jour J, à la restitution",
    copies="1 par groupe de travail",
)
_MOST: Final = 8
"""Sheets that a workshop can work on."""
_ROLES: Final = ("PORTE", "PILOTE", "ANIME", "SIGNE", "FINANCE", "EST_PARTENAIRE", "EST_MEMBRE", "EVALUE")


def articulation_sheets(material: Material) -> Part:
    """Return the sheets of the pairs that matter most to those who come; how many are left out is said."""
    if not material.territory:
        return replace(_PART, lacks=(NO_TERRITORY,))
    binder = Binder(material.desk)
    answer = binder.ask("articulations", territoire=material.territory_id)
    if not answer.lignes:
        why = f"{clean(sentence(answer.phrase))} Complétez les dispositifs et leur périmètre, puis refaites le kit."
        return replace(_PART, lacks=(why,))
    sides = {row.valeurs["rang"]: _seats(material, row) for row in answer.lignes}
    chosen = _chosen(answer.lignes, sides)
    said = _said(answer, chosen)
    first = Section(
        "Comment s’en servir",
        (
            Paragraph(said),
            Paragraph(
                "Prenez une fiche par groupe, si possible avec des participants des deux dispositifs. Corrigez ce qui "
                "est faux, dites le pas suivant, qui s’en charge et pour quand."
            ),
            Paragraph(clean(sentence(answer.phrase)), "note"),
        ),
    )
    sheets = [_sheet(binder, row, sides[row.valeurs["rang"]]) for row in chosen]
    title = f"{counted(len(chosen), 'paire')} de dispositifs, {material.territory}"
    silent = tuple(
        f"{typeset(str(row.valeurs['dispositif']))}{NBSP}: {typeset(str(row.valeurs['raison']))}."
        for row in answer.tableaux["non_compares"].lignes
    )
    document = material.sourced(binder, "Fiches d’articulation", title, (first, *sheets), silent)
    return replace(_PART, files=both(document, _PART.path))


def _chosen(rows: Sequence[Row], sides: dict[object, tuple[tuple[Seat, ...], tuple[Seat, ...]]]) -> list[Row]:
    """Return the pairs with participants on both sides first, then on one, by rank; printed by rank."""

    def order(row: Row) -> tuple[int, int]:
        found = sides[row.valeurs["rang"]]
        return -sum(bool(side) for side in found), int(row.valeurs["rang"])

    return sorted(sorted(rows, key=order)[:_MOST], key=lambda row: int(row.valeurs["rang"]))


def _said(answer: Answer, chosen: Sequence[Row]) -> str:
    weak = len(answer.tableaux["confiance_faible"].lignes)
    left = len(answer.lignes) - len(chosen)
    text = f"{counted(len(chosen), 'fiche')}, pour {counted(len(answer.lignes), 'paire classée', 'paires classées')}."
    if left:
        text += (
            " Gardées d’abord\u00a0: celles dont les deux dispositifs ont un participant ici, puis les plus "
            "prometteuses. "
            f"{counted(left, 'autre est', 'autres sont')} à l’écran « Articulations »."
        )
    if weak:
        text += (
            f" {counted(weak, 'paire')} de plus, trop peu {'documentée' if weak == 1 else 'documentées'} pour être "
            f"{'classée' if weak == 1 else 'classées'}, {'est' if weak == 1 else 'sont'} à l’écran « Articulations »."
        )
    return text


def _sheet(binder: Binder, row: Row, seats: tuple[tuple[Seat, ...], tuple[Seat, ...]]) -> Section:
    values = row.valeurs
    title = clean(typeset(f"{values['rang']}. {values['a']} et {values['b']}"), 220)
    blocks: tuple[Block, ...] = (
        Paragraph(clean(sentence(row.phrase)), "chapeau"),
        Facts(tuple((name, text) for name, text in _facts(binder, row, seats) if text)),
        _ladder(int(values["niveau"] or 0)),
        Ruled("Ce que nous savons de plus, ce qui est faux", 2),
        Ruled("Notre pas suivant", 2),
        Ruled("Qui s’en charge (organismes), pour quand", 2),
    )
    return Section(title, blocks, new_page=True)


def _facts(binder: Binder, row: Row, seats: tuple[tuple[Seat, ...], tuple[Seat, ...]]) -> tuple[tuple[str, str], ...]:
    values = row.valeurs
    known = [name for name in (values["acteur"], values["invite"]) if name]
    shared = " · ".join(
        filter(
            None,
            (
                word("classe", str(values["classe"] or "")),
                counted(int(values["n_communes"]), "commune") if values["n_communes"] else "",
                f"{counted(int(values['population']), 'habitant')} (population municipale, INSEE)"
                if values["population"]
                else "",
            ),
        )
    )
    figures = (
        f"{number(values['O'], 2)} = recouvrement {number(values['indice'], 2)} × (1 − articulation connue "
        f"{number(values['L'], 2)}), confiance {number(values['confiance'], 2)}"
    )
    meeting = _words(values["evenement"], day(values["date_evenement"]) if values["date_evenement"] else "")
    return (
        ("Territoire commun", shared or "non documenté"),
        ("Thèmes communs", _list(values["noms_themes_communs"]) or "non documentés"),
        ("Déjà en place", _list(values["espaces"]) or "rien de documenté"),
        ("Prévu ou recommandé", _list(values["en_attente"])),
        ("Leviers", clean(sentence(str(values["levier"] or "")))),
        ("Qui ouvre la porte, qui inviter", _list(known)),
        ("Instance", _words(values["instance"], "")),
        ("Prochaine rencontre", meeting),
        ("Ont un rôle dans le premier", listed([seat.name for seat in seats[0]], 8) or "aucun participant documenté"),
        ("Ont un rôle dans le second", listed([seat.name for seat in seats[1]], 8) or "aucun participant documenté"),
        ("Opportunité", figures),
        ("Certitude, sources", f"{certainty_mark(str(row.certitude)).label}, sources {binder.cite(row.preuves)}"),
    )


def _list(values: object) -> str:
    return clean("\u202f; ".join(typeset(str(value)) for value in values)) if isinstance(values, list | tuple) else ""


def _words(name: object, when: str) -> str:
    return clean(", ".join(filter(None, (typeset(str(name)) if name else "", when))))


def _ladder(reached: int) -> Table:
    """Return the ladder of articulation: where documents put the pair, and boxes to say where it is and should be."""
    terms = vocabulary("niveau_articulation").terms.values()
    rows = tuple(
        (
            term.code,
            typeset(term.libelle),
            "d’après les documents" if int(term.code) == reached else "",
            "☐",
            "☐",
        )
        for term in sorted(terms, key=lambda term: int(term.code))
    )  # fmt: skip
    headings = (
        Heading("Palier", 9.0),
        Heading("Ce qu’il veut dire", 50.0),
        Heading("Atteint", 19.0),
        Heading("Selon nous", 11.0),
        Heading("Dans un an", 11.0),
    )
    return Table("Où en sont-ils\u202f?", headings, rows)


def _seats(material: Material, row: Row) -> tuple[tuple[Seat, ...], tuple[Seat, ...]]:
    """Return the participants with a role in each of the two schemes, in its actions or in its instances."""
    one, other = (_with_role(material.snapshot, str(row.valeurs[f"{side}_id"])) for side in ("a", "b"))
    return (
        tuple(seat for seat in material.known if material.snapshot.actor(seat.acteur) in one or seat.acteur in one),
        tuple(seat for seat in material.known if material.snapshot.actor(seat.acteur) in other or seat.acteur in other),
    )


def _with_role(snapshot: Snapshot, scheme: str) -> frozenset[str]:
    found = {snapshot.actor(scheme)} if scheme in snapshot.nodes("Acteur") else set()
    for part in snapshot.parts(scheme):
        for type_ in _ROLES:
            found |= {snapshot.actor(fact.start) for fact in snapshot.into(part, type_, planned=True)}
    return frozenset(found)
