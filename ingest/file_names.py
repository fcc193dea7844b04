"""Tell the files of one import apart when they share a name: the report shows their folder with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.model.statement import Location
from ingest.choices import Choices
from ingest.kept import KeptTable
from ingest.records import ReadResult


def distinct_names(paths: Sequence[Path]) -> list[str]:
    """Return the names of the files, with as many of their folders as it takes when two files have the same name."""
    whole = [path.absolute().parts for path in paths]

    def name(parts: tuple[str, ...]) -> str:
        length = 1
        while length < len(parts) and any(o != parts and o[-length:] == parts[-length:] for o in whole):
            length += 1
        return "/".join(parts[-length:])

    return [name(parts) for parts in whole]


def moves_of(paths: Sequence[Path], names: Sequence[str]) -> list[dict[str, str]]:
    """Return, for each path, the files that the report shows under another name than their own: theirs is shared."""
    inside = [[entry.name for entry in path.iterdir()] if path.is_dir() else [] for path in paths]
    counted = Counter(name for found in inside for name in found)
    counted.update(path.name for path in paths if not path.is_dir())
    return [
        ({path.name: name} if path.name != name else {}) | {e: f"{name}/{e}" for e in entries if counted[e] > 1}
        for path, name, entries in zip(paths, names, inside, strict=True)
    ]


def renamed(result: ReadResult, moves: Mapping[str, str]) -> ReadResult:
    """Return the result with the files' distinct names, when theirs are shared with others."""
    if not moves:
        return result

    def moved(where: Location) -> Location:
        return replace(where, file=moves.get(where.file, where.file))

    return ReadResult(
        reader=result.reader,
        records=[replace(r, statement=replace(r.statement, location=moved(r.location))) for r in result.records],
        proofs=[replace(proof, location=moved(proof.location)) for proof in result.proofs],
        issues=[replace(issue, fichier=moves.get(issue.fichier, issue.fichier)) for issue in result.issues],
        rows=[moved(row) for row in result.rows],
        tables=[_renamed_table(table, moves) for table in result.tables],
    )


def _renamed_table(table: KeptTable, moves: Mapping[str, str]) -> KeptTable:
    written = _renamed_table(table.written, moves) if table.written else None
    return replace(table, file=moves.get(table.file, table.file), written=written)


def choices_on(choices: Choices, moves: Mapping[str, str]) -> Choices:
    """Return the choices made on one path, by the files' own names: the report may show them with their folder."""
    if not moves:
        return choices
    own = {shown: name for name, shown in moves.items()}
    corrections = {
        replace(cell, fichier=own.get(cell.fichier, cell.fichier)): text
        for cell, text in choices.corrections.items()
        if cell.fichier not in moves
    }
    refused = {
        f"{code}@{own.get(file, file)}!{place}" if place else key
        for key in choices.refused
        for code, _, rest in [key.partition("@")]
        for file, _, place in [rest.partition("!")]
    }
    return replace(choices, corrections=corrections, refused=frozenset(refused))


def in_folder(result: ReadResult, folder: str) -> ReadResult:
    """Return the result of a folder: its files speak with one voice, as the sheets of a workbook do."""

    def within(where: Location) -> Location:
        return where if where.folder else replace(where, folder=folder)

    return replace(
        result,
        records=[replace(r, statement=replace(r.statement, location=within(r.location))) for r in result.records],
        proofs=[replace(proof, location=within(proof.location)) for proof in result.proofs],
        rows=[within(row) for row in result.rows],
    )
