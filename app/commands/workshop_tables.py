"""Plan who sits where, round after round: from a number, a list, a workshop kept; again once rounds were played."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from app.commands.failures import CommandFailure, misuse
from app.commands.session import Session, command
from app.commands.workshop_base import asking, opened, shelf
from app.commands.workshop_plan_file import plan_json, read_plan_file
from app.view_models.typography import counted
from app.view_models.workshop_hosts import REMEDY, tables_without_host
from app.view_models.workshop_plan import sentences
from app.view_models.workshop_words import badges
from app.workshops.editing import arrive, leave
from app.workshops.people import names_person, numbered, read_people
from app.workshops.planning import weights_of
from app.workshops.plans import Figures, problems, seat
from app.workshops.recognition import welcome
from app.workshops.record import ABSENT, PAIRS, TABLES, Participant, Workshop
from app.workshops.store import WorkshopError
from graph.analysis.workshop.problem import FEWEST, MOST
from graph.analysis.workshop.speed import FEWEST_PAIRED
from graph.analysis.workshop.tables import Progress
from ingest.headings import fold

_MOST_SECONDS = 600.0
_MOST_NUMBERED = 1000
"""Beyond this, a number of people is a slip of the pen."""

_HELP = "Tapez « maillage workshop {} --help »."

_People = Annotated[
    str | None,
    typer.Option(
        "--people", metavar="N|FICHIER", show_default=False,
        help="Nombre de participants, ou liste CSV ou XLSX (nom, organisme, fonction, secteur, table, interdit avec).",
    ),
]  # fmt: skip
_Kept = Annotated[
    str | None,
    typer.Option(
        "--workshop", metavar="ATELIER", show_default=False,
        help="Atelier gardé (voir « maillage workshop list ») : son plan est refait et gardé.",
    ),
]  # fmt: skip
_Alike = Annotated[
    bool,
    typer.Option(
        "--keep-alike", metavar="", help="Les lignes identiques d’une liste sont autant de personnes ; une sinon."
    ),
]
_Tables = Annotated[int | None, typer.Option("--tables", metavar="G", help="Nombre de tables.", show_default=False)]
_Rounds = Annotated[int | None, typer.Option("--rounds", metavar="R", help="Nombre de tours.", show_default=False)]
_Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="GRAINE", help="Même graine, même plan ; 0 par défaut.", show_default=False),
]
_Spread = Annotated[
    bool,
    typer.Option(
        "--spread", metavar="", help="Réunit moins souvent les mêmes, quitte à perdre 5 % des rencontres, au plus."
    ),
]
_Seconds = Annotated[
    float,
    typer.Option(
        "--seconds", metavar="T", help="Temps de calcul, au plus. Il s’arrête dès que rien ne peut faire mieux."
    ),
]


@command()
def tables(
    session: Session,
    people: _People = None,
    kept: _Kept = None,
    tables: _Tables = None,
    rounds: _Rounds = None,
    seed: _Seed = None,
    seconds: _Seconds = 10.0,
    alike: _Alike = False,
    spread: _Spread = False,
) -> None:
    """Plan the tables of every round."""
    faults = _missing(people, kept, {"--tables": tables, "--rounds": rounds})
    faults += _too_long(seconds)
    workshop = replace(_workshop(session, people, kept, faults, alike=alike, mode=TABLES), mode=TABLES)
    asked = _with(workshop, tables=tables, tours=rounds, graine=seed, joues=0, plan=(), reparti=spread or None)
    _finish(session, asked, seconds, "tables", kept=kept, faults=faults)


@command()
def speed(
    session: Session,
    people: _People = None,
    kept: _Kept = None,
    rounds: _Rounds = None,
    seed: _Seed = None,
    alike: _Alike = False,
) -> None:
    """Plan meetings two by two."""
    faults = _missing(people, kept, {"--rounds": rounds})
    workshop = replace(_workshop(session, people, kept, faults, alike=alike, mode=PAIRS), mode=PAIRS)
    asked = _with(workshop, tours=rounds, graine=seed, joues=0, plan=())
    _finish(session, asked, 1.0, "speed", kept=kept, faults=faults)


@command()
def replan(
    session: Session,
    source: Annotated[
        str,
        typer.Argument(
            metavar="PLAN",
            help="Fichier JSON donné par « tables » ou « speed », ou atelier gardé, que l’on met à jour.",
        ),
    ],
    played: Annotated[int, typer.Option("--played", metavar="K", help="Tours déjà joués, gardés tels quels.")] = 0,
    absent: Annotated[
        list[str] | None,
        typer.Option("--absent", metavar="QUI", help="Numéro (p03) ou nom de qui n’est pas là. Répétable."),
    ] = None,
    arriving: Annotated[
        list[str] | None,
        typer.Option("--arriving", metavar="QUI", help="Numéro ou nom de qui arrive. Répétable."),
    ] = None,
    seed: _Seed = None,
    seconds: _Seconds = 1.5,
) -> None:
    """Plan the rounds left again."""
    kept = None if Path(source).is_file() else source
    try:
        workshop = shelf().get(kept) if kept else read_plan_file(Path(source))
    except WorkshopError as error:
        if Path(source).suffix:
            raise misuse(f"Le fichier « {source} » n’existe pas.", "Vérifiez le chemin, puis relancez.") from error
        raise
    faults = []
    if not workshop.plan:
        faults.append("Ce plan n’a encore aucun tour : calculez-le d’abord.")
    elif not 0 <= played <= len(workshop.plan):
        faults.append(f"--played va de 0 à {len(workshop.plan)}, le nombre de tours du plan.")
    faults += _too_long(seconds)
    gone, unknown = _named(workshop, absent or [], part=True)
    faults += [f"« {name} » n’est pas dans ce plan." for name in unknown]
    here, new = _named(workshop, arriving or [])
    faults += [f"« {name} » : {why}" for name in new if (why := names_person(name))]
    if both := sorted(set(gone) & set(here)):
        faults.append(f"À la fois absent et arrivé : {', '.join(both)}.")
    if faults:
        raise misuse(" ".join(faults), _HELP.format("replan"))
    former = [one.id for one in workshop.participants if one.statut == ABSENT and one.id not in here]
    workshop = leave(replace(workshop, joues=played), [*former, *gone])
    for name in here:
        workshop = arrive(workshop, workshop.participant(name))
    for one in _newcomers(session, workshop, new, known=bool(kept)):
        workshop = arrive(workshop, one)
    _finish(session, _with(workshop, graine=seed), seconds, "replan", kept=kept)


def _newcomers(session: Session, workshop: Workshop, names: Sequence[str], *, known: bool) -> Iterator[Participant]:
    """Yield those who arrive unannounced; for a workshop that is kept, with the actor of the base they are."""
    typed = [Participant(id="", nom=name, organisme=name) for name in names]
    if not typed or not known:
        yield from typed
        return
    with opened(session) as (_, context):
        for one in typed:
            found, said = welcome(workshop, one, context, context.newest_source)
            session.out.note(said)
            yield found


def _missing(people: str | None, kept: str | None, options: Mapping[str, int | None]) -> list[str]:
    if people is not None and kept is not None:
        return ["--people et --workshop ne vont pas ensemble."]
    if people is None and kept is None:
        return ["Il manque qui vient : --people N, --people FICHIER ou --workshop ATELIER."]
    return [f"Il manque {name}." for name, value in options.items() if value is None and kept is None]


def _too_long(seconds: float) -> list[str]:
    if 0 < seconds <= _MOST_SECONDS:
        return []
    return [f"--seconds va jusqu’à {_MOST_SECONDS:.0f} et doit être plus grand que 0."]


def _workshop(
    session: Session, people: str | None, kept: str | None, faults: list[str], *, alike: bool, mode: str
) -> Workshop:
    """Return the workshop to plan: one that is kept, or one made of a number or of a list; its faults are added."""
    asks, fewest = _HELP.format("speed" if mode == PAIRS else "tables"), FEWEST_PAIRED if mode == PAIRS else FEWEST
    if faults and (people is None) == (kept is None):
        raise misuse(" ".join(faults), asks)
    if kept is not None:
        found = shelf().get(kept)
        if found.joues:
            faults.append(
                f"{counted(found.joues, 'tour est déjà joué', 'tours sont déjà joués')} : « maillage workshop replan » "
                "refait les autres."
            )
        return found
    assert people is not None  # noqa: S101 - one of the two is given
    made = Workshop(id="plan", titre="Plan de table", territoire="", date="2000-01-01")
    if people.strip().lstrip("+-").isdigit():
        count = int(people)
        if not 0 < count <= _MOST_NUMBERED:
            faults.append(f"--people va de {fewest} à {MOST} : {people.strip()} ne convient pas.")
            raise misuse(" ".join(faults), asks)
        # A little too many is said by the plan, with everything else that is wrong.
        return replace(made, participants=numbered(count))
    path = Path(people)
    if not path.is_file():
        raise misuse(
            f"« {people} » n’est ni un nombre ni un fichier.",
            "Écrivez --people 24, ou le chemin d’une liste CSV ou XLSX.",
        )
    read = read_people(path, keep_alike=alike)
    if read.faults and not read.participants:
        # Without anybody, what a plan asks for would only repeat that the list is empty.
        raise misuse(" ".join([*read.faults, *faults]), "Changez la liste, puis relancez.")
    if read.faults:
        faults.append(f"La liste « {path.name} » ne peut pas servir.")
        faults += read.faults
    for note in (*read.notes, *read.alike):
        session.out.note(note)
    if read.alike and not alike:
        session.out.note("Si ce sont des personnes différentes, relancez avec --keep-alike, ou écrivez leur fonction.")
    return replace(made, participants=read.participants, interdits=read.forbidden)


def _with(workshop: Workshop, **values: Any) -> Workshop:
    return replace(workshop, **{name: value for name, value in values.items() if value is not None})


def _finish(
    session: Session, workshop: Workshop, seconds: float, name: str, *, kept: str | None, faults: Sequence[str] = ()
) -> None:
    """Plan, keep the plan of a workshop that is kept, and print it; say everything that is wrong at once."""
    # Without its numbers, what a plan asks for cannot be judged.
    wrong = [*faults, *(() if any(text.startswith("Il manque") for text in faults) else problems(workshop))]
    if wrong:
        asks = f"Changez ces nombres ou la liste, puis relancez. {_HELP.format(name)}"
        raise misuse(" ".join(dict.fromkeys(wrong)), asks)
    weights = {}
    if kept and any(one.acteur for one in workshop.presents):
        with asking(session) as ask:
            weights = weights_of(workshop, ask)
    with _told(session, seconds) as progress:
        made, figures = seat(workshop, weights, seconds=seconds, progress=progress)
    if kept:
        shelf().change(
            kept,
            lambda one: replace(
                one, plan=made.plan, tables=made.tables, tours=made.tours, graine=made.graine, mode=made.mode,
                joues=made.joues, participants=made.participants, reparti=made.reparti,
            ),
        )  # fmt: skip
        session.out.note(f"Le plan de l’atelier « {made.titre} » est gardé.")
    if alone := tables_without_host(made):
        session.out.note(f"{alone} {REMEDY}" if kept else alone)
    if session.out.as_json:
        session.out.json(plan_json(made, figures))
    else:
        _print(session, made, figures)


def _named(workshop: Workshop, texts: list[str], *, part: bool = False) -> tuple[list[str], list[str]]:
    """
    Return the ids that numbers or names designate, and the texts that designate nobody, each once.

    With `part`, some words of a name are enough when one participant only has them.
    """
    by_name: dict[str, str] = {}
    for one in workshop.participants:
        by_name.setdefault(fold(one.nom), one.id)
        by_name[one.id] = one.id
    found: list[str] = []
    unknown: list[str] = []
    for text in dict.fromkeys(texts):
        name = by_name.get(text) or by_name.get(fold(text))
        near = [one.id for one in workshop.participants if part and f" {fold(text)} " in f" {fold(one.nom)} "]
        if not name and len(near) == 1:
            name = near[0]
        (found if name else unknown).append(name or text)
    return found, unknown


@contextmanager
def _told(session: Session, seconds: float) -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows the search on a terminal, on stderr; nothing in a pipe."""
    if session.out.quiet or not sys.stderr.isatty():
        yield None
        return
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=session.out.messages(),
        transient=True,
    )
    task = bar.add_task("Recherche du plan…", total=seconds)

    def told(at: Progress) -> None:
        bar.update(
            task,
            completed=min(at.seconds, seconds),
            description=f"{at.distinct_pairs} rencontres sur {at.bound} au plus",
        )

    with bar:
        yield told


def _print(session: Session, workshop: Workshop, figures: Figures) -> None:
    out = session.out
    called = badges(workshop.participants)
    for text in sentences(workshop, figures):
        out.line(text)
    place = "Place" if workshop.mode == PAIRS else "Table"
    rows = [
        (f"{rank}{' (joué)' if rank <= workshop.joues else ''}", number, " · ".join(called[one] for one in table))
        for rank, tour in enumerate(workshop.plan, start=1)
        for number, table in enumerate(tour, start=1)
    ]
    out.table(["Tour", place, "Participants"], rows)
    if not workshop.plan:
        raise CommandFailure("Aucun tour n’est à jouer.", code="APP-302")
