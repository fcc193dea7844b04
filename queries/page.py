"""Write the catalogue of questions as a Markdown page: `python -m queries.page` prints docs/questions.md."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping

from queries.catalogue import FAMILIES, ColumnSpec, Parameter, Question, catalogue

_INTRODUCTION = """\
# Les questions de la bibliothèque

Cette page est écrite à partir des fichiers de `queries/` : un fichier par question, avec son titre, ses paramètres, ses
colonnes et sa phrase. La même bibliothèque sert l’écran « Questions », la commande `maillage ask` et les exports.

Toute question accepte aussi `date` (un jour, un mois, une année, `aujourd’hui` ou `toutes`), `granularite`
(`organisation` par défaut, ou `service`) et `certitude` (`incertain` par défaut, `certain` pour s’en tenir à ce qui est
sûr, `inactif` pour tout montrer). Un objet se nomme par son identifiant, son code officiel ou son nom. Chaque ligne
d’une réponse porte sa certitude et ses preuves.
"""
_USERS = {"cpam": "référents CPAM", "ars": "ARS", "animation": "animation territoriale"}
_TYPES = {
    "texte": "texte", "entier": "entier", "decimal": "décimal", "booleen": "oui ou non", "date": "date",
    "liste": "liste", "choix": "choix",
}  # fmt: skip


def catalogue_markdown() -> str:
    """Return the page: families in the order of the library, questions by name."""
    questions = catalogue().values()
    parts = [_INTRODUCTION]
    for family, title in FAMILIES.items():
        members = [question for question in questions if question.famille == family]
        if members:
            parts += [f"## {title}\n", *(_question(question) for question in members)]
    return "\n".join(parts)


def _question(question: Question) -> str:
    users = ", ".join(_USERS[user] for user in question.usagers)
    lines = [
        f"### {question.titre}\n",
        f"{question.description} *Utile d’abord à : {users}.*\n",
        "```sh",
        _command(question),
        "```\n",
    ]
    if question.methode:
        lines += [f"Méthode : {question.methode}\n"]
    if question.parametres:
        rows = [
            (f"`{name}`" + ("" if spec.obligatoire else " (facultatif)"), _type(spec), _meaning(spec))
            for name, spec in question.parametres.items()
        ]
        lines += _table(("paramètre", "type", "sens"), rows)
    lines += _table(("colonne", "type", "sens"), _columns(question.colonnes))
    if question.mesures:
        lines += _table(("mesure", "sens"), [(f"`{name}`", text) for name, text in question.mesures.items()])
    for name, table in question.tableaux.items():
        lines += [f"Second tableau `{name}` : {table.titre}.\n"]
        lines += _table(("colonne", "type", "sens"), _columns(table.colonnes))
    return "\n".join(lines)


def _command(question: Question) -> str:
    given = [f"-p {name}=…" for name, spec in question.parametres.items() if spec.obligatoire]
    return " ".join(["maillage ask", question.nom, *given])


def _type(spec: Parameter) -> str:
    word = _TYPES.get(spec.type, spec.type)
    return f"{word}, plusieurs valeurs possibles" if spec.multiple else word


def _meaning(spec: Parameter) -> str:
    choices = f" Valeurs : {', '.join(f'`{code}`' for code in spec.choix)}." if spec.choix else ""
    default = f" Par défaut : `{spec.defaut}`." if spec.defaut is not None else ""
    return spec.description + choices + default


def _columns(specs: Mapping[str, ColumnSpec]) -> Iterator[tuple[str, str, str]]:
    for name, spec in specs.items():
        yield f"`{name}`", _TYPES[spec.type], spec.description


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [_cells(heading), _cells("---" for _ in heading)]
    return [*lines, *(_cells(row) for row in rows), ""]


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    sys.stdout.write(catalogue_markdown())
