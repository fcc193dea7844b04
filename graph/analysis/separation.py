"""Say which groups of actors would no longer reach each other if one actor left."""

from __future__ import annotations

from graph.analysis.tie_matrix import TieMatrix


def separations(ties: TieMatrix) -> dict[int, list[list[int]]]:
    """
    Return the groups that each articulation point alone holds together.

    Returns
    -------
    groups
        By position of the articulation point, in order: the groups of positions that appear when it leaves, largest
        first, then by first actor. Two groups or more.

    Notes
    -----
    The groups are read in the tree of blocks, once for the whole network: an actor that belongs to b blocks (maximal
    parts that no single departure cuts) leaves b groups behind it.

    References
    ----------
    .. [1] Hopcroft, J. and Tarjan, R., "Efficient algorithms for graph manipulation", Communications of the ACM 16,
       1973.
    """
    cover, points = ties.graph.biconnected_components(return_articulation_points=True)
    articulations = sorted(points)
    blocks = [list(block) for block in cover]
    of_actor: dict[int, list[int]] = {position: [] for position in articulations}
    for number, block in enumerate(blocks):
        for position in block:
            if position in of_actor:
                of_actor[position].append(number)
    return {
        position: sorted(
            (_behind(position, number, blocks, of_actor) for number in of_actor[position]),
            key=lambda group: (-len(group), group[0]),
        )
        for position in articulations
    }


def _behind(actor: int, block: int, blocks: list[list[int]], of_actor: dict[int, list[int]]) -> list[int]:
    """Return everyone that is reached from an actor through one of its blocks, without passing by it again."""
    found: set[int] = set()
    waiting, seen = [block], {block}
    while waiting:
        for position in blocks[waiting.pop()]:
            if position == actor or position in found:
                continue
            found.add(position)
            new = [number for number in of_actor.get(position, ()) if number not in seen]
            seen.update(new)
            waiting.extend(new)
    return sorted(found)
