"""Write a plan as the JSON that the commands print, and read it back to plan what is left again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.commands.failures import misuse
from app.workshops.plans import Figures
from app.workshops.record import Participant, Workshop

_FORM = "maillage-plan"


def plan_json(workshop: Workshop, figures: Figures) -> dict[str, Any]:
    """Return a plan as the command promises it, with what planning it again needs."""
    return {
        "tours": [[list(table) for table in tour] for tour in workshop.plan],
        "paires_distinctes": figures.distinct,
        "borne": figures.bound,
        "hasard": None if figures.chance is None else round(figures.chance, 4),
        "gain": None if figures.gain is None else round(figures.gain, 4),
        "repetitions": figures.repeats,
        "secondes": round(figures.seconds, 3),
        "borne_simple": figures.simple_bound,
        "borne_atteinte": figures.proven,
        "optimum": figures.exact,
        "meme_organisme": figures.same_organisation,
        "ecart_secteurs": round(figures.sector_imbalance, 4),
        "liens_manquants": round(figures.weight, 4),
        "borne_liens_manquants": round(figures.weight_bound, 4),
        "format": _FORM,
        "mode": workshop.mode,
        "tables": workshop.tables,
        "graine": workshop.graine,
        "joues": workshop.joues,
        "reparti": workshop.reparti,
        "participants": [
            {
                "id": one.id, "nom": one.nom, "fonction": one.fonction, "organisme": one.organisme,
                "secteur": one.secteur, "table": one.table, "statut": one.statut,
            }
            for one in workshop.participants
        ],
        "interdits": [list(pair) for pair in workshop.interdits],
    }  # fmt: skip


def read_plan_file(path: Path) -> Workshop:
    """Return the workshop that a JSON plan describes."""
    try:
        return _read(json.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise misuse(
            f"« {path} » n’est pas un plan donné par « maillage workshop tables --json » ni par « speed --json ».",
            "Refaites-le : maillage workshop tables (ou speed) … --json > plan.json",
        ) from error


def _read(found: Any) -> Workshop:
    """Return the workshop of a plan; any error of Python when it is not one."""
    participants = tuple(
        Participant(
            id=str(one["id"]), nom=str(one["nom"]), fonction=str(one["fonction"]), organisme=str(one["organisme"]),
            secteur=str(one["secteur"]), table=int(one["table"]), statut=str(one["statut"]),
        )
        for one in found["participants"]
    )  # fmt: skip
    tours = tuple(tuple(tuple(str(one) for one in table) for table in tour) for tour in found["tours"])
    known = {one.id for one in participants}
    strangers = {person for tour in tours for table in tour for person in table} - known
    if found["format"] != _FORM or strangers:
        raise ValueError(found["format"], strangers)
    return Workshop(
        id="plan", titre="Plan de table", territoire="", date="2000-01-01", participants=participants,
        mode=str(found["mode"]), tables=int(found["tables"]), tours=len(tours), plan=tours,
        graine=int(found["graine"]), joues=int(found["joues"]), reparti=bool(found.get("reparti", False)),
        interdits=tuple((str(a), str(b)) for a, b in found["interdits"]),
    )  # fmt: skip
