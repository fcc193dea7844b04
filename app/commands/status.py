"""Tell what the base holds."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.output import human
from app.commands.session import Session, command
from app.view_models.journal import moment
from app.view_models.verbs import verb
from graph.model.ontology import node_spec
from graph.reference.loader import load_reference
from graph.store.store import Counts, Store

_ENGINES = {"embedded": "embarque", "neo4j": "neo4j"}
_ENGINE_NAMES = {"embarque": "ArcadeDB embarqué", "neo4j": "Neo4j"}


_CHANGED_OUTSIDE = (
    "[APP-201] La version recalculée n’est pas celle qui est enregistrée : la base a été changée hors de "
    "Maillage. Restaurez une sauvegarde, ou réimportez vos fichiers."
)


@command()
def status(
    session: Session,
    verify: Annotated[
        bool,
        typer.Option("--verify", metavar="", help="Recalcule la version des données en entier et la compare."),
    ] = False,
) -> None:
    """Print engine, counts, last import, version."""
    with open_store(session) as store:
        content = describe(store)
        if verify:
            recomputed = store.recompute_version()
            content["verification"] = {
                "recalculee": recomputed,
                "identique": recomputed == content["version_donnees"],
            }
    if session.out.as_json:
        session.out.json(content)
    else:
        _print(session, content)
    if verify and not content["verification"]["identique"]:
        session.out.error(_CHANGED_OUTSIDE)
        raise typer.Exit(1)


def describe(store: Store) -> dict[str, Any]:
    """Return what `status --json` prints (docs/json.md)."""
    counts = store.counts()
    entries = store.journal()
    imports = [entry for entry in entries if entry.nature == "import"]
    manifest = load_reference().manifest
    return {
        "moteur": {
            "nom": _ENGINES[store.connection.engine],
            "version": store.connection.server_version,
            "adresse": store.settings.neo4j_uri or None,
        },
        "dossier": str(store.settings.data_dir),
        "version_donnees": store.version(),
        "faits": {
            "noeuds": dict(sorted(counts.noeuds.items())),
            "relations": dict(sorted(counts.relations.items())),
            "total_noeuds": counts.total_noeuds,
            "total_relations": counts.total_relations,
        },
        "notes": {"noeuds": counts.notes, "relations": counts.relations_notes},
        "reference": _reference(counts),
        "dernier_import": entry_json(imports[0]) if imports else None,
        "ecritures": len(entries),
        "referentiel": {"millesimes": dict(manifest["millesimes"]), "attribution": manifest["attribution"]},
    }


def _reference(counts: Counts) -> dict[str, Any]:
    return {
        "noeuds": dict(sorted(counts.reference_noeuds.items())),
        "relations": dict(sorted(counts.reference_relations.items())),
        "total_noeuds": counts.reference_noeuds.total(),
        "total_relations": counts.reference_relations.total(),
    }


def _print(session: Session, content: dict[str, Any]) -> None:
    engine, facts, notes = content["moteur"], content["faits"], content["notes"]
    out = session.out
    where = f", {engine['adresse']}" if engine["adresse"] else ""
    out.line(f"Moteur : {_ENGINE_NAMES[engine['nom']]} {engine['version']}{where}")
    out.line(f"Dossier : {content['dossier']}")
    out.line(f"Version des données : {content['version_donnees']}")
    check = content.get("verification")
    if check:
        found = "identique" if check["identique"] else f"différente, {check['recalculee']}"
        out.line(f"Version recalculée : {found}")
    last = content["dernier_import"]
    out.line(f"Dernier import : {last['fichier']}, {moment(last['date'])}" if last else "Dernier import : aucun")
    years = content["referentiel"]["millesimes"]
    out.line(f"Territoires : {years['communes']}, EPCI au {years['epci']}, {', '.join(years['populations'])}")
    out.line(
        f"Faits : {human(facts['total_noeuds'])} objets, {human(facts['total_relations'])} relations ; "
        f"notes : {human(notes['noeuds'])} ; "
        f"référentiel : {human(content['reference']['total_noeuds'])} objets, "
        f"{human(content['reference']['total_relations'])} relations"
    )
    if facts["noeuds"]:
        out.table(["Objets", "Nom", "Nombre"], [(*_captioned(name), count) for name, count in facts["noeuds"].items()])
    if facts["relations"]:
        out.table(
            ["Relations", "Se lit", "Nombre"],
            [(*_captioned(name), count) for name, count in facts["relations"].items()],
        )


def _captioned(name: str) -> tuple[str, str]:
    """Return a label or a relationship type, and how it reads."""
    spec = node_spec(name)
    return name, spec.plural if spec else verb(name)
