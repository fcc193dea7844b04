"""Say how far two schemes overlap, and what stands on each side."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph.analysis.combined_index import DEFAULT_WEIGHTS, sensitivity
from graph.analysis.comparison import never_together
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from graph.answers.analyses.overlap_request import changed_weights
from graph.answers.analyses.overlap_rows import Interval, PairWriter
from graph.answers.analyses.overlap_schemes import Schemes
from graph.answers.analyses.overlap_sides import sides_of
from graph.answers.analyses.overlap_words import LABELS
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.scheme_reading import cover_facts
from graph.answers.sentence import listing
from graph.answers.weights import read_weights
from graph.model.dates import format_french


def overlap_of_pair(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row for the pair asked about, and what stands on each side in the tables."""
    a, b = str(request.values["a"]), str(request.values["b"])
    if a == b:
        raise BadParameter("b", "Les deux dispositifs sont le même.", "Choisissez deux dispositifs différents.")
    weights = read_weights(request, DEFAULT_WEIGHTS)
    schemes = Schemes(context, request, {row["id"]: row for row in raws})
    early = schemes.too_early((a, b))
    if early:
        return Outcome(rows=(), state=INSUFFISANT, sentence=early, facts={"recouvrement": early})
    territoire = request.values.get("territoire")
    pool = schemes.on(territoire) if territoire else schemes.sharing_ground((a, b))
    ground = schemes.territories.communes(territoire) if territoire else schemes.ground((a, b))
    compared = schemes.compare((a, b), weights, pool=pool, ground=ground, disjoint=True)
    intervals = sensitivity(compared.parts(), weights)
    writer = PairWriter(schemes, compared, weights)
    apart = _not_comparable(schemes, a, b, schemes.parts((a, b), pool))
    row = writer.row(0, Interval.of(intervals, 0, ranks=False), comparable=not apart)
    values = row.valeurs
    warnings = [*apart, *_perimeter_warnings(schemes, (a, b)), *_missing_warnings(writer), *schemes.warnings((a, b))]
    complete = values["n_dimensions"] == sum(weight > 0 for weight in weights.values())
    state = PARTIEL if warnings or not complete else SUFFISANT
    return Outcome(
        rows=(row,),
        measures={
            "indice": values["indice"],
            "confiance": values["confiance"],
            "indice_bas": values["indice_bas"],
            "indice_haut": values["indice_haut"],
            "n_acteurs": compared.n_actors or None,
            "millesime": schemes.vintage.code,
        },
        tables=sides_of(
            context,
            compared,
            [cover_facts(context, id_, request.day, request.certitude) for id_ in (a, b)],
            schemes.territories,
        ),
        facts={"recouvrement": row.phrase},
        state=INSUFFISANT if values["indice"] is None else state,
        sentence=row.phrase,
        warnings=[*changed_weights(weights), *warnings],
    )


def _not_comparable(schemes: Schemes, a: str, b: str, parts: Collection[frozenset[str]]) -> list[str]:
    """Say why a pair is not an overlap, whatever its figures: one renews or holds the other, or one is over."""
    names = {id_: f"« {schemes.name(id_)} »" for id_ in (a, b)}
    found = []
    if frozenset((a, b)) in schemes.successions:
        found.append(
            f"{names[a]} et {names[b]} se succèdent : c’est un même dispositif dans le temps, "
            "pas un recouvrement entre deux dispositifs."
        )
    elif frozenset((a, b)) in parts:
        found.append(f"{names[a]} et {names[b]} : l’un fait partie de l’autre, ce n’est pas un recouvrement.")
    elif never_together(schemes.period_of(a), schemes.period_of(b)):
        found.append(f"{names[a]} et {names[b]} ne sont pas en vigueur en même temps : ce n’est pas un recouvrement.")
    for id_ in (a, b):
        end = schemes.nodes.get(id_, {}).get("date_fin")
        if schemes.is_over(id_):
            found.append(
                f"{names[id_]} est arrivé à son terme ({format_french(str(end))}), à vérifier : un dispositif terminé "
                "et un dispositif en cours ne se recouvrent pas."
            )
    return found


def _perimeter_warnings(schemes: Schemes, ids: Sequence[str]) -> list[str]:
    """Say which perimeter is only planned, over, or not documented."""
    found = []
    for id_, name in zip(ids, schemes.names(ids), strict=True):
        if id_ in schemes.extents.planned:
            found.append(f"Le périmètre de {name} n’est qu’un projet à cette date : il n’entre pas dans le calcul.")
        elif id_ in schemes.extents.ended:
            found.append(f"Le périmètre de {name} n’est pas en vigueur à cette date.")
        elif id_ not in schemes.extents.covered:
            found.append(f"Le périmètre de {name} n’est pas documenté.")
    return found


def _missing_warnings(writer: PairWriter) -> list[str]:
    """Say which dimensions are left out, and which comparison is fragile."""
    pair = writer.figures(0)
    lost = [LABELS[name].lower() for name, value in pair.overlaps.items() if value is None]
    found = []
    if 0 < len(lost) < len(LABELS):
        count = f"{len(lost)} dimensions" if len(lost) > 1 else "une dimension"
        found.append(
            f"L’indice laisse de côté {count} sur {len(LABELS)}, faute de données chez l’un ou chez l’autre : "
            f"{listing(lost)}."
        )
    if writer.comparison.pairs["fragile"][0]:
        found.append("Moins de trois thèmes sont documentés d’un côté : la comparaison des thèmes est fragile.")
    return found
