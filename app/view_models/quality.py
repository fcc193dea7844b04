"""Set out what to know before trusting the base: notes, disagreements, age, silences, each counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.view_models.typography import NBSP, counted, number
from graph.answer import Answer
from graph.answers.sentence import type_word

NOTES, OLD, SILENT, DISPUTED, UNCLEAR = (
    "notes_de_lecture",
    "fraicheur",
    "lacunes",
    "contradictions",
    "a_preciser",
)
"""Questions of the screen."""

PARTS: Mapping[str, str] = {
    "notes": "Notes de lecture",
    "contradictions": "Contradictions",
    "fraicheur": "Fraîcheur",
    "lacunes": "Non documenté",
    "preciser": "À préciser",
}
QUESTIONS: Mapping[str, str] = {
    "notes": NOTES,
    "contradictions": DISPUTED,
    "fraicheur": OLD,
    "lacunes": SILENT,
    "preciser": UNCLEAR,
}
"""Question of each part."""


@dataclass(frozen=True, slots=True)
class Group:
    """
    Hold what is missing in one group of objects.

    Parameters
    ----------
    title
        « CLS : 12 dispositifs ».
    silences
        « dates : 9 sur 12 », the most frequent first.
    """

    title: str
    silences: tuple[str, ...]


def figures(answers: Mapping[str, Answer], pairs: int) -> list[tuple[str, str]]:
    """Return the figures of the top of the screen: value, then what it counts."""
    told = {name: len(answer.lignes) for name, answer in answers.items()}
    old = answers[OLD].mesures
    counts = (
        (told[NOTES], "note de lecture ou réserve", "notes de lecture ou réserves"),
        (_open(answers[DISPUTED]), "contradiction à trancher", "contradictions à trancher"),
        (int(old.get("n_anciens") or 0), "objet sans nouvelle récente", "objets sans nouvelle récente"),
        (len({row.valeurs["objet_id"] for row in answers[UNCLEAR].lignes}), "objet à préciser", "objets à préciser"),
        (pairs, "paire de fiches à juger", "paires de fiches à juger"),
    )
    return [(number(count), counted(count, one, many).split(NBSP, 1)[1]) for count, one, many in counts]


def groups(answer: Answer, nature: str) -> list[Group]:
    """Return the groups of one nature, those that miss the most first."""
    rows = [row.valeurs for row in answer.lignes if row.valeurs["nature"] == nature]
    words = ("dispositif", "dispositifs") if nature == "dispositif" else ("action", "actions")
    weight: Counter[str] = Counter()
    found: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for row in rows:
        name = type_word(str(row["groupe"]))
        weight[name] += int(row["n_manquants"])
        sizes[name] = int(row["n"])
        found.setdefault(name, []).append(f"{row['manque']} : {row['n_manquants']} sur {row['n']}")
    return [
        Group(f"{name} : {counted(sizes[name], *words)}", tuple(found[name]))
        for name, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))
    ]


def _open(answer: Answer) -> int:
    return sum(not row.valeurs["tranchee"] for row in answer.lignes)
