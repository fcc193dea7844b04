"""Print how long each screen waits for its data on a whole région: each question, first and second time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from app.view_models.manques import COVERAGE, PARTS
from app.view_models.network_reading import readings
from app.view_models.network_scope import build_records, of_schemes
from app.view_models.territory import GIVEN, QUESTION_OF
from app.view_models.verbs import network_types
from graph.answers import AskError, ask
from graph.answers.context import Context
from graph.reference.loader import load_reference
from tests.benchmarks.bases import Base
from tests.benchmarks.stopwatch import goal, spent
from tests.support.synthetic.sizes import REGION

GOAL = 3.0
_Work = Callable[[Context], object]

_MOST = """
MATCH (o:Entite)-[r]-(:Entite)
WHERE r.est_fait AND $label IN labels(o) AND ($kind = '' OR o.type_acteur = $kind OR o.type_dispositif = $kind)
RETURN o.id AS id, count(r) AS n
ORDER BY n DESC, id
LIMIT 2
"""
"""The two objects of a kind that have the most relationships: the heaviest sheets."""


def print_screens(base: Base) -> None:
    """Print each screen: its first data with nothing kept, the same again, and the slowest question."""
    region = f"REG-{load_reference().departements[REGION.codes[0]].region}"
    counts = base.store.counts()
    print(f"  {region}: {counts.noeuds.get('Acteur', 0)} actors, {counts.total_relations} relationships")
    worst = 0.0
    for screen, works in _screens(base, region).items():
        context = base.fresh()
        gc.collect()  # What the screen before read is not to be swept up here.
        first, second = ({name: spent(partial(work, context)) for name, work in works.items()} for _ in range(2))
        total, again = (sum(lap.wall for lap in laps.values()) for laps in (first, second))
        name = max(first, key=lambda name: first[name].wall)
        worst = max(worst, *(lap.wall for lap in (*first.values(), *second.values())))
        print(
            f"  {screen:22} {len(works)} readings: first {total:5.2f} s, again {again:5.2f} s; "
            f"slowest {name}: {first[name]}, again {second[name]}",
            flush=True,
        )
    print(f"  slowest reading of all: {worst:.2f} s ({goal(worst, GOAL, 's')}); {base.memory()}")


def _screens(base: Base, region: str) -> Mapping[str, Mapping[str, _Work]]:
    """Return what each screen reads, by screen: name of the reading, and the reading."""
    here = {"territoire": region}
    caisse, *_ = _most(base, "Acteur", "assurance_maladie")
    scheme, other = _most(base, "Dispositif", "CLS")
    actor, another = _most(base, "Acteur")
    instance, *_ = _most(base, "Instance")
    gaps = {f"manques {part}": ("manques", {**here, "nature": part}) for part in PARTS if part != COVERAGE}
    shown = {
        "Territoire": {
            **{question: (question, {**here, **GIVEN.get(part, {})}) for part, question in QUESTION_OF.items()},
            "fiche": ("fiche", {"id": region}),
        },
        "Fiche (acteur)": {"fiche": ("fiche", {"id": actor})},
        "Fiche (dispositif)": {"fiche": ("fiche", {"id": scheme})},
        "Recouvrements": {
            "recouvrements": ("recouvrements", here),
            "recouvrement": ("recouvrement", {"a": scheme, "b": other}),
            "actions_semblables": ("actions_semblables", here),
        },
        "Couverture et manques": {
            "couverture": ("couverture", {**here, "type": "CLS"}),
            "couverture CPTS": ("couverture", {**here, "type": "CPTS"}),
            **gaps,
        },
        "Articulations": {"articulations": ("articulations", here)},
        "Conformité et charge": {
            "echeances": ("echeances", here),
            "conformite": ("conformite", {"dispositif": scheme}),
            "charge": ("charge", here),
        },
        "Mes engagements": {
            "engagements": ("engagements", {"acteur": caisse}),
            "charge": ("charge", {}),
            "offres_de_l_acteur": ("offres_de_l_acteur", {"acteur": caisse}),
            "absences": ("absences", {"acteur": caisse}),
            "echeances": ("echeances", {}),
        },
        "Trouver un partenaire": {
            "partenaires": ("partenaires", {**here, "acteur": caisse, "themes": "theme:nutrition"}),
            "partenaires, tout sujet": ("partenaires", {**here, "acteur": caisse}),
        },
        "Questions": {
            "presenter": ("presenter", {"de": caisse, "vers": another}),
            "instance": ("instance", {"instance": instance}),
            "juridictions": ("juridictions", here),
        },
    }
    screens: dict[str, dict[str, _Work]] = {
        screen: {name: _asking(base, *asked) for name, asked in questions.items()}
        for screen, questions in shown.items()
    }
    screens["Réseau"] = dict(_network(base, region))
    screens["Accueil"] = {"reperes": lambda context: context.reading("reperes", {}), "noms": lambda c: c.names}
    return screens


def _network(base: Base, region: str) -> Iterator[tuple[str, _Work]]:
    """Yield what the network screen reads: the records of the picture, then each reading in sentences."""

    def records(context: Context) -> object:
        ids = of_schemes(context.reading, context.schemes_on(region, base.jour))
        objects = context.reading("reseau_objets", {"ids": ids})
        links = context.reading("reseau_liens", {"ids": ids, "types": network_types()})
        return build_records(context, objects, links, base.jour, {})

    yield "image", records
    for name in readings():
        yield name, _asking(base, name, {"territoire": region})


def _asking(base: Base, name: str, given: Mapping[str, str]) -> _Work:
    def work(context: Context) -> object:
        try:
            return ask(base.store, name, given, date=base.jour, context=context)
        except AskError as error:
            msg = f"{name} {dict(given)}: {error}"
            raise SystemExit(msg) from error

    return work


def _most(base: Base, label: str, kind: str = "") -> list[str]:
    return [row["id"] for row in base.store.read(_MOST, {"label": label, "kind": kind})]
