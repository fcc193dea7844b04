"""Ask a named question: read its parameters, run its Cypher, hand the rows to its analysis, say what it is worth."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import process

from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Answer, Column, Row, Table
from graph.answers.context import Context
from graph.answers.errors import UnknownQuestion
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request, describe_territory, read_request
from graph.answers.rows import begins_after, build_row, roll_up
from graph.answers.sentence import fill, listing, type_word
from graph.answers.unplaced import unplaced_reserve
from graph.certainty import OUT_OF_METRICS, Certitude
from graph.model.dates import format_french
from graph.model.vocabularies import vocabulary
from graph.snapshot import ORGANISATION
from graph.store.store import Store, StoreState
from queries.catalogue import ColumnSpec, Question, catalogue


def ask(
    store: Store,
    name: str,
    parameters: Mapping[str, object] | None = None,
    *,
    date: str | None = None,
    context: Context | None = None,
) -> Answer:
    """
    Answer one named question.

    Parameters
    ----------
    store
        Open store.
    name
        Name of the question.
    parameters
        Values by parameter: ids, official codes or names; several values in a list or separated by `|`.
    date
        ISO day, month or year, `aujourd’hui` or `toutes`; by default the date of the newest source.
    context
        What surrounds the answer, when it was already read for this version of the graph.

    Raises
    ------
    AskError
        If the question or a name is unknown, or a parameter is wrong.
    StoreError
        If the engine fails; `StoreBusy` while a large import is being written.

    Notes
    -----
    An answer comes from one version of the graph: when somebody writes meanwhile, it is read once more.
    """
    question = catalogue().get(name)
    if question is None:
        near = process.extract(name, list(catalogue()), limit=3, score_cutoff=60)
        raise UnknownQuestion(name, [found[0] for found in near])

    def answer(state: StoreState) -> Answer:
        around = context if context is not None and context.moment == state.moment else Context(store)
        return _answer(around, question, parameters or {}, date)

    return store.steady(answer)


def _answer(context: Context, question: Question, parameters: Mapping[str, object], date: str | None) -> Answer:
    request = read_request(context, question, parameters, date=date)
    raws = _read(context, request) if question.cypher else ()
    start = _begins_after(context, question, raws, request.day) if request.day else None
    outcome = Outcome(rows=()) if start else _compute(context, request, raws)
    rows = [row for row in outcome.rows if request.keeps(row.certitude)]
    if question.organisation and request.granularite == ORGANISATION:
        rows = roll_up(rows, question.organisation, context, request.day)
    warnings = [*outcome.warnings, *_out_of_date(outcome.rows, rows), *_scope_warnings(context, request)]
    warnings += _beyond_the_sources(context, request)
    context.settle()
    if start:
        state, sentence = INSUFFISANT, _before(start)
    else:
        state = outcome.state or _state(question, rows, warnings)
        sentence = outcome.sentence or _sentence(context, request, rows, outcome)
    return Answer(
        question=question.nom,
        titre=question.titre,
        parametres={key: value for key, value in request.values.items() if value not in (None, [])}
        | {"granularite": request.granularite, "certitude": str(request.certitude)},
        date=request.date,
        perimetre=request.scope(context),
        etat_donnees=state,
        phrase=sentence,
        colonnes=_columns(question.colonnes),
        lignes=tuple(rows),
        mesures=dict(outcome.measures),
        tableaux={
            key: Table(
                _columns(spec.colonnes),
                tuple(row for row in outcome.tables.get(key, ()) if request.keeps(row.certitude)),
                spec.titre,
            )
            for key, spec in question.tableaux.items()
        },
        avertissements=tuple(dict.fromkeys(warnings)),
        version_donnees=context.version,
        methode=question.methode,
    )


def _read(context: Context, request: Request) -> Raw:
    """Run the question's Cypher with its parameters and the scope that the territory gives."""
    territoire = request.values.get("territoire")
    scope: dict[str, Any] = {"jour": request.day, "granularite": request.granularite}
    cypher = request.question.cypher
    if territoire and any(f"${name}" in cypher for name in ("zones", "dispositifs", "communes")):
        scope["zones"] = context.zones_on(territoire, request.day)
        scope["dispositifs"] = context.schemes_on(territoire, request.day)
        scope["communes"] = sorted(f"COM-{code}" for code in context.territories(request.day).communes(territoire))
    else:
        scope |= {"zones": None, "dispositifs": None, "communes": None}
    values = {key: value for key, value in {**scope, **request.values}.items() if f"${key}" in cypher}
    return context.store.read(cypher, values)


