"""Write the portrait of a territory: what acts there, who is there, what is done, what is not documented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.exports.documents.binder import CERTAINTY, SOURCES, Binder, insufficient, scope_of, state_note
from app.exports.documents.content import Block, Document, Facts, Figure, Figures, Heading, Paragraph, Section, clean
from app.exports.documents.desk import Desk
from app.exports.documents.grouping import by_actor, by_theme, few
from app.exports.documents.kinds import LABELS, PORTRAIT
from app.exports.documents.maps import around_of, coverage_layer
from app.view_models import recouvrements
from app.view_models import territory as views
from app.view_models.names import territory_name
from app.view_models.typography import number, sentence, typeset
from graph.answer import Answer, Row
from graph.model.vocabularies import vocabulary

_MOST_ACTORS, _MOST_THEMES, _MOST_NEEDS, _MOST_OFFERS, _MOST_PAIRS = 20, 10, 12, 10, 5
_SCREEN: Final = "à l’écran « Territoire »"


def portrait(desk: Desk, territoire: str) -> Document:
    """
    Return the portrait of a territory.

    Parameters
    ----------
    desk
        Where questions are asked.
    territoire
        Id of the territory.

    Notes
    -----
    A territory of which the base says nothing gives a document that says so, and why.
    """
    binder = Binder(desk)
    found = {
        code: binder.ask(question, territoire=territoire, **views.GIVEN.get(code, {}))
        for code, question in views.QUESTION_OF.items()
    }
    # What is offered to the whole country says nothing of a territory.
    if any(answer.lignes for code, answer in found.items() if code not in {views.UNKNOWN, views.OFFERS}):
        sections = _sections(binder, territoire, found)
    else:
        facts = views.describe(desk.context, territoire, desk.date, None)
        essential = Section("L’essentiel", (*insufficient(found[views.SCHEMES].phrase), Facts(tuple(facts))))
        sections = (essential, Section("Offres ouvertes à tous", _offers(binder, found, {})))
    silent = [*views.silent_points(found), *_unsaid_types(found[views.UNKNOWN])]
    return Document(
        kind=LABELS[PORTRAIT],
        title=clean(territory_name(desk.context, territoire)),
        dates=binder.dates(scope_of(found[views.SCHEMES])),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *binder.closing(silent, sections)),
        version=binder.version,
    )


def _sections(binder: Binder, territoire: str, found: Mapping[str, Answer]) -> tuple[Section, ...]:
    """Return the parts of a portrait; figures come last to know which table explains them, and are read first."""
    places: dict[str, str] = {}
    carte = Section("La carte", _map(binder, territoire, found[views.SCHEMES]))
    parts = (
        carte,
        Section("Les dispositifs", _schemes(binder, found[views.SCHEMES], places)),
        Section("Qui est là", _actors(binder, found[views.ACTORS], places)),
        Section("Ce qui est mené, thème par thème", _actions(binder, found[views.ACTIONS], places)),
        Section("Besoins et offres", (*_needs(binder, found[views.NEEDS], places), *_offers(binder, found, places))),
        Section("Ce qui se superpose", _pairs(binder, territoire)),
    )
    return (Section("L’essentiel", _essential(binder, territoire, found, places)), *parts)


def _essential(
    binder: Binder, territoire: str, found: Mapping[str, Answer], places: Mapping[str, str]
) -> tuple[Block, ...]:
    desk = binder.desk
    counted = [part for part in views.build_parts(dict(found)) if part.code in _TITLES]
    figures = [
        Figure(value, label, places.get(part.code, "aucun document ne le dit"))
        for part, (value, label) in zip(counted, views.headline(counted), strict=True)
    ]
    size = binder.ask("composition", territoire=territoire).mesures
    if size.get("population") is not None:
        origin = f"INSEE, {size['millesime']}, somme des communes"
        figures.append(Figure(number(size["population"]), "habitants", origin))
    sheet = desk.asking("fiche", {"id": territoire}) if territoire in desk.context.name_of else None
    return (
        Paragraph(clean(sentence(found[views.SCHEMES].phrase)), "chapeau"),
        state_note(found[views.SCHEMES]),
        Figures(tuple(figures)),
        Facts(tuple(views.describe(desk.context, territoire, desk.date, sheet))),
    )


_TITLES: Final = {
    views.SCHEMES: "Dispositifs dont le périmètre touche le territoire",
    views.ACTORS: "Organismes, et à quel titre ils sont là",
    views.ACTIONS: "Actions par thème",
    views.NEEDS: "Besoins relevés par les diagnostics",
    views.OFFERS: "Offres ouvertes aux habitants",
}


def _map(binder: Binder, territoire: str, schemes: Answer) -> tuple[Block, ...]:
    states = {str(row.valeurs["dispositif_id"]): str(row.valeurs["etat"]) for row in schemes.lignes}
    shown = around_of(territoire)
    around = " et de son intercommunalité" if shown != territoire else ""
    titre = f"Nombre de dispositifs en vigueur qui couvrent chaque commune{around}"
    return binder.picture(coverage_layer(binder.desk, shown, states, titre=titre))


def _schemes(binder: Binder, answer: Answer, places: dict[str, str]) -> tuple[Block, ...]:
    if not answer.lignes:
        return (Paragraph(clean(sentence(answer.phrase))),)
    places[views.SCHEMES] = binder.next_table
    rows = [replace(row, valeurs={**row.valeurs, "type_dispositif": _type(row)}) for row in answer.lignes]
    widths = {
        "dispositif": 34.0, "type_dispositif": 10.0, "etat": 15.0, "cycle": 15.0, "porteurs": 22.0,
        "date_debut": 14.0, "date_fin": 14.0,
    }  # fmt: skip
    return (binder.table(_TITLES[views.SCHEMES], answer.colonnes, rows, widths, elsewhere=_SCREEN),)


def _type(row: Row) -> str:
    """Return the acronym of a type of scheme, or its name when it has none that people use."""
    code = str(row.valeurs["type_dispositif"] or "")
    return vocabulary("types_dispositif").label(code) if "_" in code else code


def _actors(binder: Binder, answer: Answer, places: dict[str, str]) -> tuple[Block, ...]:
    if not answer.lignes:
        return (Paragraph(clean(sentence(answer.phrase))),)
    groups = by_actor(answer.lignes)
    places[views.ACTORS] = binder.next_table
    headings = (Heading("Organisme", 32.0), Heading("Secteur", 20.0), Heading("À quel titre", 40.0))
    cells = [(group.name, *group.cells, group.certainty, binder.cite(group.proofs)) for group in groups[:_MOST_ACTORS]]
    note = "Entre parenthèses, le nombre de fois où ce titre est documenté."
    left = len(groups) - _MOST_ACTORS
    return (
        binder.numbered(
            _TITLES[views.ACTORS], (*headings, CERTAINTY, SOURCES), cells, left=left, elsewhere=_SCREEN, note=note
        ),
    )


def _actions(binder: Binder, answer: Answer, places: dict[str, str]) -> tuple[Block, ...]:
    if not answer.lignes:
        return (Paragraph(clean(sentence(answer.phrase))),)
    groups = by_theme(answer.lignes)
    places[views.ACTIONS] = binder.next_table
    headings = (Heading("Thème", 34.0), Heading("Actions", 10.0, numeric=True), Heading("Pilotes", 46.0))
    cells = [(group.name, *group.cells, group.certainty, binder.cite(group.proofs)) for group in groups[:_MOST_THEMES]]
    note = "Une action qui traite de plusieurs thèmes est comptée dans chacun."
    left = len(groups) - _MOST_THEMES
    return (
        binder.numbered(
            _TITLES[views.ACTIONS], (*headings, CERTAINTY, SOURCES), cells, left=left, elsewhere=_SCREEN, note=note
        ),
    )


def _needs(binder: Binder, answer: Answer, places: dict[str, str]) -> tuple[Block, ...]:
    if not answer.lignes:
        return (Paragraph(clean(sentence(answer.phrase))),)
    places[views.NEEDS] = binder.next_table
    widths = {"besoin": 46.0, "themes": 26.0, "publics": 20.0}
    return (
        binder.table(_TITLES[views.NEEDS], answer.colonnes, answer.lignes, widths, most=_MOST_NEEDS, elsewhere=_SCREEN),
    )


def _offers(binder: Binder, found: Mapping[str, Answer], places: dict[str, str]) -> tuple[Block, ...]:
    answer = found[views.OFFERS]
    if not answer.lignes:
        return (Paragraph(clean(sentence(answer.phrase))),)
    places[views.OFFERS] = binder.next_table
    widths = {"offre": 40.0, "acteur": 26.0, "publics": 26.0}
    return (
        binder.table(
            _TITLES[views.OFFERS], answer.colonnes, answer.lignes, widths, most=_MOST_OFFERS, elsewhere=_SCREEN
        ),
    )


def _pairs(binder: Binder, territoire: str) -> tuple[Block, ...]:
    answer = binder.ask("recouvrements", territoire=territoire)
    said = Paragraph(clean(sentence(answer.phrase)))
    if not answer.lignes:
        return (said,)
    view = recouvrements.pair_table(answer.lignes[:_MOST_PAIRS], {}, "")
    widths = {"paire": 44.0, "territoire": 24.0, "indice": 10.0, "confiance": 12.0, "lecture": 24.0}
    left = len(answer.lignes) - _MOST_PAIRS
    return (
        said,
        binder.view(
            "Paires de dispositifs qui ont le plus en commun", view, widths, left=left,
            elsewhere="dans la note de superposition de ce territoire",
        ),
    )  # fmt: skip


def _unsaid_types(answer: Answer) -> list[str]:
    """Return, in one sentence, the types of scheme that no document speaks of here."""
    names = [typeset(str(row.valeurs["objet"])) for row in answer.lignes if row.valeurs["etat"] == "non_documente"]
    return [f"Types de dispositif dont aucun document ne parle ici\u00a0: {few(names, 12)}."] if names else []
