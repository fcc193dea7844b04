"""Say what several objects of a network share: links between them, common neighbours, themes, publics, territories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from app.view_models.network_view import Network, NodeRecord, enumeration, link_sentence, number
from app.view_models.palette import secteur_style
from app.view_models.typography import counted, sentence
from graph.model.vocabularies import vocabulary

_NAMED: Final = 6


def shared_words(records: Network, ids: Sequence[str], territories: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return what objects share, one sentence per kind of thing; what is not documented is never said to differ.

    Parameters
    ----------
    records
        Network; links that are not in force do not count.
    ids
        Two objects of it or more.
    territories
        Names of territories by id.

    Returns
    -------
    sentences
        Links between them, what all of them are linked to, then their common sector, themes, publics and territories.
        One sentence says so when nothing is.
    """
    node_of = {node.id: node for node in records.nodes}
    chosen = [node_of[id_] for id_ in dict.fromkeys(ids) if id_ in node_of]
    if len(chosen) < 2:
        return ()
    names = {node.id: node.nom for node in records.nodes}
    inside = {node.id for node in chosen}
    near: dict[str, set[str]] = defaultdict(set)
    direct = []
    for edge in sorted(records.edges, key=lambda edge: edge.id):
        if edge.certitude == "inactif" or edge.start not in names or edge.end not in names:
            continue
        near[edge.start].add(edge.end)
        near[edge.end].add(edge.start)
        if edge.start in inside and edge.end in inside and edge.start != edge.end:
            direct.append(link_sentence(edge, names))
    common = set.intersection(*(near[node.id] for node in chosen)) - inside
    said = [
        *([f"{counted(len(direct), 'lien direct', 'liens directs')} : {_few(direct)}."] if direct else []),
        *([f"{_all(chosen)} liés à {_few(sorted((names[id_] for id_ in common), key=_order))}."] if common else []),
        *_secteur(chosen),
        *_terms("Thèmes communs", [node.themes for node in chosen], vocabulary("thematiques").label),
        *_terms("Publics communs", [node.publics for node in chosen], vocabulary("publics").label),
        *_terms("Territoires communs", [node.territoires for node in chosen], lambda id_: territories.get(id_, id_)),
    ]
    return tuple(sentence(text) for text in said) or (
        sentence("Rien de commun n’est documenté dans cette image. Non documenté ne veut pas dire absent."),
    )


def _all(chosen: Sequence[NodeRecord]) -> str:
    return "Tous deux sont" if len(chosen) == 2 else f"Tous les {number(len(chosen))} sont"


def _few(items: Sequence[str]) -> str:
    rest = len(items) - _NAMED
    return enumeration(items if rest <= 1 else [*items[:_NAMED], f"{number(rest)} autres"])


def _order(name: str) -> tuple[str, str]:
    return (name.casefold(), name)


def _secteur(chosen: Sequence[NodeRecord]) -> list[str]:
    secteurs = {node.secteur for node in chosen}
    style = secteur_style(next(iter(secteurs))) if len(secteurs) == 1 else None
    return [f"Même secteur : {style.caption}."] if style else []


def _terms(title: str, borne: Sequence[Sequence[str]], label: Callable[[str], str]) -> list[str]:
    common = set.intersection(*(set(codes) for codes in borne))
    return [f"{title} : {_few(sorted((label(code) for code in common), key=_order))}."] if common else []
