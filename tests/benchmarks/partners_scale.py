"""Print what finding partners on one territory and one theme costs, against the same readings run alone."""

from __future__ import annotations

import gc
import statistics
from unittest.mock import patch

from graph.answers import ask
from graph.answers.context import Context
from tests.benchmarks.bases import Base
from tests.benchmarks.stopwatch import Spent, goal, percentile, spent

CALLS = 30
THEME = "theme:nutrition"

_CAISSE = """
MATCH (a:Entite:Acteur {type_acteur: 'assurance_maladie'})-[r:PILOTE|EST_PARTENAIRE|EST_MEMBRE]->(:Entite)
RETURN a.id AS id, count(r) AS n
ORDER BY n DESC, id
LIMIT 1
"""
_PLACES = """
MATCH (:Entite:Acteur {id: $caisse})-[:COUVRE|INTERVIENT_SUR]->(d:Entite:Territoire)
WHERE d.type_territoire = 'departement'
MATCH (t:Entite:Territoire)-[:INCLUS_DANS]->(d)
WHERE t.type_territoire = 'epci'
MATCH (t)<-[r:COUVRE|INTERVIENT_SUR]-(:Entite)
RETURN t.id AS id, d.id AS departement_id, count(r) AS n
ORDER BY n DESC, id
LIMIT 1
"""


def print_partners(base: Base) -> None:
    """Print the partner finder for the most engaged fund: where the most is done at home, then the département."""
    caisse = base.store.read(_CAISSE)[0]["id"]
    for place in base.store.read(_PLACES, {"caisse": caisse}):
        for word, id_ in (("intercommunalité", place["id"]), ("département", place["departement_id"])):
            _print_one(base, word, {"acteur": caisse, "territoire": id_, "themes": THEME})


def _print_one(base: Base, word: str, given: dict[str, str]) -> None:
    context = base.fresh()

    def ours(among: Context = context) -> int:
        return len(ask(base.store, "partenaires", given, date=base.jour, context=among).lignes)

    first = spent(ours)
    count = ours()
    with patch.object(base.store, "read", wraps=base.store.read) as watched:
        ours()
    readings = list(watched.call_args_list)

    def bare() -> None:
        for reading in readings:
            base.store.read(*reading.args, **reading.kwargs)

    gc.collect()  # What other parts left is not to be swept up here.
    mine: list[Spent] = []
    alone: list[Spent] = []
    for _ in range(CALLS):
        alone.append(spent(bare))
        mine.append(spent(ours))
    took, cypher = ([lap.wall for lap in laps] for laps in (mine, alone))
    ratio = statistics.median(took) / statistics.median(cypher)
    late = 1000 * percentile(took, 95)
    print(
        f"  {word} {given['territoire']}, {given['acteur']}, {THEME}, {count} partners: first answer {first}\n"
        f"    {CALLS} warm answers: p50 {1000 * percentile(took, 50):.0f} ms, p95 {late:.0f} ms "
        f"({goal(late, 100, 'ms')}), processor {1000 * statistics.median(lap.cpu for lap in mine):.0f} ms\n"
        f"    its {len(readings)} readings alone: p50 {1000 * percentile(cypher, 50):.0f} ms, "
        f"p95 {1000 * percentile(cypher, 95):.0f} ms; ratio {ratio:.2f} x ({goal(ratio, 2, 'x')})",
        flush=True,
    )
