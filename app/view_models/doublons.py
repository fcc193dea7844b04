"""Set out two records that may be one, side by side: what is the same, what differs, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.view_models.typography import NBSP, counted, readable, sentence, typeset
from app.view_models.verbs import verb
from graph.analysis.duplicates import EXACT_IDENTIFIERS, WHOLE_IDENTIFIERS
from graph.answer import Answer, Row
from graph.judgement import Verdict
from graph.model.ontology import node_properties
from graph.model.statement import proofs_of
from graph.model.vocabularies import vocabulary
from graph.state import NodeState, RelationshipState, State
from graph.store.journal import JournalEntry

SHOWN: Final = 12
"""Relationships of one record that the comparison lists."""

FEWEST: Final = 2
"""Records below which nothing can be compared."""

UNCLEAR: Final = "À préciser"
SAME, DIFFERENT, ONE_SIDE = f"={NBSP}identique", f"≠{NBSP}différent", f"·{NBSP}connu d’un seul côté"

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.ALIAS: "C’est le même, écrit deux fois",
    Verdict.FUSION: "L’un a repris l’autre",
    Verdict.DISTINCT: "Ce sont deux objets différents",
}
"""What the three buttons say."""

HELP: Final[Mapping[Verdict, str]] = {
    Verdict.ALIAS: "L’autre fiche entre dans celle que vous gardez\u00a0: ses noms deviennent d’autres noms, ses "
    "relations et ses preuves la rejoignent. Les prochains imports de l’ancien identifiant seront lus ainsi.",
    Verdict.FUSION: "Les deux fiches restent. Ce qui était en cours chez l’une s’arrête la veille et continue chez "
    "l’autre, à la date que vous donnez.",
    Verdict.DISTINCT: "Rien ne change dans les fiches. Cette paire ne sera plus proposée.",
}
"""What each verdict does."""

_TYPES = ("type_acteur", "type_dispositif", "type_instance")
_ZONES = frozenset({"INTERVIENT_SUR", "COUVRE"})


@dataclass(frozen=True, slots=True)
class PairOption:
    """
    Hold one pair of the queue.

    Parameters
    ----------
    id
        Id of the pair.
    a_id, b_id, kept
        Ids of both, and of the one that it is proposed to keep.
    label
        What the list shows.
    said
        Sentence.
    reasons, reserves
        What brings them together, and what stands against it.
    unclear
        Whether it is a proposal for a record that does not say which one it means.
    """

    id: str
    a_id: str
    b_id: str
    kept: str
    label: str
    said: str
    reasons: tuple[str, ...]
    reserves: tuple[str, ...] = ()
    unclear: bool = False


def queue(answer: Answer) -> tuple[PairOption, ...]:
    """Return the pairs to judge, the likeliest first, then the proposals for unclear records."""
    pairs = [_option(row) for row in answer.lignes]
    return (*pairs, *(_proposal(row) for row in answer.tableaux["a_preciser"].lignes))


def nothing_to_judge(answer: Answer) -> str:
    """Say why there is no pair to judge: what was compared, and what was already judged."""
    judged = len(answer.tableaux["juges"].lignes)
    n_records = int(answer.mesures.get("n_fiches") or 0)
    if n_records < FEWEST:
        return typeset("Aucune paire à juger : il faut au moins deux fiches pour les comparer.")
    apart = f", en dehors de {counted(judged, 'paire déjà jugée', 'paires déjà jugées')}" if judged else ""
    return typeset(
        f"Aucune paire à juger : {counted(n_records, 'fiche', 'fiches')} ont été comparées par leur nom, "
        f"leur sigle, leur territoire et leurs identifiants, et aucune ne ressemble assez à une autre{apart}."
    )


def compare_records(
    a_id: str, b_id: str, around: Mapping[str, State], names: Mapping[str, str], titles: Mapping[str, str]
) -> list[tuple[str, str | Sequence[str], str | Sequence[str]]]:
    """
    Return the rows of the comparison: (what, and whether it is the same, in words; first record; second record).

    Parameters
    ----------
    a_id, b_id
        Ids of the records.
    around
        Both records and what touches them, by id.
    names
        Names of objects by id.
    titles
        Titles of documents by the name that proofs cite.
    """
    one, two = around.get(a_id), around.get(b_id)
    rows: list[tuple[str, str | Sequence[str], str | Sequence[str]]] = []
    if not isinstance(one, NodeState) or not isinstance(two, NodeState):
        return rows

    def add(what: str, ours: str | Sequence[str], theirs: str | Sequence[str], *, mark: bool = True) -> None:
        if ours or theirs:
            said = f"{what} ({_mark(ours, theirs)})" if mark else what
            rows.append((said, ours or "non documenté", theirs or "non documenté"))

    specs = {**node_properties(one.labels), **node_properties(two.labels)}
    add("Identifiant", one.id, two.id, mark=False)
    for name in ("nom", "sigle", "alias"):
        add(specs[name].caption if name in specs else name, _text(one, name), _text(two, name))
    add("Type", _type(one), _type(two))
    add("Territoire", _ends(one, around, names, zones=True), _ends(two, around, names, zones=True))
    for name in (*EXACT_IDENTIFIERS, *WHOLE_IDENTIFIERS, "generation", "date_debut", "date_fin", "url"):
        if name in specs:
            add(specs[name].caption, _text(one, name), _text(two, name))
    add("Relations", _ends(one, around, names, zones=False), _ends(two, around, names, zones=False), mark=False)
    add("Fichiers", list(one.origines), list(two.origines), mark=False)
    add("Sources citées", _sources(one, titles), _sources(two, titles), mark=False)
    return rows


def judged_entries(journal: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Return the judgements that still hold, newest first."""
    return [entry for entry in journal if entry.nature == "jugement" and entry.annulee_par is None]


