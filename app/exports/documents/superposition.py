"""Write the note on overlaps for the ARS: two schemes side by side, or all the pairs of a territory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.exports.documents.binder import SOURCES, Binder, insufficient, scope_of, state_note
from app.exports.documents.content import (
    Block,
    Document,
    Facts,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Section,
    Table,
    clean,
)
from app.exports.documents.desk import Desk
from app.exports.documents.grouping import few
from app.exports.documents.kinds import LABELS, SUPERPOSITION
from app.exports.documents.maps import around_of, coverage_layer
from app.view_models import recouvrements as views
from app.view_models.names import territory_name
from app.view_models.typography import NBSP, sentence, typeset
from graph.answer import Answer, Row

_MOST_PAIRS, _MOST_WEAK, _MOST_NAMES = 15, 12, 12
_WIDTHS: Final = {
    "rang": 8.0, "paire": 40.0, "territoire": 22.0, "contenus": 24.0, "indice": 10.0, "confiance": 14.0,
    "lecture": 20.0,
}  # fmt: skip
_SCREEN: Final = "à l’écran « Recouvrements »"
_MEANING: Final = (
    "Un recouvrement n’est ni un doublon ni une faute{}: deux dispositifs peuvent se compléter sur le même territoire. "
    "L’indice dit ce qu’ils ont en commun d’après les documents, pas ce qu’il faut en faire."
)


def pair_note(desk: Desk, a: str, b: str, territoire: str = "") -> Document:
    """
    Return the note on two schemes.

    Parameters
    ----------
    desk
        Where questions are asked.
    a, b
        Ids of the schemes.
    territoire
        Territory whose organisations measure chance; that of the two schemes when it is empty.
    """
    binder = Binder(desk)
    answer = binder.ask("recouvrement", a=a, b=b, territoire=territoire)
    names = {id_: desk.context.name_of.get(id_, id_) for id_ in (a, b)}
    sections = _pair(binder, answer, names) if answer.lignes else (Section("L’essentiel", insufficient(answer.phrase)),)
    unknown = [part.nom for row in answer.lignes for part in row.parts if part.valeur is None]
    silent = ["Ce que les deux territoires ont en commun."] if "territoire" in unknown else []
    silent += [side.missing for side in views.build_sides(answer) if side.missing] if answer.lignes else []
    return Document(
        kind=LABELS[SUPERPOSITION],
        title=clean(typeset(" et ".join(names.values())), 220),
        dates=binder.dates(f"deux dispositifs · {scope_of(answer)}"),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *binder.closing(silent, sections)),
        version=binder.version,
    )


def territory_note(desk: Desk, territoire: str) -> Document:
    """
    Return the note on all the pairs of schemes of a territory.

    Parameters
    ----------
    desk
        Where questions are asked.
    territoire
        Id of the territory.
    """
    binder = Binder(desk)
    answer = binder.ask("recouvrements", territoire=territoire, limite=str(views.MOST_PAIRS))
    pairs = views.all_rows(answer)
    sections = _pairs(binder, answer, territoire) if pairs else (Section("L’essentiel", insufficient(answer.phrase)),)
    silent = [
        f"{typeset(str(row.valeurs['dispositif']))}{NBSP}: {typeset(str(row.valeurs['raison']))}."
        for row in answer.tableaux["non_compares"].lignes
    ]
    return Document(
        kind=LABELS[SUPERPOSITION],
        title=clean(territory_name(desk.context, territoire)),
        dates=binder.dates(scope_of(answer)),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *binder.closing(silent, sections)),
        version=binder.version,
    )


def _pair(binder: Binder, answer: Answer, names: dict[str, str]) -> tuple[Section, ...]:
    row = answer.lignes[0]
    a, b = names
    layer = views.build_layer([a, b], names, {(a, b): answer})
    carte = Section("Sur la carte", binder.picture(layer))
    sides = Section("De chaque côté", _sides(binder, answer))
    place = binder.next_table
    headings = (
        Heading("Dimension", 18.0),
        Heading("Recouvrement", 16.0),
        Heading("Poids", 9.0),
        Heading("Calcul", 50.0),
    )
    cells = [(*part, binder.cite(row.preuves)) for part in views.calculation(answer)]
    table = binder.numbered("Comment l’indice est calculé", (*headings, SOURCES), cells)
    figures = Figures(tuple(Figure(value, label, place) for value, label in views.figures(answer)))
    reading = str(row.valeurs["lecture"] or "")
    essential: list[Block] = [
        Paragraph(clean(sentence(answer.phrase)), "chapeau"),
        state_note(answer),
        figures,
        *((Paragraph(clean(typeset(f"Lecture : {reading}."))),) if reading else ()),
        Paragraph(_MEANING.format(NBSP), "note"),
    ]
    return (Section("L’essentiel", tuple(essential)), carte, sides, Section("Le calcul", (table,)))


def _sides(binder: Binder, answer: Answer) -> tuple[Facts | Table, ...]:
    """Return what each scheme has alone, and what both have: themes, publics, organisations."""
    values = answer.lignes[0].valeurs
    tables = [answer.tableaux[name].lignes for name in ("themes", "publics", "membres")]
    cells = [
        (side.title, *(few(names, _MOST_NAMES) for names in (side.only_a, side.both, side.only_b)), _cite(binder, rows))
        for side, rows in zip(views.build_sides(answer), tables, strict=True)
    ]
    headings = (
        Heading("Sujet", 12.0),
        Heading("Seulement A", 27.0),
        Heading("Les deux", 27.0),
        Heading("Seulement B", 27.0),
    )
    return (
        Facts((("A", typeset(str(values["a"]))), ("B", typeset(str(values["b"]))))),
        binder.numbered("Ce que les documents disent de chaque côté", (*headings, SOURCES), cells),
    )


def _cite(binder: Binder, rows: Sequence[Row]) -> str:
    return binder.cite(proof for row in rows for proof in row.preuves)


def _pairs(binder: Binder, answer: Answer, territoire: str) -> tuple[Section, ...]:
    states = {str(row.valeurs[f"{side}_id"]): "present" for row in views.all_rows(answer) for side in ("a", "b")}
    titre = "Nombre de dispositifs comparés qui couvrent chaque commune"
    layer = coverage_layer(binder.desk, around_of(territoire), states, titre=titre, standing="comparé")
    carte = Section("La carte", binder.picture(layer))
    place = binder.next_table
    blocks: list[Block] = []
    if answer.lignes:
        blocks.append(_pair_table(binder, "Paires classées, la plus forte d’abord", answer.lignes, _MOST_PAIRS))
    else:
        blocks.append(Paragraph("Aucune paire n’est assez documentée pour être classée."))
    for code in views.APART:
        table = answer.tableaux[code]
        if table.lignes:
            blocks.append(_pair_table(binder, table.titre, table.lignes, _MOST_WEAK, certainty=False))
    essential = (
        Paragraph(clean(sentence(answer.phrase)), "chapeau"),
        state_note(answer),
        Figures(tuple(Figure(value, label, place) for value, label in views.headline(answer))),
        Paragraph(_MEANING.format(NBSP), "note"),
    )
    return (Section("L’essentiel", essential), carte, Section("Les paires", tuple(blocks)))


def _pair_table(binder: Binder, title: str, rows: Sequence[Row], most: int, *, certainty: bool = True) -> Table:
    view = views.pair_table(rows[:most], {}, title, certainty=certainty)
    return binder.view(title, view, _WIDTHS, left=len(rows) - most, elsewhere=_SCREEN)
