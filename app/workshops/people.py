"""
Read a list of participants from a CSV file or a workbook, however its columns are called, and say all that is wrong.

A participant is an organisation and a function: a column or a cell that names a person is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.view_models.typography import counted, sentence
from app.workshops.record import Participant
from graph.model.values import is_empty
from graph.model.vocabularies import vocabulary
from ingest.any_table import open_tables, texts
from ingest.functions import looks_like_name
from ingest.headings import fold, nearest
from ingest.issues import Issue
from ingest.kinds_of_files import is_text, is_workbook
from ingest.person_headings import announces_person
from ingest.personal import find
from ingest.tables import RawTable

NAME, BODY, JOB, SECTOR, TABLE, APART = "nom", "organisme", "fonction", "secteur", "table", "interdit avec"
"""Columns of a list, by their first name."""

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    NAME: ("nom", "participant", "participants", "invite", "invites", "structure", "service", "intitule", "badge"),
    BODY: ("organisme", "organismes", "organisation", "employeur", "institution", "etablissement", "rattachement"),
    JOB: ("fonction", "fonctions", "poste", "metier", "role", "qualite"),
    SECTOR: ("secteur", "secteurs", "domaine"),
    TABLE: ("table", "table animee", "anime la table", "animateur de table", "hote", "table fixe"),
    APART: ("interdit avec", "interdit", "interdits", "pas avec", "incompatible", "incompatible avec", "separer de"),
}
_MEANING: Final = {word: column for column, words in _WORDS.items() for word in words}
_AMONG: Final = 20
_APART_SIGNS: Final = re.compile(r"\s*[|;/\n]\s*")
_LONGEST: Final = 160
_SHOWN: Final = 3
_MOST: Final = 400
_START: Final = 4096
"""Bytes that tell what a file is."""

_Line = tuple[int, Participant, str]
"""Number of a line, its participant, whom it must not sit with."""


@dataclass(frozen=True, slots=True)
class Listed:
    """
    Hold what a list says.

    Parameters
    ----------
    participants
        In the order of the file; `table` is what it hosts.
    forbidden
        Pairs of ids never seated together.
    faults
        What is wrong, French sentences with the line; nothing is used when there is one.
    notes
        What is good to know: columns left aside, several seats of one organisation.
    alike
        What is written twice and stands for one participant, or for several when it was said so: with the lines.
    """

    participants: tuple[Participant, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def numbered(count: int) -> tuple[Participant, ...]:
    """Return participants without a name: `p01`, `p02`…, as wide as the last one."""
    width = max(2, len(str(count)))
    return tuple(
        Participant(id=f"p{rank:0{width}d}", nom=f"Participant {rank}", organisme=f"p{rank}")
        for rank in range(1, count + 1)
    )


def read_people(path: Path, *, keep_alike: bool = False) -> Listed:
    """
    Return the participants of a file, or everything that keeps it from being read.

    Parameters
    ----------
    path
        CSV file or workbook.
    keep_alike
        Whether lines of the same name and function are as many people; they are one otherwise, and it is said.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if start and not is_workbook(start) and not is_text(start + b";"):
        why = f"« {path.name} » n’est ni un classeur ni un texte. Enregistrez la liste en XLSX ou en CSV."
        return Listed(faults=(sentence(why),))
    issues: list[Issue] = []
    for table in open_tables(path, issues):
        rows = [(number, texts(cells)) for number, cells in table.filled_rows()]
        if rows:
            return _read(table, rows, keep_alike=keep_alike)
    said = [f"« {path.name} » : {issue.message}" for issue in issues if issue.blocking and start]
    return Listed(faults=(sentence((said or [f"« {path.name} » est vide."])[0]),))


