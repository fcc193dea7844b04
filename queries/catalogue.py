"""Read the named questions: their headers are checked, their text is given as it is.

A question is a file `queries/<famille>/<nom>.cypher`. Its first lines are comments (`// `) that hold a TOML header:
title, parameters, columns, sentence. A file whose header says `lecture = true` is a reading that several analyses
share, not a question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).parent
FAMILIES = {
    "territoires": "Ce qui agit sur un territoire",
    "dispositifs": "Un dispositif et ses engagements",
    "actions": "Les actions",
    "acteurs": "Un acteur et ses rôles",
    "instances": "Instances et réunions",
    "sources": "Sources et qualité des données",
    "qualite": "Doublons, jugements et contradictions",
    "analyses": "Recouvrements, manques et articulations",
}
"""Families of questions, in the order of the library."""

ParameterType = Literal[
    "Territoire", "Dispositif", "Acteur", "Action", "Instance", "Thematique", "Public", "Entite", "Source",
    "texte", "entier", "decimal", "date", "choix",
]  # fmt: skip
_PARAMETER_IN_TEXT = re.compile(r"\$(\w+)")
PROVIDED = frozenset({"jour", "zones", "communes", "dispositifs", "granularite"})
"""Parameters that every question receives without declaring them (see `graph.answers`)."""


class CatalogueError(Exception):
    """Report a question file whose header is wrong: `file: what is wrong`, all problems at once."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Strict):
    """
    Describe one parameter of a question.

    Attributes
    ----------
    type
        Label of the entity it names, or kind of value.
    description, titre
        French help and French label of the form.
    obligatoire, multiple
        Whether it must be given, and whether several values are allowed.
    choix
        Allowed values when the type is `choix`.
    defaut
        Value taken when none is given.
    borne
        Which day a month or a year means, for a date: its first or its last.
    vue
        Whether it is the day of the answer, for a date: it comes before the common `date`.
    """

    nom: str = ""
    type: ParameterType
    titre: str
    description: str
    obligatoire: bool = True
    multiple: bool = False
    choix: tuple[str, ...] = ()
    defaut: str | int | float | None = None
    borne: Literal["debut", "fin"] = "fin"
    vue: bool = False


class ColumnSpec(_Strict):
    """Describe one column: ASCII name, type, French heading and description."""

    nom: str = ""
    type: Literal["texte", "entier", "decimal", "booleen", "date", "liste"] = "texte"
    titre: str
    description: str


class TableSpec(_Strict):
    """Describe a second table of the answer: French title and columns."""

    titre: str
    colonnes: Mapping[str, ColumnSpec]


class Question(_Strict):
    """
    Hold one question.

    Attributes
    ----------
    nom, famille
        Name of the file and of its folder.
    titre, description
        French title, as a question, and one sentence of help.
    usagers
        Who asks it first: `cpam`, `ars`, `animation`.
    parametres
        Parameters by name, in the order of the form.
    colonnes
        Columns by name, in order.
    mesures
        Single figures by name: French description.
    tableaux
        Second tables by name.
    phrase, phrase_vide
        Sentence of the answer, and sentence when there is no row; `{nom}` fields are filled in.
    vide
        What the data allow when no row comes: `insuffisant` when nothing is documented, `suffisant` when the absence
        is itself an answer.
    organisation
        Columns that hold an actor, brought up to its organisation unless services are asked for.
    analyse
        Name of the analysis that turns the rows into the answer, or None.
    lit
        Relationship types that the analysis reads whole, when it has no query of its own.
    methode
        How the figures are computed, in plain French: formula, reference, limits.
    lecture
        Whether the file is a reading shared by analyses, not a question.
    cypher
        Text of the query, without the header.
    fichier
        Path of the file from the root of the project.
    """

    nom: str = ""
    famille: str = ""
    titre: str = ""
    description: str = ""
    usagers: tuple[Literal["cpam", "ars", "animation"], ...] = ()
    parametres: Mapping[str, Parameter] = Field(default_factory=dict)
    colonnes: Mapping[str, ColumnSpec] = Field(default_factory=dict)
    mesures: Mapping[str, str] = Field(default_factory=dict)
    tableaux: Mapping[str, TableSpec] = Field(default_factory=dict)
    phrase: str = ""
    phrase_vide: str = ""
    vide: Literal["insuffisant", "suffisant"] = "insuffisant"
    organisation: tuple[str, ...] = ()
    analyse: str | None = None
    lit: tuple[str, ...] = ()
    methode: str = ""
    lecture: bool = False
    cypher: str = ""
    fichier: str = ""


@cache
def catalogue() -> Mapping[str, Question]:
    """
    Return every question by name, by family then name.

    Raises
    ------
    CatalogueError
        If a header is wrong.
    """
    return {name: question for name, question in _all().items() if not question.lecture}


def get(name: str) -> Question:
    """
    Return one question or shared reading.

    Raises
    ------
    KeyError
        If there is none of this name.
    """
    return _all()[name]


@cache
def _all() -> Mapping[str, Question]:
    problems: list[str] = []
    found: dict[str, Question] = {}
    order = {family: rank for rank, family in enumerate((*FAMILIES, "lectures"))}
    paths = sorted(FOLDER.glob("*/*.cypher"), key=lambda p: (order.get(p.parent.name, 99), p.stem))
    for path in paths:
        try:
            question = _read(path)
        except (ValidationError, tomllib.TOMLDecodeError, ValueError) as error:
            problems.append(f"{path.relative_to(FOLDER.parent)}: {error}")
            continue
        problems.extend(f"{question.fichier}: {problem}" for problem in _problems(question))
        if question.nom in found:
            problems.append(f"{question.fichier}: same name as {found[question.nom].fichier}")
        found[question.nom] = question
    if problems:
        raise CatalogueError("\n".join(problems))
    return found


def _read(path: Path) -> Question:
    header: list[str] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    while lines and lines[0].startswith("//"):
        header.append(lines.pop(0).removeprefix("//").removeprefix(" "))
    content = tomllib.loads("\n".join(header))
    for table in ("parametres", "colonnes"):
        content[table] = {name: {**entry, "nom": name} for name, entry in content.get(table, {}).items()}
    for entry in content.get("tableaux", {}).values():
        entry["colonnes"] = {name: {**column, "nom": name} for name, column in entry.get("colonnes", {}).items()}
    return Question(
        **{
            **content,
            "nom": path.stem,
            "famille": path.parent.name,
            "cypher": "\n".join(lines).strip(),
            "fichier": str(path.relative_to(FOLDER.parent)),
        }
    )


def _problems(question: Question) -> list[str]:
    """List what the types cannot say: parameters used and not declared, or declared and not used."""
    problems = []
    if not question.cypher and not (question.analyse and question.lit):
        problems.append("no query under the header, and no analysis that says what it reads")
    if not question.lecture:
        problems += [
            f"missing « {field} »" for field in ("titre", "description", "phrase", "phrase_vide", "usagers", "colonnes")
            if not getattr(question, field)
        ]  # fmt: skip
        if question.famille not in FAMILIES:
            problems.append(f"unknown family « {question.famille} »")
    used = set(_PARAMETER_IN_TEXT.findall(question.cypher)) - PROVIDED
    if not question.lecture:
        problems += [f"${name} is not declared" for name in sorted(used - set(question.parametres))]
    if question.analyse is None and not question.lecture:
        idle = set(question.parametres) - used - {"territoire"}
        problems += [f"parameter « {name} » is never used" for name in sorted(idle)]
    problems += [
        f"organisation: « {name} » is not a column" for name in question.organisation if name not in question.colonnes
    ]
    return problems
