"""Hold the report of an import: rows counted, problems located, as text and as the JSON that scripts read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.statement import Location
from graph.plan import ChangeKind, Plan
from ingest.issues import Issue
from ingest.kinds import KINDS, REPAIRS, Gravite


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """
    Count the data rows of the files; `lues = chargees + reparees + rejetees`, always.

    Parameters
    ----------
    chargees
        Loaded as they are.
    reparees
        Loaded after a correction that a problem of information tells.
    rejetees
        Left out.
    """

    chargees: int
    reparees: int
    rejetees: int

    @property
    def lues(self) -> int:
        """Return the number of rows read."""
        return self.chargees + self.reparees + self.rejetees

    def to_json(self) -> dict[str, int]:
        """Return the four numbers by name."""
        return {"lues": self.lues, "chargees": self.chargees, "reparees": self.reparees, "rejetees": self.rejetees}


def count_rows(rows: Iterable[Location], issues: Iterable[Issue], rejected: set[Location], *, refused: bool) -> Rows:
    """
    Sort the rows into loaded, repaired and rejected.

    Parameters
    ----------
    rows
        Every data row; a place given twice counts once.
    issues
        Problems.
    rejected
        Rows left out.
    refused
        Whether the whole import is refused: then every row is rejected.
    """
    places = set(rows)
    repaired = {issue.location for issue in issues if issue.code in REPAIRS}
    left_out = places if refused else places & rejected
    mended = (places - left_out) & repaired
    return Rows(chargees=len(places) - len(left_out) - len(mended), reparees=len(mended), rejetees=len(left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """
    Say what was read, what is wrong and whether the import may go on.

    Parameters
    ----------
    fichier
        Name of the file, or names joined by ` + `.
    sha256
        Digest of the file; of the list « digest, name » of the files when there are several.
    lecteur
        Name of the reader.
    lignes
        Rows counted.
    problemes
        Problems, in the order of the files, sheets and rows.
    refuse
        Whether a blocking problem keeps everything out.
    plusieurs
        Whether several files were read: problems then say which one in the JSON.
    """

    fichier: str
    sha256: str
    lecteur: str
    lignes: Rows
    problemes: tuple[Issue, ...]
    refuse: bool
    plusieurs: bool = False

    def count(self, gravite: Gravite) -> int:
        """Return the number of problems of a gravity."""
        return sum(1 for issue in self.problemes if issue.gravite is gravite)

    def to_json(
        self, plan: Plan | None = None, *, applique: bool = False, import_id: str | None = None
    ) -> dict[str, Any]:
        """
        Return the report as `maillage import --json` prints it.

        Parameters
        ----------
        plan
            Plan, once computed; without one the counts are zero.
        applique
            Whether the plan was applied.
        import_id
            Id of the journal entry, once applied.
        """
        return {
            "fichier": self.fichier,
            "sha256": self.sha256,
            "lecteur": self.lecteur,
            "lignes": self.lignes.to_json(),
            "problemes": [self._problem(issue) for issue in self.problemes],
            "plan": plan_counts(plan),
            "applique": applique,
            "import_id": import_id,
        }

    def to_text(self, *, per_code: int = 5) -> str:
        """
        Return the report for people: rows, then problems by table and code.

        Parameters
        ----------
        per_code
            Problems shown for one code of one table; the others are counted.
        """
        return "\n".join(self._lines(per_code))

    def _problem(self, issue: Issue) -> dict[str, Any]:
        shown: dict[str, Any] = {"fichier": issue.fichier} if self.plusieurs else {}
        return shown | {
            "code": issue.code,
            "gravite": issue.gravite.value,
            "feuille": issue.feuille,
            "ligne": issue.ligne,
            "colonne": issue.colonne,
            "valeur": issue.valeur,
            "message": issue.message,
            "remede": issue.remede,
        }

    def _lines(self, per_code: int) -> Iterator[str]:
        rows = self.lignes
        yield (
            f"{self.fichier} : {_number(rows.lues, 'ligne lue', 'lignes lues')}, "
            f"{_number(rows.chargees, 'chargée', 'chargées')}, {_number(rows.reparees, 'réparée', 'réparées')}, "
            f"{_number(rows.rejetees, 'rejetée', 'rejetées')}."
        )
        if self.refuse:
            yield "Import refusé : rien n’a été écrit. Corrigez les problèmes bloquants ci-dessous."
        if self.problemes:
            yield (
                ", ".join(
                    _number(self.count(gravite), singular, plural)
                    for gravite, singular, plural in (
                        (Gravite.BLOQUANT, "problème bloquant", "problèmes bloquants"),
                        (Gravite.AVERTISSEMENT, "avertissement", "avertissements"),
                        (Gravite.INFORMATION, "information", "informations"),
                    )
                )
                + "."
            )
        for (file, sheet), found in by_table(self.problemes).items():
            yield ""
            yield f"{file}, feuille « {sheet} »" if sheet else file
            for code, issues in found.items():
                yield f"  {code} · {KINDS[code].titre} ({issues[0].gravite.value}) : {len(issues)}"
                yield from (f"    {issue}" for issue in issues[:per_code])
                if len(issues) > per_code:
                    yield f"    … et {len(issues) - per_code} de plus."


def by_table(issues: Iterable[Issue]) -> dict[tuple[str, str | None], dict[str, list[Issue]]]:
    """Group problems by (file, sheet), in the order they come, then by code, blocking codes first."""
    order = list(Gravite)
    tables: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in issues:
        tables.setdefault((issue.fichier, issue.feuille), []).append(issue)
    grouped: dict[tuple[str, str | None], dict[str, list[Issue]]] = {}
    for place, found in tables.items():
        codes: dict[str, list[Issue]] = {}
        for issue in sorted(found, key=lambda one: (order.index(one.gravite), one.code)):
            codes.setdefault(issue.code, []).append(issue)
        grouped[place] = codes
    return grouped


def in_order(issues: Iterable[Issue], sheets: Sequence[str]) -> tuple[Issue, ...]:
    """Sort problems by file, sheet (in the order of the template), row and code."""
    rank = {name: place for place, name in enumerate(sheets)}
    return tuple(
        sorted(
            issues,
            key=lambda found: (
                found.fichier,
                rank.get(found.feuille or "", len(rank)),
                found.feuille or "",
                found.ligne or 0,
                found.code,
            ),
        )
    )


def plan_counts(plan: Plan | None) -> dict[str, Any]:
    """Return what a plan changes: created by label or type, and how many changed, closed and left alone."""
    if plan is None:
        return {"crees": {}, "modifies": 0, "clos": 0, "inchanges": 0}
    return {
        "crees": plan.counts_by_name(ChangeKind.CREE),
        "modifies": plan.count(ChangeKind.MODIFIE),
        "clos": plan.count(ChangeKind.CLOS),
        "inchanges": plan.unchanged,
    }


def _number(count: int, singular: str, plural: str) -> str:
    shown = f"{count:,}".replace(",", "\u202f")
    return f"{shown} {singular if count < 2 else plural}"
