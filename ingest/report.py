"""Hold the report of an import: rows counted, problems located, as text and as the JSON that scripts read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model.statement import Location
from graph.plan import ChangeKind, Plan
from ingest.issues import Issue
from ingest.kinds import KINDS, REFUSABLE, REPAIRS, Gravite
from ingest.provenance import plan_issues


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

    @property
    def reparations(self) -> tuple[Issue, ...]:
        """Return the problems that the import put right by itself, one per cell, in the order of the files."""
        return tuple(issue for issue in self.problemes if issue.code in REPAIRS)

    def count(self, gravite: Gravite) -> int:
        """Return the number of problems of a gravity, repairs excluded."""
        return sum(1 for issue in self.problemes if issue.gravite is gravite and issue.code not in REPAIRS)

    def to_json(
        self, plan: Plan | None = None, *, applique: bool = False, import_id: str | None = None
    ) -> dict[str, Any]:
        """
        Return the report as `maillage import --json` prints it.

        Parameters
        ----------
        plan
            Plan, once computed: what it reads otherwise than written is told with the problems. Without one the counts
            are zero.
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
            "problemes": [self._problem(issue) for issue in (*self.problemes, *(plan_issues(plan) if plan else ()))],
            "reparations": repairs_by_rule(self.problemes),
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
            **_choices(issue),
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
        yield from _tables([issue for issue in self.problemes if issue.code not in REPAIRS], per_code)
        if self.reparations:
            yield ""
            yield f"{_number(len(self.reparations), 'réparation', 'réparations')} :"
            yield from _tables(self.reparations, per_code)


def _tables(issues: Sequence[Issue], per_code: int) -> Iterator[str]:
    """Yield the problems of each table, by code, the first ones in full."""
    for (file, sheet), found in by_table(issues).items():
        yield ""
        yield f"{file}, feuille « {sheet} »" if sheet else file
        for code, same in found.items():
            nature = "réparation" if code in REPAIRS else same[0].gravite.value
            yield f"  {code} · {KINDS[code].titre} ({nature}) : {len(same)}"
            yield from (f"    {issue}" for issue in same[:per_code])
            if len(same) > per_code:
                yield f"    … et {len(same) - per_code} de plus."


def repairs_by_rule(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Return how many cells each rule put right, with its name, in the order of the codes."""
    counted = Counter(issue.code for issue in issues if issue.code in REPAIRS)
    return [{"code": code, "regle": KINDS[code].titre, "nombre": counted[code]} for code in sorted(counted)]


def _choices(issue: Issue) -> dict[str, Any]:
    """Return what a problem lets the person choose: a repair to refuse, meanings to choose from."""
    shown: dict[str, Any] = {}
    if issue.code in REFUSABLE:
        shown = {"apres": issue.apres, "regle": KINDS[issue.code].titre, "cle": issue.key or None}
    if issue.candidats:
        shown["candidats"] = [{"valeur": found.valeur, "libelle": found.libelle} for found in issue.candidats]
    return {name: value for name, value in shown.items() if value is not None}


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
    """
    Return what a plan changes: created by label or type, and how many changed, closed and left alone.

    Notes
    -----
    Then: relationships closed because their file no longer states them (also among `clos`), other things that files no
    longer say, undated statements read as the same relationship dated, properties on which files newly disagree.
    """
    if plan is None:
        return {
            "crees": {},
            "modifies": 0,
            "clos": 0,
            "inchanges": 0,
            "fermes": 0,
            "disparus": 0,
            "rapproches": 0,
            "contradictions": 0,
        }
    closed = sum(one.ferme for one in plan.disparus)
    return {
        "crees": plan.counts_by_name(ChangeKind.CREE),
        "modifies": plan.count(ChangeKind.MODIFIE),
        "clos": plan.count(ChangeKind.CLOS),
        "inchanges": plan.unchanged,
        "fermes": closed,
        "disparus": len(plan.disparus) - closed,
        "rapproches": len(plan.rapproches),
        "contradictions": len(plan.contradictions()),
    }


def _number(count: int, singular: str, plural: str) -> str:
    shown = f"{count:,}".replace(",", "\u202f")
    return f"{shown} {singular if count < 2 else plural}"
