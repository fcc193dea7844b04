"""Write the note on what changed between two dates: links, actors, network and coverage before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.documents.binder import Binder, insufficient, scope_of, state_note
from app.exports.documents.content import (
    Block,
    Document,
    Drawing,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Section,
    clean,
)
from app.exports.documents.desk import Desk
from app.exports.documents.evolution_maps import coverage_pair
from app.exports.documents.kinds import EVOLUTION, LABELS
from app.exports.evolution_picture import LEGEND, compared_words, read_panels
from app.exports.poster.figure import to_png
from app.view_models import evolution as views
from app.view_models.names import territory_name
from app.view_models.typography import NBSP, sentence, typeset
from graph.answer import Answer

_WIDTH, _HEIGHT = 170.0, 108.0
_MOST, _MOST_FOUND = 25, 8
_SCREEN: Final = "à l’écran « Évolution »"
_CHANGE_WIDTHS: Final = {"de": 30.0, "lien": 14.0, "vers": 34.0, "quand": 18.0}
_OBJECT_WIDTHS: Final = {"objet": 46.0, "nature": 14.0, "etape": 12.0, "quand": 20.0}
_ACTOR_WIDTHS: Final = {"acteur": 34.0, "changement": 10.0, "par": 48.0}
_LEVEL_WIDTHS: Final = {"a": 26.0, "b": 26.0, "palier_debut": 22.0, "palier_fin": 22.0}
_MEANING: Final = (
    "Un lien « découvert » n’est pas un changement{}: sa date de début n’est pas connue, un document de la période est "
    "le premier à le dire. Ne rien voir changer ne prouve pas que rien n’a changé."
)


def evolution_note(desk: Desk, territoire: str, since: str) -> Document:
    """
    Return the note on an evolution.

    Parameters
    ----------
    desk
        Where questions are asked; its date ends the period.
    territoire
        Id of the territory; empty for the whole base.
    since
        Day, month or year that begins the period.
    """
    binder = Binder(desk)
    given = {"territoire": territoire} if territoire else {}
    answer = binder.ask("evolution", debut=since, fin=desk.date, **given)
    since = str(answer.parametres["debut"])
    sections = (
        _sections(binder, answer, territoire, since)
        if answer.mesures
        else (Section("L’essentiel", insufficient(answer.phrase)),)
    )
    name = territory_name(desk.context, territoire) if territoire else "toute la base"
    period = f", {views.period(since, desk.date)}" if answer.mesures else ""
    return Document(
        kind=LABELS[EVOLUTION],
        title=clean(sentence(f"{name}{period}"), 220),
        dates=binder.dates(scope_of(answer)),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *binder.closing((), sections)),
        version=binder.version,
    )


def _sections(binder: Binder, answer: Answer, territoire: str, since: str) -> tuple[Section, ...]:
    network = Section("Le réseau, avant et après", _network(binder, answer, territoire, since))
    levels = Section("Les articulations", _levels(binder, answer))
    parts = [network, levels]
    if territoire:
        layers = coverage_pair(binder.desk.context, territoire, (since, binder.desk.date))
        maps = [block for layer in layers for block in binder.picture(layer)]
        parts.append(Section("La couverture, avant et après", tuple(maps)))
    parts.append(Section("Ce qui a changé", _changes(binder, answer)))
    added_up = views.balance(answer)
    essential: list[Block] = [
        Paragraph(clean(sentence(answer.phrase)), "chapeau"),
        state_note(answer),
        Figures(tuple(Figure(value, label, _part(label)) for value, label in views.headline(answer))),
        *((Paragraph(clean(typeset(added_up)), "note"),) if added_up else ()),
        Paragraph(_MEANING.format(NBSP), "note"),
    ]
    return (Section("L’essentiel", tuple(essential)), *parts)


def _part(label: str) -> str:
    """Return the part of the document that explains a figure."""
    return "« Ce qui a changé »" if label.startswith("lien") else "« Le réseau, avant et après »"


def _changes(binder: Binder, answer: Answer) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for code, label in views.lists(answer).items():
        view = views.change_table(answer, code, {})
        most = _MOST_FOUND if code == views.DISCOVERED else _MOST
        widths = _OBJECT_WIDTHS if code == views.OBJECTS else _CHANGE_WIDTHS
        kept = replace(view, rows=view.rows[:most])
        left = len(view.rows) + view.hidden - len(kept.rows)
        blocks += [
            Paragraph(clean(typeset(f"{label}. {views.HELPS[code]}")), "note"),
            binder.view(view.title, kept, widths, left=left, elsewhere=_SCREEN),
        ]
    return tuple(blocks) or (Paragraph("Rien de daté n’a changé entre ces deux dates."),)


def _network(binder: Binder, answer: Answer, territoire: str, since: str) -> tuple[Block, ...]:
    said = views.network_sentence(answer)
    if not said:
        return (Paragraph("Avant le premier énoncé daté, il n’y a pas de réseau à comparer."),)
    blocks: list[Block] = [Paragraph(clean(said))]
    desk = binder.desk
    if territoire:
        days = (since, desk.date)
        panels = read_panels(desk.context, territoire, days, today=desk.today, width=_WIDTH, height=_HEIGHT)
        if panels:
            words = (LEGEND, *compared_words(panels, views.measured_actors(answer)))
            blocks += [Paragraph(clean(typeset(text), 600), "note") for text in words]
        blocks += [
            Drawing(
                to_png(panel.scene), _WIDTH, _HEIGHT, clean(typeset(f"{panel.title}.")), clean(panel.sentence, 1200)
            )
            for panel in panels or ()
        ]
    measures = answer.tableaux[views.MEASURES].lignes
    if measures:
        headings = (
            Heading("Mesure", 40.0),
            Heading("Avant", 16.0, numeric=True),
            Heading("Après", 16.0, numeric=True),
            Heading("Écart", 16.0, numeric=True),
        )
        cells = [
            (
                str(row.valeurs["libelle"]),
                *(views.figure(row.valeurs[name], signed=name == views.DIFFERENCE) for name in views.VALUES),
            )
            for row in measures
        ]
        blocks.append(binder.numbered("Mesures du réseau des acteurs", headings, cells))
    if answer.tableaux[views.ACTORS].lignes:
        title, view = views.compared(answer)[views.ACTORS], views.compared_table(answer, views.ACTORS, {})
        blocks.append(binder.view(title, view, _ACTOR_WIDTHS))
    return tuple(blocks)


def _levels(binder: Binder, answer: Answer) -> tuple[Block, ...]:
    view = views.level_table(answer, {})
    if not view.rows:
        return (Paragraph("Aucune paire de dispositifs n’a changé de palier, d’après les documents lus."),)
    return (binder.view("Paires de dispositifs dont le palier d’articulation change", view, _LEVEL_WIDTHS),)