def _read(table: RawTable, rows: Sequence[tuple[int, list[str]]], *, keep_alike: bool) -> Listed:
    found = next(
        ((place, columns) for place, (_, cells) in enumerate(rows[:_AMONG]) if (columns := _columns(cells))), None
    )
    if found is None:
        named = ", ".join(f"« {word} »" for word in _WORDS)
        return Listed(
            faults=(sentence(f"Aucune colonne ne s’appelle « nom » ni « organisme ». Colonnes lues : {named}."),)
        )
    place, columns = found
    heading_row, headings = rows[place]
    persons = [text for text in headings if text and announces_person(text)]
    faults = [
        sentence(
            f"Ligne {heading_row}, colonne « {text} » : elle semble nommer des personnes. Un participant est "
            "un organisme et une fonction : retirez la colonne."
        )
        for text in persons
    ]
    unread = [
        text for rank, text in enumerate(headings) if text and rank not in columns.values() and text not in persons
    ]
    notes = [sentence(f"Colonnes non lues : {', '.join(unread)}.")] if unread else []
    seats: list[_Line] = []
    for number, cells in rows[place + 1 :]:
        given = {name: cells[rank].strip() if rank < len(cells) else "" for name, rank in columns.items()}
        if any(given.values()):
            participant, wrong = _participant(len(seats) + 1, given, number)
            faults += wrong
            seats.append((number, participant, given.get(APART, "")))
    if not seats:
        faults.append(sentence(f"« {table.file} » n’a aucune ligne sous ses titres de colonnes."))
    if len(seats) > _MOST:
        faults.append(sentence(f"La liste a {counted(len(seats), 'ligne')} : {_MOST} au plus."))
        return Listed(faults=tuple(faults), notes=tuple(notes))
    seats, alike = _once(seats, keep_alike=keep_alike)
    notes += _several(seats)
    width = max(2, len(str(len(seats))))
    people = _told_apart([replace(one, id=f"p{rank:0{width}d}") for rank, (_, one, _) in enumerate(seats, start=1)])
    pairs, wrong = _forbidden(people, [(number, apart) for number, _, apart in seats])
    faults += wrong
    return Listed(tuple(people), pairs, tuple(faults), tuple(notes), alike)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the place of each column of a heading row; None when the row names neither « nom » nor « organisme »."""
    found: dict[str, int] = {}
    for place, text in enumerate(cells):
        meaning = _MEANING.get(fold(text)) if text and len(text) < _LONGEST else None
        if meaning and meaning not in found:
            found[meaning] = place
    return found if {NAME, BODY} & set(found) else None


def _participant(rank: int, given: Mapping[str, str], number: int) -> tuple[Participant, list[str]]:
    faults = []

    def fault(column: str, why: str) -> None:
        faults.append(sentence(f"Ligne {number}, colonne « {column} » : {why}"))

    name = given.get(NAME) or given.get(BODY, "")
    if not name:
        fault(NAME, "elle est vide. Écrivez le nom de l’organisme ou du service.")
    for column, text in ((NAME, name), (JOB, given.get(JOB, "")), (BODY, given.get(BODY, ""))):
        if len(text) > _LONGEST:
            fault(column, f"le texte a plus de {_LONGEST} signes. Raccourcissez-le : il doit tenir sur un badge.")
        elif why := names_person(text, function=column == JOB):
            fault(column, why)
    table = 0
    text = given.get(TABLE, "")
    if not is_empty(text):
        bare = text.removesuffix(".0")
        table = int(bare) if bare.isdigit() and 0 < int(bare) < _MOST else 0
        if not table:
            fault(TABLE, f"« {text[:40]} » n’est pas un numéro de table. Écrivez un nombre à partir de 1, ou rien.")
    sector, why = _sector(given.get(SECTOR, ""))
    if why:
        fault(SECTOR, why)
    body = given.get(BODY) or name
    made = Participant(
        id=f"p{rank:02d}",
        nom=name[:_LONGEST],
        fonction=given.get(JOB, "")[:_LONGEST],
        organisme=fold(body) or body,
        secteur=sector,
        table=table,
    )
    return made, faults


def names_person(text: str, *, function: bool = False) -> str:
    """
    Return, in French, why a text may not be kept: it holds personal data; empty when it may.

    Parameters
    ----------
    text
        What is written on a badge.
    function
        Whether it is a function, where a first name and a name are recognised.
    """
    kind = find(text)
    if kind:
        return f"le texte contient une donnée sur une personne ({kind}). Écrivez l’organisme et la fonction seulement."
    if function and looks_like_name(text):
        return "cela ressemble au nom d’une personne. Écrivez la fonction seulement."
    return ""


def _sector(text: str) -> tuple[str, str]:
    """Return the code of a sector, and why it has none; a word that is no sector of the model is kept as it is."""
    if not text:
        return "", ""
    terms = vocabulary("secteurs").terms
    folded = fold(text)
    for code in terms:
        if folded in {fold(code), fold(vocabulary("secteurs").label(code))}:
            return code, ""
    return (folded[:_LONGEST], "") if folded else ("", "le secteur ne se lit pas.")


def _once(seats: list[_Line], *, keep_alike: bool) -> tuple[list[_Line], tuple[str, ...]]:
    """Return each seat once, those of the same name and function together, and what was written several times."""
    groups: dict[tuple[str, str], list[_Line]] = {}
    for line in seats:
        groups.setdefault((fold(line[1].nom), fold(line[1].fonction)), []).append(line)
    twice = {key: lines for key, lines in groups.items() if key[0] and len(lines) > 1}
    ending = "pour {} personnes." if keep_alike else "compté une fois."
    said = tuple(
        sentence(f"{_lines(lines)} : « {_called(lines[0][1])} » y est chaque fois, {ending.format(len(lines))}")
        for lines in twice.values()
    )
    if keep_alike:
        return seats, said
    kept = []
    for key, lines in groups.items():
        if key not in twice:
            kept += lines
            continue
        number, one, _ = lines[0]
        table = next((other.table for _, other, _ in lines if other.table), 0)
        sector = next((other.secteur for _, other, _ in lines if other.secteur), "")
        kept.append((number, replace(one, table=table, secteur=sector), ";".join(apart for _, _, apart in lines)))
    return sorted(kept, key=lambda line: line[0]), said


def _several(seats: Iterable[_Line]) -> list[str]:
    """Say which organisations have several seats, so that a slip of the pen is seen."""
    groups: dict[str, list[_Line]] = {}
    for line in seats:
        groups.setdefault(line[1].organisme, []).append(line)
    said = []
    for organisation, lines in groups.items():
        if organisation and len(lines) > 1:
            names = list(dict.fromkeys(one.nom for _, one, _ in lines))
            shown = ", ".join(f"« {name} »" for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
            said.append(sentence(f"{_lines(lines)} : même organisme, {shown}, {len(lines)} personnes."))
    return said


def _called(one: Participant) -> str:
    return ", ".join(filter(None, (one.nom, one.fonction)))


def _lines(lines: Sequence[_Line]) -> str:
    """Return the numbers of some lines: « Lignes 2, 5 et 9 »."""
    *first, last = [str(number) for number, _, _ in lines]
    return f"Lignes {', '.join(first)} et {last}"


def _told_apart(people: Sequence[Participant]) -> list[Participant]:
    """Give a number to those that nothing tells apart on paper: « CPAM 35 (2) »."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for one in people:
        key = (fold(one.nom), fold(one.fonction))
        seen[key] += 1
        made.append(replace(one, nom=f"{one.nom} ({seen[key]})") if seen[key] > 1 else one)
    return made


def _forbidden(
    people: Sequence[Participant], asked: Iterable[tuple[int, str]]
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    by_name: dict[str, list[str]] = {}
    for one in people:
        for name in {fold(one.nom), one.organisme, one.id}:
            by_name.setdefault(name, []).append(one.id)
    faults: list[str] = []
    pairs: set[tuple[str, str]] = set()
    for one, (number, text) in zip(people, asked, strict=True):
        for name in filter(None, _APART_SIGNS.split(text)):
            others = [other for other in by_name.get(fold(name), []) if other != one.id]
            if not others:
                near = nearest(fold(name), by_name)
                shown = next((other.nom for other in people if near in {fold(other.nom), other.organisme}), "")
                hint = f" Vouliez-vous dire « {shown} » ?" if shown else ""
                faults.append(
                    sentence(
                        f"Ligne {number}, colonne « {APART} » : « {name[:60]} » n’est pas dans la liste.{hint} "
                        "Séparez plusieurs noms par « | »."
                    )
                )
            pairs.update((min(one.id, other), max(one.id, other)) for other in others)
    return tuple(sorted(pairs)), faults
