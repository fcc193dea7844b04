"""Write the report of a workshop: who answered, what is declared before and after, what was said to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from app.exports.documents.binder import UNSAID, Binder
from app.exports.documents.content import (
    Block,
    Bullets,
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
from app.exports.facts_json import LICENCE
from app.view_models.typography import NBSP, counted, day, number, typeset
from app.workshops.capture_questions import MOMENTS, written
from app.workshops.contacts import last_answer
from app.workshops.effect_base import BASE
from app.workshops.effect_lines import RANGES, Line, percent
from app.workshops.effects import Report, history, report
from app.workshops.record import DAY, Form, Workshop
from graph.answer import INSUFFISANT
from graph.model.dates import is_partial_date

KIND: Final = "Bilan de l’atelier"

_MOST: Final = 80
_FIGURES: Final = ("paires_reunies", "liens_nouveaux", "suivi_tenus")
_NO_PERSON: Final = (
    "Ce bilan ne nomme aucune personne : chaque réponse est celle d’un organisme. Les liens qu’un seul organisme "
    "déclare restent à confirmer."
)


def bilan(desk: Desk, workshop: Workshop, others: Iterable[Workshop] = ()) -> Document:
    """
    Return the report of a workshop.

    Parameters
    ----------
    desk
        Where questions are asked.
    workshop
        Workshop with its forms and its plan.
    others
        Workshops kept: those of the same territory are listed, this one among them.
    """
    binder = Binder(desk)
    found = report(workshop, desk.context, desk.asking)
    if found.etat == INSUFFISANT:
        sections: tuple[Section, ...] = (_lacking(found),)
    else:
        sections = (_essential(binder, workshop, found), *_groups(binder, found))
    sections = (
        *sections,
        *_said(binder, workshop),
        *_territory(binder, workshop, others),
        *_methods(found),
        Section("Lire ce document", _reading(desk, workshop, found, binder.version)),
    )
    return Document(
        kind=KIND,
        title=clean(typeset(workshop.titre), 220),
        dates=_dates(binder, workshop),
        seen=desk.date,
        written=desk.today,
        sections=sections,
        version=binder.version,
    )


def _dates(binder: Binder, workshop: Workshop) -> tuple[tuple[str, str], ...]:
    name = binder.desk.context.name_of.get(workshop.territoire, workshop.territoire)
    place = (("Lieu", clean(typeset(workshop.lieu))),) if workshop.lieu else ()
    aim = (("Objectif", clean(typeset(workshop.objectif))),) if workshop.objectif else ()
    return (
        ("Atelier du", day(workshop.date)),
        *place,
        *aim,
        *((("Territoire", clean(typeset(name))),) if name else ()),
        ("Document écrit le", day(binder.desk.today)),
        ("Version des données", binder.version[:12]),
    )


def _lacking(found: Report) -> Section:
    return Section(
        "L’essentiel",
        (
            Paragraph("Données insuffisantes.", "chapeau"),
            Paragraph(clean(found.phrase)),
            Paragraph("Saisissez ou importez les questionnaires reçus, puis refaites ce bilan."),
        ),
    )


def _essential(binder: Binder, workshop: Workshop, found: Report) -> Section:
    figures = [
        Figure(percent(found.reponses), f"de réponses{NBSP}: {found.reponses.n} sur {found.reponses.m}", "ci-dessus")
    ]
    for code in _FIGURES:
        line = found.line(code)
        if line is not None and line.part.m:
            figures.append(Figure(number(line.part.n), f"{_small(line.titre)}, sur {number(line.part.m)}", line.groupe))
    seats = counted(found.reponses.m, "participant")
    held = " ; ".join(filter(None, (seats, _rounds(workshop))))
    blocks: tuple[Block, ...] = (
        Paragraph(clean(found.phrase), "chapeau"),
        Paragraph(clean(typeset(f"L’atelier : {held}."))),
        Figures(tuple(figures)),
        Bullets(tuple(map(clean, found.reserves))),
    )
    return Section("L’essentiel", blocks)


def _rounds(workshop: Workshop) -> str:
    """Return how many rounds were played, out of those planned; empty without a plan."""
    planned = counted(len(workshop.plan), "tour")
    if not workshop.plan:
        return ""
    if not workshop.joues:
        return f"{planned} au plan, aucun noté comme joué"
    if workshop.joues == len(workshop.plan):
        return f"{planned} {'joué' if workshop.joues == 1 else 'joués'}"
    return f"{counted(workshop.joues, 'tour joué', 'tours joués')} sur {len(workshop.plan)}"


def _groups(binder: Binder, found: Report) -> Iterable[Section]:
    """Yield one part per group of measures, each with its table."""
    for groupe, lines in groupby((*found.lignes, *found.base, *found.suivi), key=lambda line: line.groupe):
        yield Section(groupe, (_table(binder, groupe, list(lines)),))


def _table(binder: Binder, title: str, lines: Sequence[Line]) -> Table:
    ranged = any(line.fourchette for line in lines)
    headings = [Heading("Mesure", 26.0), Heading("Ce qui est compté", 54.0)]
    cells = [[line.titre, line.phrase] for line in lines]
    if ranged:
        headings.append(Heading("Fourchette", 20.0))
        for row, line in zip(cells, lines, strict=True):
            row.append(line.fourchette or UNSAID)
    return binder.numbered(title, headings, cells)


def _methods(found: Report) -> tuple[Section, ...]:
    titles: dict[str, list[str]] = {}
    for line in (*found.lignes, *found.base, *found.suivi):
        titles.setdefault(clean(line.methode), []).append(line.titre)
    items = tuple((typeset(" ; ".join(dict.fromkeys(names))), how) for how, names in titles.items())
    ranges = Paragraph(RANGES, "note")
    return (Section("Comment c’est calculé", (Facts(items), ranges)),) if items else ()


def _said(binder: Binder, workshop: Workshop) -> Iterable[Section]:
    """Yield what the forms say in words: next steps, actors to invite, mistakes on the sheets."""
    names = {one.id: clean(typeset(written(workshop, one))) for one in workshop.participants}
    known = [form for form in workshop.formulaires if form.participant in names]
    steps = [
        (names[form.participant], names[contact.autre], contact.pas, _when(contact.pour_quand), _short(form))
        for form in known
        for contact in form.contacts
        if contact.pas and contact.autre in names
    ]
    if steps:
        headings = (
            Heading("Qui", 22.0), Heading("Avec qui", 22.0), Heading("Prochain pas", 32.0), Heading("Pour quand", 12.0),
            Heading("Dit le", 12.0),
        )  # fmt: skip
        yield Section("Les prochains pas", (_listed(binder, "Prochains pas", headings, steps),))
    for title, field in (("Acteurs absents à inviter", "absent"), ("Erreurs signalées sur les fiches", "erreur")):
        rows = [(names[form.participant], getattr(form, field), _short(form)) for form in known if getattr(form, field)]
        if rows:
            columns = (Heading("Qui le dit", 30.0), Heading("Ce qui est écrit", 54.0), Heading("Dit le", 16.0))
            yield Section(title, (_listed(binder, title, columns, rows),))


def _listed(binder: Binder, title: str, headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> Table:
    cells = [[typeset(cell) for cell in row] for row in rows[:_MOST]]
    return binder.numbered(title, headings, cells, left=len(rows) - _MOST, elsewhere="dans les questionnaires")


def _territory(binder: Binder, workshop: Workshop, others: Iterable[Workshop]) -> tuple[Section, ...]:
    kept = {one.id: one for one in (*others, workshop)}
    found = history(kept.values(), workshop.territoire)
    if len(found) < 2 or not workshop.territoire:
        return ()
    headings = (
        Heading("Date", 18.0), Heading("Atelier", 36.0), Heading("Réponses", 20.0),
        Heading("Liens nouveaux confirmés", 26.0),
    )  # fmt: skip
    cells = []
    for one, said in found:
        new = said.line("liens_nouveaux")
        answered = f"{said.reponses.n} sur {said.reponses.m}{', indicatif' if said.indicatif else ''}"
        links = f"{number(new.part.n)} sur {number(new.part.m)}" if new and new.part.m else UNSAID
        cells.append((day(one.date), typeset(one.titre), answered, links))
    note = "Des ateliers de tailles différentes ne se comparent pas chiffre à chiffre."
    table = binder.numbered("Ateliers, du plus ancien au plus récent", headings, cells, note=note)
    return (Section("Les ateliers de ce territoire", (table,)),)


def _reading(desk: Desk, workshop: Workshop, found: Report, version: str) -> tuple[Block, ...]:
    """Return how to read the document; the day of what the base documents is said apart when it is another one."""
    last = last_answer(workshop)
    apart = f"« {BASE} » est vu au soir du {day(last)}, jour des dernières réponses. "
    return (
        Paragraph(clean(typeset(_NO_PERSON))),
        Paragraph(
            typeset(
                f"« {UNSAID} » veut dire : on ne sait pas. Une réponse qui manque n’est jamais comptée comme une "
                "absence de lien."
            )
        ),
        Paragraph(
            clean(
                typeset(
                    f"La base est vue au {desk.seen_at}. {apart if found.base and last != desk.date else ''}"
                    f"Version des données : {version[:12]}. {LICENCE}"
                )
            ),
            "note",
        ),
    )


def _when(text: str) -> str:
    return (day(text) if is_partial_date(text) else text) or UNSAID


def _short(form: Form) -> str:
    return day(form.recu) if form.recu else "jour même" if form.moment == DAY else MOMENTS[form.moment]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
