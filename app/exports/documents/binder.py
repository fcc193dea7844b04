"""
Gather the parts of one document: number its tables, number the documents that its rows cite, keep reserves and methods.

One binder makes one document, in reading order: numbers are given as parts are asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.exports.documents.content import Bullets, Facts, Heading, Paragraph, Picture, Section, Table, clean, words_of
from app.exports.documents.desk import Desk, Parameters
from app.exports.facts_json import LICENCE
from app.view_models.map_layers import Layer
from app.view_models.table import TableView, build_table
from app.view_models.terms import CERTAINTIES, DATA_STATES, acronyms
from app.view_models.territory_map import build_map
from app.view_models.typography import NBSP, counted, day, number, sentence, typeset
from graph.answer import Answer, Column, Proof, Row

UNSAID: Final = "–"
"""Cell of what no document says."""
MOST_ROWS: Final = 40
"""Rows of a table that a meeting reads."""
MOST_SHAPES: Final = 1300
"""Shapes that a picture as wide as a page shows."""
ELSEWHERE: Final = "dans l’application, au même endroit"
CERTAINTY: Final = Heading("Certitude", 14.0)
SOURCES: Final = Heading("Sources", 10.0)
"""Columns that every table of facts ends with."""

_MOST_CELL: Final = 480
_PRINTED: Final = {
    "ne se lisent plus sur un écran": "ne se lisent pas à cette taille",
    ", et son infobulle les donne toutes": "",
    "Dans le tableau seulement": "Ne sont pas dessinés",
    ", dans le tableau seulement": ", non dessinés",
}
_TWO_DIGITS: Final = frozenset({"indice"})
_MOST_POINT: Final = 700


class Binder:
    """
    Gather the parts of one document.

    Parameters
    ----------
    desk
        Where questions are asked.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._answers: dict[tuple[str, str], Answer] = {}
        self._cited: Counter[str] = Counter()
        self._tables = self._pictures = 0

    def ask(self, name: str, **parameters: str | Sequence[str]) -> Answer:
        """Return the answer to a question; its reserves and its method go to the end of the document."""
        given: Parameters = parameters
        answer = self.desk.asking(name, given)
        self._answers[name, repr(sorted(given.items()))] = answer
        return answer

    @property
    def next_table(self) -> str:
        """Return how the next table is called."""
        return f"Tableau{NBSP}{self._tables + 1}"

    def table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        widths: Mapping[str, float],
        *,
        certainty: bool = True,
        most: int = MOST_ROWS,
        elsewhere: str = ELSEWHERE,
    ) -> Table:
        """
        Return rows of an answer as a table; each says how sure it is and which documents say so.

        Parameters
        ----------
        title
            Caption.
        columns, rows
            As the answer gives them.
        widths
            Names of the columns kept, in order, with their share of the width.
        certainty
            Whether rows say how sure they are.
        most
            Most rows printed.
        elsewhere
            Where the rows that are not printed are.
        """
        by_name = {column.nom: column for column in columns}
        kept = rows[:most]
        view = build_table([by_name[name] for name in widths], kept, {}, certainty=certainty)
        return self.view(title, view, widths, left=len(rows) - len(kept), elsewhere=elsewhere)

    def view(
        self,
        title: str,
        view: TableView,
        widths: Mapping[str, float],
        *,
        left: int = 0,
        elsewhere: str = ELSEWHERE,
    ) -> Table:
        """Return a table as the screens draw it, the columns of `widths` only, with its certainty and its sources."""
        columns = [column for column in view.columns if column.name in widths]
        headings = [Heading(column.title, widths[column.name], column.numeric) for column in columns]
        stated = view.has_certainty
        cells = [
            [_cell(column.name, row.cells[column.name]) for column in columns]
            + ([row.certainty.label if row.certainty else UNSAID] if stated else [])
            + [self.cite(row.preuves)]
            for row in view.rows
        ]
        headings += [CERTAINTY] if stated else []
        return self.numbered(title, [*headings, SOURCES], cells, left=left, elsewhere=elsewhere)

    def numbered(
        self,
        title: str,
        headings: Sequence[Heading],
        cells: Iterable[Sequence[str]],
        *,
        left: int = 0,
        elsewhere: str = ELSEWHERE,
        note: str = "",
    ) -> Table:
        """Return a table with its number; `left` is how many rows are not printed, and `elsewhere` where they are."""
        self._tables += 1
        more = f"{counted(left, 'ligne')} de plus, {elsewhere}." if left > 0 else ""
        return Table(
            clean(typeset(f"Tableau{NBSP}{self._tables}. {title}")),
            tuple(headings),
            tuple(tuple(clean(cell, _MOST_CELL) or UNSAID for cell in row) for row in cells),
            " ".join(filter(None, (note, more))),
        )

    def cite(self, proofs: Iterable[Proof]) -> str:
        """Return the numbers of the documents that prove a row: « 1, 3 »."""
        names = dict.fromkeys(proof.source for proof in proofs)
        for name in names:
            self._cited[name] += 1
        order = list(self._cited)
        return ", ".join(str(place) for place in sorted(order.index(name) + 1 for name in names)) or UNSAID

    @property
    def mark(self) -> Mapping[str, int]:
        """Return how often each document is cited so far, to ask `cited` later what was cited since."""
        return dict(self._cited)

    def cited(self, since: Mapping[str, int]) -> str:
        """Return the documents cited since a mark, with number and date: « 1. Contrat local (5 février 2019) »."""
        found = []
        for place, (name, count) in enumerate(self._cited.items(), start=1):
            if count > since.get(name, 0):
                info = self.desk.context.sources.get(name)
                words = f"{typeset(info.nom)} ({day(info.date, 'non daté')})" if info else name
                found.append(f"{place}. {words}")
        return "\u202f; ".join(found)

    def picture(self, layer: Layer) -> tuple[Picture | Paragraph, ...]:
        """Return a map with its caption, or why there is none; then what it leaves out."""
        view = build_map(layer, year=self.desk.year, names=self.desk.context.name_of, most=MOST_SHAPES)
        notes = tuple(Paragraph(clean(typeset(_on_paper(note))), "note") for note in view.notes)
        if not view.shapes:
            why = "Pas de carte{}: les communes concernées ne sont pas documentées, ou n’ont pas de contour officiel."
            return (Paragraph(why.format(NBSP), "note"), *notes)
        self._pictures += 1
        caption = (
            f"Carte{NBSP}{self._pictures}. {view.titre}. Population municipale {view.vintage}. "
            f"Sources{NBSP}: {view.attribution}."
        )
        alt = f"Carte. {view.titre}. {view.sentence}"
        said = Paragraph(clean(typeset(view.sentence)))
        return (said, Picture(view, clean(typeset(caption)), clean(typeset(alt), 1200)), *notes)

    def closing(self, silent: Iterable[str], sections: Sequence[Section]) -> tuple[Section, ...]:
        """
        Return the last parts: what is not documented, reserves, how to read, sources, method, licence.

        Parameters
        ----------
        silent
            What no document says, in sentences.
        sections
            What comes before: its acronyms are spelled out.
        """
        return (
            Section("Ce qui n’est pas documenté", _silences(silent)),
            *self._reserves(),
            Section("Sources", (self._sources(),)),
            Section("Lire ce document", self._reading(words_of(sections))),
        )

    def dates(self, scope: str) -> tuple[tuple[str, str], ...]:
        """Return the lines under the title."""
        return (
            ("Périmètre", clean(sentence(scope))),
            ("Données vues au", self.desk.seen_at),
            ("Document écrit le", day(self.desk.today)),
            ("Version des données", self.version[:12]),
        )

    @property
    def version(self) -> str:
        """Return the version of the data of every answer."""
        return self.desk.context.version

    def _reserves(self) -> tuple[Section, ...]:
        found = _bullets(text for answer in self._answers.values() for text in answer.avertissements)
        return (Section("Réserves à garder en tête", found),) if found else ()

    def _sources(self) -> Table | Paragraph:
        """Return the documents that the rows of this document cite, by number."""
        if not self._cited:
            return Paragraph(f"Aucun document n’est cité ici{NBSP}: aucune ligne n’a de preuve.")
        rows = {row.valeurs["fichier"]: row.valeurs for row in self.ask("sources").lignes}
        cells = []
        for place, (name, count) in enumerate(self._cited.items(), start=1):
            known = rows.get(name)
            info = self.desk.context.sources.get(name)
            title = typeset(info.nom) if info else name
            dated = day(info.date, "non daté") if info else "non daté"
            if known and not known["date_certaine"] and info and info.date:
                dated = f"au plus tôt {dated}"
            cells.append((str(place), title, dated, counted(count, "ligne")))
        headings = (Heading("N°", 6.0), Heading("Document", 60.0), Heading("Date", 20.0), Heading("Cité par", 14.0))
        return self.numbered("Documents cités", headings, cells, note="Le numéro est celui de la colonne « Sources ».")

    def _reading(self, text: str) -> tuple[Paragraph | Facts, ...]:
        """Return how to read the document: signs, date, certainty, methods, acronyms, licence."""
        words = tuple((sentence(mark.label), mark.help) for mark in CERTAINTIES.values())
        methods = {answer.methode: answer.titre for answer in self._answers.values() if answer.methode}
        short = "\u202f; ".join(f"{code}{NBSP}: {typeset(meaning)}" for code, meaning in acronyms(text))
        return (
            Paragraph(
                f"« {UNSAID} » veut dire{NBSP}: aucun document de la base ne le dit. Une donnée qui manque "
                "n’est jamais une absence, et n’est pas comptée comme zéro. Les nombres comptent ce qui est documenté."
            ),
            Paragraph(
                f"Les faits sont vus à une date{NBSP}: {self.desk.seen_at}. Sans date demandée, c’est celle de la "
                "source datée la plus récente. La certitude d’un fait dépend de cette date."
            ),
            Facts(words),
            *(Paragraph(clean(f"Méthode. {sentence(title)} {said}"), "note") for said, title in methods.items()),
            *((Paragraph(clean(f"Sigles. {short}."), "note"),) if short else ()),
            Paragraph(
                clean(
                    f"Licence. {LICENCE} Version des données{NBSP}: {self.version[:12]}. "
                    "Le même document, fait avec la même version et à la même date, dit la même chose."
                ),
                "note",
            ),
        )