def _option(row: Row) -> PairOption:
    values: Mapping[str, Any] = row.valeurs
    told = " · signalée" if values["etat"] == "signale" else ""
    return PairOption(
        id=values["id"],
        a_id=values["a_id"],
        b_id=values["b_id"],
        kept=values["garde_id"],
        label=typeset(f"{round(100 * values['score'])} %{told} · {values['a']} / {values['b']}"),
        said=row.phrase,
        reasons=tuple(values["raisons"]),
        reserves=tuple(values["reserves"]),
    )


def _proposal(row: Row) -> PairOption:
    values = row.valeurs
    return PairOption(
        id=values["id"],
        a_id=values["proche_id"],
        b_id=values["objet_id"],
        kept=values["proche_id"],
        label=typeset(f"{UNCLEAR} · {values['objet']} / {values['proche']}"),
        said=f"« {values['objet']} » n’est pas assez précis pour qu’on sache qui c’est\u202f; c’est peut-être "
        f"« {values['proche']} ». Ne jugez que si vous le savez.",
        reasons=tuple(values["raisons"]),
        unclear=True,
    )


def _mark(ours: str | Sequence[str], theirs: str | Sequence[str]) -> str:
    if not ours or not theirs:
        return ONE_SIDE
    return SAME if ours == theirs else DIFFERENT


def _text(state: NodeState, name: str) -> str | list[str]:
    value = state.properties.get(name)
    if isinstance(value, list):
        return [str(item) for item in value]
    return "" if value is None else sentence(readable(value))


def _type(state: NodeState) -> str:
    for name in _TYPES:
        spec = node_properties(state.labels).get(name)
        if spec is not None and spec.vocabulary and state.properties.get(name):
            return vocabulary(spec.vocabulary).label(str(state.properties[name]))
    return ""


def _ends(state: NodeState, around: Mapping[str, State], names: Mapping[str, str], *, zones: bool) -> list[str]:
    found = []
    for edge in around.values():
        if not isinstance(edge, RelationshipState) or (edge.type in _ZONES) is not zones:
            continue
        if edge.type == "POSSIBLE_DOUBLON":
            continue
        if edge.start == state.id:
            end = names.get(edge.end, edge.end)
            found.append(end if zones else f"{verb(edge.type)} {end}")
        elif edge.end == state.id and not zones:
            found.append(f"{verb(edge.type, outgoing=False)} {names.get(edge.start, edge.start)}")
    found.sort()
    rest = len(found) - SHOWN
    return found if rest <= 0 else [*found[:SHOWN], f"et {rest} {'autre' if rest == 1 else 'autres'}"]


def _sources(state: NodeState, titles: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(titles.get(proof.source, proof.source) for proof in proofs_of(state.properties)))
