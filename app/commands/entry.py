"""Add, link, correct or close one thing without a file, through the same checks, plan and journal as an import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from app.commands.confirming import check_consent, confirm
from app.commands.failures import CommandFailure, misuse
from app.commands.journal import entry_json
from app.commands.opening import open_store
from app.commands.plan_text import describe_plan, names_in
from app.commands.session import Session, command
from graph.answers.context import Context
from graph.answers.errors import WrongKind
from graph.model.dates import format_french, no_date
from graph.model.ontology import node_specs, relationship_specs
from graph.model.spec import RelationshipSpec
from graph.plan import NodeState, RelationshipState
from graph.resembling import Near, resembling
from graph.search import resolve
from graph.store.journal import JournalEntry
from graph.store.store import Store
from ingest import entries, manual
from ingest.designations import find_type
from ingest.entries import Entry, Told
from ingest.headings import fold, nearest
from ingest.manual import Prepared
from ingest.repairs.dates import read_day

_Values = Annotated[
    list[str] | None,
    typer.Option("-p", "--property", metavar="NOM=VALEUR", help="Une information de la fiche. Répétable."),
]
_Source = Annotated[str, typer.Option("--source", metavar="DOCUMENT", help="Document qui le dit.", show_default=False)]
_Team = Annotated[
    str,
    typer.Option(
        "--team",
        metavar="FONCTION",
        help="Sans document\u00a0: fonction de qui le sait dans l’équipe, jamais son nom.",
        show_default=False,
    ),
]
_Day = Annotated[
    str,
    typer.Option(
        "--source-date", metavar="JOUR", help="Date du document, ou jour où l’équipe le savait.", show_default=False
    ),
]
_Quote = Annotated[
    str, typer.Option("--quote", metavar="CITATION", help="Mots exacts du document.", show_default=False)
]
_Target = Annotated[
    str,
    typer.Argument(
        metavar="OBJET", help="Identifiant d’une fiche, d’une relation (r-…), ou «\u00a0TYPE|de|vers|rôle\u00a0»."
    ),
]
_Plan = Annotated[bool, typer.Option("--plan", metavar="", help="Montre ce qui changerait et n’écrit rien.")]
_Yes = Annotated[bool, typer.Option("--yes", metavar="", help="Écrit sans demander confirmation.")]


@command()
def add(
    session: Session,
    label: Annotated[
        str, typer.Argument(metavar="SORTE", help="Acteur, Dispositif, Action, Instance, Territoire, Offre…")
    ],
    values: _Values = None,
    source: _Source = "",
    team: _Team = "",
    source_date: _Day = "",
    quote: _Quote = "",
    new: Annotated[
        bool, typer.Option("--new", metavar="", help="C’est un autre objet que ceux dont le nom ressemble.")
    ] = False,
    plan_only: _Plan = False,
    yes: _Yes = False,
) -> None:
    """Add one object."""
    check_consent(plan_only=plan_only, yes=yes, what="une saisie")
    told, given = _told(source, team, source_date, quote), _given(values)
    kind = _label(label)
    with open_store(session) as store:
        context = Context(store)
        nature = given.get("type_acteur") or given.get("type_dispositif")
        near = resembling(context, kind, str(given.get("nom", "")), sigle=given.get("sigle"), nature=nature)
        if not new and any(one.exact for one in near):
            raise _double(near)
        _, entry = entries.add_node(kind, given, taken=context.name_of)
        _finish(session, store, entry, told, plan_only=plan_only, yes=yes, near=near)


@command()
def relate(  # noqa: PLR0913, PLR0917 - the parameters are the options of the command
    session: Session,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="SIGNE, PILOTE, COUVRE…")],
    start: Annotated[str, typer.Argument(metavar="DE", help="Identifiant ou nom de l’objet d’où part la relation.")],
    end: Annotated[str, typer.Argument(metavar="VERS", help="Identifiant ou nom de l’objet où elle arrive.")],
    values: _Values = None,
    source: _Source = "",
    team: _Team = "",
    source_date: _Day = "",
    quote: _Quote = "",
    plan_only: _Plan = False,
    yes: _Yes = False,
) -> None:
    """Add one relationship."""
    check_consent(plan_only=plan_only, yes=yes, what="une saisie")
    told, given = _told(source, team, source_date, quote), _given(values)
    spec = find_type(type_)
    if spec is None:
        known = [one.type for one in relationship_specs()]
        near = nearest(type_, known)
        hint = f" Vouliez-vous dire «\u00a0{near}\u00a0»\u202f?" if near else ""
        raise misuse(
            f"Le type de relation «\u00a0{type_}\u00a0» n’existe pas.{hint}",
            f"Types connus\u00a0: {', '.join(known)}.",
        )
    with open_store(session) as store:
        context = Context(store)
        one = _end(context, spec, start, "DE")
        other = _end(context, spec, end, "VERS")
        names = context.name_of
        title = f"{names.get(one, one)} {spec.caption} {names.get(other, other)}"
        entry = entries.add_relationship(spec.type, one, other, given, title)
        _finish(session, store, entry, told, plan_only=plan_only, yes=yes)


@command()
def correct(
    session: Session,
    target: _Target,
    values: _Values = None,
    source: _Source = "",
    team: _Team = "",
    source_date: _Day = "",
    quote: _Quote = "",
    plan_only: _Plan = False,
    yes: _Yes = False,
) -> None:
    """Correct or date one object, or one relationship."""
    check_consent(plan_only=plan_only, yes=yes, what="une saisie")
    told, given = _told(source, team, source_date, quote), _given(values)
    with open_store(session) as store:
        state = _find(store, target)
        if isinstance(state, NodeState):
            entry = entries.correct_node(state, given)
        else:
            entry = entries.correct_relationship(state, given, title=manual.title_of(store, state))
        _finish(session, store, entry, told, plan_only=plan_only, yes=yes)


@command()
def close(
    session: Session,
    target: _Target,
    date: Annotated[str, typer.Option("--date", metavar="JOUR", help="Dernier jour, inclus.")],
    source: _Source = "",
    team: _Team = "",
    source_date: _Day = "",
    quote: _Quote = "",
    plan_only: _Plan = False,
    yes: _Yes = False,
) -> None:
    """Give one object, or one relationship, its last day."""
    check_consent(plan_only=plan_only, yes=yes, what="une saisie")
    told = _told(source, team, source_date, quote)
    date = _day(date)
    with open_store(session) as store:
        state = _find(store, target)
        if isinstance(state, NodeState):
            entry = entries.close_node(state, manual.links_of(store, state.id), date)
        else:
            entry = entries.correct_relationship(state, {}, closing=date, title=manual.title_of(store, state))
        _finish(session, store, entry, told, plan_only=plan_only, yes=yes)


def _finish(
    session: Session,
    store: Store,
    entry: Entry,
    told: Told,
    *,
    plan_only: bool,
    yes: bool,
    near: tuple[Near, ...] = (),
) -> None:
    """Judge, show, ask and write; the exit code is 1 when the entry is refused."""
    prepared = manual.prepare(store, entry, told)
    lines = list(_lines(store, prepared, near, told.jour))
    written: JournalEntry | None = None
    if prepared.plan is None or plan_only or prepared.plan.is_empty:
        if not session.out.as_json:
            session.out.raw("\n".join(lines) + "\n")
    else:
        if not yes:
            confirm(session, lines, "Écrire cette saisie\u202f?")
        elif not session.out.as_json:
            session.out.raw("\n".join(lines) + "\n")
        written = manual.write(store, prepared)
    if session.out.as_json:
        session.out.json(_json(prepared, written, near))
    elif written is not None:
        session.out.raw(
            f"Écrit\u00a0: saisie {written.id}. Pour revenir dessus\u00a0: «\u00a0maillage undo {written.id}\u00a0».\n"
        )
    if prepared.plan is None:
        raise typer.Exit(1)


def _lines(store: Store, prepared: Prepared, near: tuple[Near, ...], source_day: str) -> Iterator[str]:
    yield f"{prepared.entry.titre}."
    if source_day:
        yield f"Date de la source\u00a0: {format_french(source_day)}."
    for issue in prepared.problems:
        where = f"{issue.colonne}\u00a0: " if issue.colonne else ""
        yield f"  [{issue.code}] {where}{issue.message} {issue.remede}"
    if near:
        yield "Ressemble à\u00a0: " + "\u202f; ".join(f"{one.nom} ({one.id})" for one in near) + "."
    if prepared.plan is None:
        yield "Saisie refusée\u00a0: rien n’a été écrit."
    else:
        yield from describe_plan(prepared.plan, names_in(store))


def _json(prepared: Prepared, written: JournalEntry | None, near: tuple[Near, ...]) -> dict[str, Any]:
    content = prepared.checked.report.to_json(
        prepared.plan, applique=written is not None, import_id=written.id if written else None
    )
    return {
        "titre": prepared.entry.titre,
        "refuse": prepared.plan is None,
        "problemes": content["problemes"],
        "plan": content["plan"],
        "ressemblants": [{"id": one.id, "nom": one.nom, "score": round(one.score, 3)} for one in near],
        "applique": content["applique"],
        "entree": None if written is None else entry_json(written),
    }


def _told(source: str, team: str, day: str, quote: str) -> Told:
    """Return who tells; refuse what names nobody before anything is opened."""
    told = Told(document=source, fonction=team, jour=_day(day) if day else "", citation=quote)
    if problem := entries.untold(told):
        raise misuse(problem, "Ajoutez --source DOCUMENT, ou --team FONCTION et --source-date JOUR.")
    return told


def _day(text: str) -> str:
    """Return a day, a month or a year as it is kept; typed in ISO or the French way."""
    found = read_day(text)
    if found is None:
        raise misuse(no_date(text), "Écrivez JJ/MM/AAAA, MM/AAAA ou AAAA.")
    return found


def _given(values: list[str] | None) -> dict[str, str]:
    found = {}
    for text in values or []:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise misuse(f"«\u00a0{text}\u00a0» ne se lit pas.", "Écrivez -p nom=valeur, par exemple -p sigle=CPTS.")
        if not value.strip():
            raise misuse(f"«\u00a0{name}\u00a0» est vide\u00a0: une valeur vide n’efface rien.", "Donnez une valeur.")
        found[name.strip()] = value.strip()
    return found


def _label(text: str) -> str:
    wanted = fold(text)
    for spec in node_specs():
        if wanted in {fold(spec.label), fold(spec.caption), fold(spec.plural), fold(spec.sheet)}:
            return spec.label
    known = [spec.label for spec in node_specs() if not spec.vocabulary]
    raise misuse(f"«\u00a0{text}\u00a0» n’est pas une sorte d’objet.", f"Sortes connues\u00a0: {', '.join(known)}.")


def _wanted(labels: tuple[str, ...]) -> tuple[str, ...]:
    return () if labels == ("*",) else labels


def _end(context: Context, spec: RelationshipSpec, text: str, side: str) -> str:
    """Return the id of an end of a relationship; say which kind of object stands there when it is another one."""
    starts = side == "DE"
    try:
        return resolve(context, text, _wanted(spec.start if starts else spec.end), side)
    except WrongKind as error:
        way = f"part d’{error.wanted}, pas d’{error.kind}" if starts else f"mène à {error.wanted}, pas à {error.kind}"
        extra = {name: value for name, value in error.to_json().items() if name != "erreur"}
        raise CommandFailure(
            f"{spec.type} {way}\u00a0: «\u00a0{error.found[0].nom}\u00a0» ({error.found[0].id}).",
            error.remedy,
            code=error.code,
            extra=extra,
        ) from error


def _find(store: Store, target: str) -> NodeState | RelationshipState:
    found: NodeState | RelationshipState | None = manual.node(store, target)
    found = found or manual.relationship(store, target)
    if found is None:
        raise CommandFailure(
            f"Aucune fiche ni relation de la base n’est désignée par «\u00a0{target}\u00a0».",
            "«\u00a0maillage search NOM\u00a0» donne l’identifiant d’une fiche\u202f; "
            "une relation s’écrit «\u00a0TYPE|de|vers\u00a0».",
            code="APP-152",
        )
    return found


def _double(near: tuple[Near, ...]) -> CommandFailure:
    names = "\u202f; ".join(f"{one.nom} ({one.id})" for one in near)
    return CommandFailure(
        f"La base a déjà cela, ou presque\u00a0: {names}.",
        "Corrigez la fiche qui existe, ou ajoutez --new si c’est un autre objet.",
        code="APP-153",
        extra={"ressemblants": [{"id": one.id, "nom": one.nom, "score": round(one.score, 3)} for one in near]},
    )