def state_note(answer: Answer) -> Paragraph:
    """Return what the data allow to answer, in words."""
    state = DATA_STATES[answer.etat_donnees]
    asked = clean(typeset(answer.titre))
    return Paragraph(f"{sentence(state.label)} pour répondre à « {asked} » {state.help}", "note")


def insufficient(reason: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document that has nothing to say: why, and what to try."""
    return (
        Paragraph("Données insuffisantes.", "chapeau"),
        Paragraph(clean(sentence(reason))),
        Paragraph(
            f"La base ne permet pas de répondre{NBSP}: ce n’est pas un « non ». Essayez une autre date, un "
            "territoire plus large, ou complétez la base."
        ),
    )


def scope_of(answer: Answer) -> str:
    """Return the scope of an answer, without its date."""
    return " · ".join(part for part in answer.perimetre.split(" · ") if not part.startswith(("vu au", "toutes dates")))


def _silences(silent: Iterable[str]) -> tuple[Bullets | Paragraph, ...]:
    found = _bullets(silent)
    if not found:
        return (Paragraph("Les documents disent l’essentiel de ce que ce document cherche."),)
    return (Paragraph("Aucune source de la base ne le dit à cette date. Ce n’est pas une absence.", "note"), *found)


def _bullets(texts: Iterable[str]) -> tuple[Bullets, ...]:
    found = tuple(dict.fromkeys(clean(sentence(text), _MOST_POINT) for text in texts))
    return (Bullets(found),) if found else ()


def _on_paper(note: str) -> str:
    """Return a remark of a map without what only a screen has: a page has no hover, and not this table."""
    for on_screen, printed in _PRINTED.items():
        note = note.replace(on_screen, printed)
    return note


def _cell(name: str, value: object) -> str:
    if isinstance(value, int | float):
        return number(value, 2 if name in _TWO_DIGITS else None)
    return str(value or "")
