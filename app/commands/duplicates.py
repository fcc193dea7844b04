"""List the records that may be one thing written twice, and write what a person decides of two of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as day_of
from typing import Annotated, Any

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import CommandFailure, misuse
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.output import human
from app.commands.plan_text import describe_plan, names_in
from app.commands.session import Session, command
from graph.answer import Answer
from graph.answers import ask as ask_question
from graph.judgement import Judgement, Verdict, lost_values
from graph.judging import apply_judgement, describe, fuller, prepare_judgement
from graph.model.dates import is_partial_date
from graph.plan import NodeState, Plan
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest.personal import find

QUESTION = "doublons"
_EVERY = 1_000_000
_LOWEST = 0.01


@command(table=True)
def duplicates(
    session: Session,
    territory: Annotated[
        str | None, typer.Option("--territory", metavar="TERRITOIRE", help="Seulement ce qui agit sur ce territoire.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="NOMBRE", min=1, help="Paires montrées.")] = 50,
    everything: Annotated[bool, typer.Option("--all", metavar="", help="Montre aussi les paires déjà jugées.")] = False,
) -> None:
    """Print the pairs to judge, the likeliest first."""
    given: dict[str, object] = {"limite": limit, **({"territoire": territory} if territory else {})}
    with open_store(session) as store:
        answer = ask_question(store, QUESTION, given, date="toutes")
    if session.out.as_json:
        content = answer.to_json()
        if not everything:
            content["tableaux"].pop("juges")
        session.out.json(content)
        return
    heading = ["Paire", "Ressemblance", "Fiche", "Peut-être la même que", "Ce qui les rapproche", "Ce qui les sépare"]
    rows = [
        [v["id"], v["score"], f"{v['a']} ({v['a_id']})", f"{v['b']} ({v['b_id']})", v["raisons"], v["reserves"]]
        for v in (row.valeurs for row in answer.lignes)
    ]
    if session.out.as_csv:
        session.out.csv(heading, rows)
        return
    session.out.line(answer.phrase)
    if rows:
        session.out.table(heading, [[row[0], f"{round(100 * row[1])} %", *row[2:]] for row in rows])
        session.out.note(
            f"Pour juger une paire\u00a0: « maillage judge {rows[0][0]} --verdict alias », « fusion » ou « distinct »."
        )
    _second(session, answer, "a_preciser", ("id", "objet", "proche", "raisons"))
    if everything:
        _second(session, answer, "juges", ("verdict", "a", "b", "b_id", "date", "note"))


@command()
def judge(
    session: Session,
    pair: Annotated[
        str,
        typer.Argument(
            metavar="PAIRE",
            help="Identifiant de la paire (dbl-…), ou ceux des deux fiches séparés par une barre\u00a0: « a|b ».",
        ),
    ],
    verdict: Annotated[
        Verdict,
        typer.Option(
            "--verdict",
            metavar="JUGEMENT",
            help="alias (même objet, deux écritures), fusion (l’un a repris l’autre) ou distinct (deux objets).",
        ),
    ],
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="FICHE", help="Fiche à garder\u202f; par défaut, la plus complète."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="JOUR", help="Premier jour après la fusion\u202f; par défaut, aujourd’hui."),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXTE", help="Pourquoi.", show_default=False)] = "",
    plan_only: Annotated[
        bool, typer.Option("--plan", metavar="", help="Montre ce qui changerait et n’écrit rien.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Écrit sans demander confirmation.")] = False,
) -> None:
    """Write a judgement."""
    check_consent(plan_only=plan_only, yes=yes, what="un jugement")
    if date is not None and (verdict is not Verdict.FUSION or not is_partial_date(date)):
        raise misuse(
            "Une date ne se donne que pour une fusion, et s’écrit AAAA-MM-JJ, AAAA-MM ou AAAA.",
            "Par exemple\u00a0: --verdict fusion --date 2023-01-01.",
        )
    if find(note):
        raise misuse(
            "Maillage ne garde aucune donnée sur les personnes.",
            "Écrivez la note sans nom, ni téléphone, ni adresse d’une personne.",
        )
    with open_store(session) as store:
        kept, other = _pair(store, pair, keep)
        judgement = Judgement(
            verdict=verdict, garde=kept, autre=other, jour=day_of.today().isoformat(), date=date, note=note
        )
        plan = prepare_judgement(store, judgement)
        lines = list(_lines(store, judgement, plan))
        entry = None
        if not plan_only and not plan.is_empty:
            if not yes:
                confirm(session, lines, "Écrire ce jugement ?")
            entry = apply_judgement(store, judgement, plan)
    if session.out.as_json:
        session.out.json(_json(judgement, plan, entry))
        return
    if yes or plan_only or plan.is_empty:
        session.out.raw("\n".join(lines) + "\n")
    if entry is not None:
        session.out.raw(f"Écrit\u00a0: jugement {entry.id}. Pour revenir dessus\u00a0: « maillage undo {entry.id} ».\n")


def _second(session: Session, answer: Answer, name: str, columns: tuple[str, ...]) -> None:
    table = answer.tableaux[name]
    if table.lignes:
        titles = {column.nom: column.titre for column in table.colonnes}
        rows = [[row.valeurs.get(column) for column in columns] for row in table.lignes]
        session.out.table([titles[column] for column in columns], rows, title=table.titre)


def _pair(store: Store, text: str, keep: str | None) -> tuple[str, str]:
    """
    Return the ids of the record to keep and of the other one.

    Raises
    ------
    CommandFailure
        If no pair has this id, or the record to keep is not one of the two.
    """
    both = [part.strip() for part in text.split("|")]
    proposed = ""
    if len(both) != 2:
        answer = ask_question(store, QUESTION, {"seuil": _LOWEST, "limite": _EVERY}, date="toutes")
        rows = [(v["id"], v["a_id"], v["b_id"], v["garde_id"]) for v in (row.valeurs for row in answer.lignes)]
        rows += [
            # What is clear is kept: the unclear record is what goes into it.
            (v["id"], v["proche_id"], v["objet_id"], v["proche_id"])
            for v in (row.valeurs for row in answer.tableaux["a_preciser"].lignes)
        ]
        found = next((row for row in rows if row[0] == text), None)
        if found is None:
            raise CommandFailure(
                f"Aucune paire à juger n’a l’identifiant « {text} ».",
                "« maillage duplicates » les liste\u202f; une paire déjà jugée n’y est plus.",
                code="APP-141",
            )
        both, proposed = [found[1], found[2]], found[3]
    kept = keep or proposed or fuller(store, *both)
    if kept not in both:
        raise CommandFailure(
            f"« {kept} » n’est pas l’une des deux fiches.", f"Gardez {both[0]} ou {both[1]}.", code="APP-142"
        )
    return kept, both[1] if kept == both[0] else both[0]


def _lines(store: Store, judgement: Judgement, plan: Plan) -> Iterator[str]:
    """Yield what a judgement says and what it changes."""
    states = store.current({judgement.garde, judgement.autre}, set())
    kept, other = states[judgement.garde], states[judgement.autre]
    assert isinstance(kept, NodeState)  # noqa: S101 - the plan was made with both
    assert isinstance(other, NodeState)  # noqa: S101 - the plan was made with both
    yield describe(judgement, (str(kept.properties.get("nom")), str(other.properties.get("nom")))) + "."
    if judgement.verdict is not Verdict.DISTINCT:
        yield f"Fiche gardée\u00a0: {kept.id}."
    if judgement.verdict is Verdict.ALIAS:
        for name, (shown, left) in lost_values(kept, other).items():
            yield f"  {name}\u00a0: {human(shown)} reste affiché\u202f; {human(left)} est conservé à côté."
    yield from describe_plan(plan, names_in(store))


def _json(judgement: Judgement, plan: Plan, entry: JournalEntry | None) -> dict[str, Any]:
    counts = {
        kind: sum(change.kind == kind for change in plan.changes) for kind in ("modifie", "clos", "retire", "cree")
    }
    return {
        "verdict": judgement.verdict.value,
        "garde_id": judgement.garde,
        "autre_id": judgement.autre,
        "date": judgement.date,
        "note": judgement.note,
        "plan": {
            "crees": counts["cree"],
            "modifies": counts["modifie"],
            "clos": counts["clos"],
            "retires": counts["retire"],
        },
        "applique": entry is not None,
        "entree": None if entry is None else entry_json(entry),
    }
