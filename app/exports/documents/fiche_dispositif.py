"""Write the sheet of a scheme: where it stands, what it covers, who does what, its actions and its bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.exports.documents.binder import CERTAINTY, SOURCES, Binder, insufficient, scope_of, state_note
from app.exports.documents.content import (
    Block,
    Document,
    Figure,
    Figures,
    Heading,
    Paragraph,
    Section,
    Table,
    clean,
)
from app.exports.documents.desk import Desk
from app.exports.documents.grouping import certainty_words, few
from app.exports.documents.kinds import DISPOSITIF, LABELS
from app.exports.documents.maps import perimeter_layer
from app.exports.documents.sheets import Sheet, read_sheet
from app.view_models.typography import NBSP, counted, number, sentence, typeset
from graph.answer import Answer

_SCREEN: Final = "à l’écran « Fiche »"
_MOST: Final = 30
_STATE, _ROLES, _PILOTS, _ACTIONS, _BODIES, _LINKS, _THEMES, _SIGNED = (
    "situation", "roles_du_dispositif", "pilotes", "actions_du_dispositif", "instances_du_dispositif",
    "suites_du_dispositif", "themes_du_dispositif", "signataires_manquants",
)  # fmt: skip
_PARTS: Final = {
    _ROLES: ("Qui fait quoi", "Rôles dans le dispositif", "rôle"),
    _PILOTS: ("Qui pilote ses actions", "Pilotes des actions", "pilote d’action"),
    _ACTIONS: ("Ses actions", "Actions", "action"),
    _BODIES: ("Ses instances", "Instances", "instance"),
    _LINKS: ("Avec quels dispositifs il s’articule", "Liens avec d’autres dispositifs", "lien"),
}
_WIDTHS: Final = {
    _ROLES: {"acteur": 36.0, "role": 18.0, "rang": 12.0, "secteur": 20.0, "date_debut": 14.0, "date_fin": 14.0},
    _ACTIONS: {"numero": 6.0, "action": 48.0, "statut": 14.0, "pilotes": 30.0},
    _BODIES: {"instance": 36.0, "type_instance": 14.0, "animateurs": 26.0, "n_membres": 12.0, "derniere_reunion": 16.0},
    _LINKS: {"objet": 44.0, "lien": 22.0, "date_debut": 14.0, "date_fin": 14.0},
}  # fmt: skip


def scheme_sheet(desk: Desk, dispositif: str) -> Document:
    """
    Return the sheet of a scheme.

    Parameters
    ----------
    desk
        Where questions are asked.
    dispositif
        Id of the scheme.
    """
    binder = Binder(desk)
    sheet = read_sheet(binder, dispositif)
    found = {name: binder.ask(name, dispositif=dispositif) for name in (_STATE, *_PARTS, _THEMES, _SIGNED)}
    if sheet.answer.lignes or found[_STATE].lignes:
        sections = _sections(binder, dispositif, sheet, found)
    else:
        sections = (Section("L’essentiel", (*insufficient(sheet.answer.phrase), *sheet.identity)),)
    missing = [name for name in (*_PARTS, _THEMES) if not found[name].lignes]
    silent = [*sheet.silent, *(found[name].phrase for name in missing), *_unsigned(found[_SIGNED])]
    return Document(
        kind=LABELS[DISPOSITIF],
        title=clean(sheet.view.name, 220),
        dates=binder.dates(f"un dispositif · {scope_of(found[_STATE])}"),
        seen=desk.date,
        written=desk.today,
        sections=(*sections, *sheet.notes_section(), *binder.closing(silent, sections)),
        version=binder.version,
    )


def _sections(binder: Binder, dispositif: str, sheet: Sheet, found: Mapping[str, Answer]) -> tuple[Section, ...]:
    carte = Section("La carte", _map(binder, dispositif))
    figures = _size_figures(binder.ask("composition", dispositif=dispositif))
    parts = []
    for name, (heading, caption, noun) in _PARTS.items():
        answer = found[name]
        if not answer.lignes:
            continue
        plural = "pilotes d’actions" if name == _PILOTS else ""
        words = counted(len(answer.lignes), noun, plural).split(NBSP, 1)[1]
        figures.append(Figure(number(len(answer.lignes)), words, binder.next_table))
        parts.append(Section(heading, (_table(binder, name, caption, answer),)))
    situation, themes = found[_STATE], found[_THEMES]
    essential: tuple[Block, ...] = (
        Paragraph(clean(sentence(situation.phrase)), "chapeau"),
        state_note(situation),
        *((Figures(tuple(figures)),) if figures else ()),
        *sheet.identity,
        *_themes(themes),
        *_announced(situation),
    )
    return (Section("L’essentiel", essential), carte, *parts)


def _map(binder: Binder, dispositif: str) -> tuple[Block, ...]:
    """Return the map of the perimeter, in the state that the territories it touches know the scheme in."""
    perimeter = binder.ask("perimetre_du_dispositif", dispositif=dispositif)
    zones = [str(row.valeurs["territoire_id"]) for row in perimeter.lignes if not row.valeurs["exception"]]
    if not zones:
        return (Paragraph(clean(sentence(perimeter.phrase))),)
    there = binder.desk.asking("dispositifs_du_territoire", {"territoire": zones[0]}).lignes
    states = {row.valeurs["dispositif_id"]: str(row.valeurs["etat"]) for row in there}
    layer = perimeter_layer(
        binder.desk, dispositif, states.get(dispositif, "non_documente"), titre="Communes du périmètre"
    )
    return (Paragraph(clean(sentence(perimeter.phrase))), *binder.picture(layer))


def _size_figures(size: Answer) -> list[Figure]:
    """Return how many communes and inhabitants the perimeter holds, when they are known."""
    communes, people = size.mesures["n_communes"], size.mesures["population"]
    found = []
    if communes is not None:
        found.append(Figure(number(communes), counted(communes, "commune").split(NBSP, 1)[1], "périmètre calculé"))
    if people is not None:
        found.append(Figure(number(people), "habitants", f"INSEE, {size.mesures['millesime']}, somme des communes"))
    return found


def _table(binder: Binder, name: str, caption: str, answer: Answer) -> Table:
    if name != _PILOTS:
        return binder.table(caption, answer.colonnes, answer.lignes, _WIDTHS[name], most=_MOST, elsewhere=_SCREEN)
    headings = (Heading("Pilote", 34.0), Heading("Actions", 10.0, numeric=True), Heading("Lesquelles", 56.0))
    cells = [
        (
            typeset(str(row.valeurs["acteur"])),
            number(row.valeurs["n_actions"]),
            few(row.valeurs["titres"], 3),
            certainty_words([row]),
            binder.cite(row.preuves),
        )
        for row in answer.lignes[:_MOST]
    ]
    left = len(answer.lignes) - _MOST
    return binder.numbered(caption, (*headings, CERTAINTY, SOURCES), cells, left=left, elsewhere=_SCREEN)


def _themes(answer: Answer) -> tuple[Paragraph, ...]:
    """Return the themes in one sentence, the most frequent first."""
    names = [str(row.valeurs["theme"]) for row in answer.lignes]
    return (Paragraph(f"Thèmes documentés{NBSP}: {few(names, 12)}."),) if names else ()


def _announced(situation: Answer) -> tuple[Paragraph, ...]:
    """Return what is announced and not seen yet."""
    said = [str(row.valeurs["annonce"]) for row in situation.tableaux["a_venir"].lignes]
    return (Paragraph(f"Annoncé, pas encore constaté{NBSP}: {few(said, 5)}."),) if said else ()


def _unsigned(answer: Answer) -> list[str]:
    """Return the sentence about missing signatures, when it says that one cannot tell."""
    return [answer.phrase] if answer.etat_donnees != "suffisant" else []