def _begins_after(context: Context, question: Question, raws: Raw, day: str) -> str | None:
    """Return the first day that what the question reads speaks of, when it is after a day; or None."""
    if question.cypher:
        return begins_after(context, raws, day)
    return context.begins_after(question.lit, day)


def _compute(context: Context, request: Request, raws: Raw) -> Outcome:
    question = request.question
    if question.analyse:
        # Heavy: a command that asks nothing, or only Cypher, does not pay for it.
        from graph.answers.analyses import ANALYSES  # noqa: PLC0415

        return ANALYSES[question.analyse](context, request, raws)
    names = list(question.colonnes)
    return Outcome(rows=[build_row(context, raw, names, request.day) for raw in raws])


def _state(question: Question, rows: Sequence[Row], warnings: Sequence[str]) -> str:
    if not rows:
        return question.vide
    return PARTIEL if warnings else SUFFISANT


def _sentence(context: Context, request: Request, rows: Sequence[Row], outcome: Outcome) -> str:
    question = request.question
    first = next((name for name in question.colonnes if not name.endswith("_id")), "")
    listed = _listed(rows, first)
    certain = sum(row.certitude is Certitude.CERTAIN for row in rows)
    values: dict[str, Any] = {
        "n": len(rows),
        "n_certains": certain,
        "n_incertains": len(rows) - certain,
        "n_liste": len(listed),
        "dont_hors_calcul": _apart(rows),
        "liste": listing(listed.values() if "{n_liste" in question.phrase else dict.fromkeys(listed.values())),
        "date": "toutes dates confondues" if request.day is None else f"au {format_french(request.date)}",
        **{key: _readable(context, key, value) for key, value in request.values.items()},
        **outcome.measures,
        **outcome.facts,
    }
    template = question.phrase if rows else question.phrase_vide
    return fill(template, values)


def _apart(rows: Sequence[Row]) -> str:
    """Say how many rows enter no figure, by status: « , dont 6 à confirmer »; empty when all of them do."""
    terms = vocabulary("statut_relation").terms
    found = Counter(row.valeurs.get("statut") for row in rows)
    said = [f"{found[code]} {terms[code].libelle.lower()}" for code in terms if code in OUT_OF_METRICS and found[code]]
    return f", dont {listing(said)}" if said else ""


def _listed(rows: Sequence[Row], column: str) -> dict[str, str]:
    """Return what a column names, each object once: its id, or else its name, and its name."""
    named = [row.valeurs for row in rows if row.valeurs.get(column)]
    return {
        str(values.get(f"{column}_id") or values[column]): type_word(str(values[column]))
        if column == "groupe"
        else str(values[column])
        for values in named
    }


def _readable(context: Context, key: str, value: Any) -> Any:
    if key == "territoire" and value:
        return describe_territory(context, value)
    if isinstance(value, list):
        return listing(context.name_of.get(item, str(item)) for item in value)
    return context.name_of.get(value, value) if isinstance(value, str) else value


def _out_of_date(found: Sequence[Row], kept: Sequence[Row]) -> list[str]:
    """Say that the answer is empty because of the date, when it is: what is known is over, or not begun."""
    idle = sum(row.certitude is Certitude.INACTIF for row in found)
    if kept or not idle:
        return []
    known = "1 énoncé connu ne vaut pas" if idle == 1 else f"{idle} énoncés connus ne valent pas"
    return [f"{known} à cette date : choisissez une autre date, ou « toutes »."]


def _beyond_the_sources(context: Context, request: Request) -> list[str]:
    """Say that nothing in the base speaks of a day that has not come, or that no document can know of."""
    newest = context.newest_source
    if not context.names:
        return [
            "La base est vide : importez un classeur (« maillage import »), ou ouvrez l’exemple (« maillage demo »)."
        ]
    if not request.day or not newest or request.day <= max(newest, datetime.date.today().isoformat()):
        return []
    return [
        f"Le {format_french(request.day)} n’est pas encore venu : la source la plus récente est du "
        f"{format_french(newest)}, et ce qui suit prolonge ce qu’elle dit."
    ]


def _scope_warnings(context: Context, request: Request) -> list[str]:
    """Say which schemes could be on the territory and are not listed, because nobody gave their perimeter."""
    if not request.values.get("territoire") or "$dispositifs" not in request.question.cypher:
        return []
    reserve = unplaced_reserve(context)
    return [reserve] if reserve else []


def _columns(specs: Mapping[str, ColumnSpec]) -> tuple[Column, ...]:
    return tuple(Column(spec.nom, spec.type, spec.description, spec.titre) for spec in specs.values())


def _before(start: str) -> str:
    return f"Aucune donnée à cette date : le premier énoncé daté de ce périmètre est du {format_french(start)}."
