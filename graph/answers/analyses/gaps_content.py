"""Answer which themes, publics and needs of a territory no action treats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.analysis.gaps import (
    EXACT,
    NEAR,
    NONE,
    ContentGap,
    NeedGap,
    PublicGap,
    need_gaps,
    public_gaps,
    schemes_over,
    theme_gaps,
)
from graph.analysis.scheme_states import PLANNED, PRESENT, UNKNOWN
from graph.analysis.scoped_work import ScopedWork
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Row
from graph.answers.analyses.gap_rows import GapRows, state_measures
from graph.answers.outcome import Outcome
from graph.answers.sentence import fill, french_number, listing
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact

_NEAR_ORDER = (NONE, NEAR, EXACT)
_STATE_ORDER = (UNKNOWN, PLANNED, PRESENT)


def themes(write: GapRows) -> Outcome:
    """Return one row per theme, in the order of the vocabulary."""
    work = _work(write)
    terms = vocabulary("thematiques").terms
    rows, offers = [], []
    for gap in theme_gaps(work):
        term = terms[gap.objet_id.removeprefix("theme:")]
        values = _values(write, work, gap, term.libelle, groupe=terms[str(term.parent)].libelle)
        values["detail"] = _scheme_words(write, gap)
        rows.append(write.row(values, _shown(gap), _term_sentence(write, gap, "thème", values), beside=_neighbour(gap)))
        offers += write.offers(gap.objet_id, term.libelle, gap.offers)
    return _content(write, work, rows, offers, "thème", "thèmes")


def publics(write: GapRows) -> Outcome:
    """Return one row per public: those that the diagnosis names and no action addresses first."""
    work = _work(write)
    terms = vocabulary("publics").terms
    found = public_gaps(work)
    rows, offers = [], []
    for item in sorted(found, key=_public_order):
        gap = item.gap
        label = terms[gap.objet_id.removeprefix("public:")].libelle
        values = _values(write, work, gap, label, attendu=bool(item.named_by))
        values["detail"] = _named_by(write, item) or _scheme_words(write, gap)
        facts = (*item.named_by, *_shown(gap))
        sentence = _term_sentence(write, gap, "public", values)
        rows.append(write.row(values, facts, sentence, beside=_neighbour(gap)))
        offers += write.offers(gap.objet_id, label, gap.offers)
    outcome = _content(write, work, rows, offers, "public", "publics")
    named = [row for row in rows if row.valeurs["attendu"]]
    lost = [str(row.valeurs["objet"]) for row in named if row.valeurs["etat"] != PRESENT]
    if not named:
        said = (
            " Aucun besoin ni aucune observation ne nomme de public : on ne peut pas dire lesquels sont attendus ici."
        )
    elif lost:
        said = f" Nommés par le diagnostic et sans action documentée : {listing(lost, 8)}."
    else:
        said = " Tous les publics que le diagnostic nomme ont une action documentée."
    return Outcome(
        rows=rows,
        measures={**outcome.measures, "n_attendus_sans_action": len(lost) if named else None},
        tables=outcome.tables,
        state=outcome.state,
        sentence=f"{outcome.sentence}{said}",
        warnings=outcome.warnings,
    )


def needs(write: GapRows) -> Outcome:
    """Return one row per need of the diagnoses, those without even a neighbouring action first, then by id."""
    work = _work(write)
    found = need_gaps(work)
    if not found:
        return Outcome(
            rows=(),
            state=INSUFFISANT,
            sentence=f"Aucun diagnostic saisi pour {write.place} {write.when} : "
            "sans besoins enregistrés, on ne peut pas dire lesquels sont sans action.",
        )
    ordered = sorted(found, key=lambda item: (_NEAR_ORDER.index(item.gap.proximite), item.gap.objet_id))
    rows, offers = [], []
    for item in ordered:
        row = _need_row(write, work, item)
        rows.append(row)
        offers += write.offers(item.gap.objet_id, str(row.valeurs["objet"]), item.gap.offers)
    by_near = {near: [row for row in rows if row.valeurs["proximite"] == near] for near in _NEAR_ORDER}
    warnings = _work_warnings(work)
    mute = [str(row.valeurs["objet"]) for item, row in zip(ordered, rows, strict=True) if not item.themes]
    if mute:
        warnings.append(f"Sans thème, ces besoins ne peuvent pas être comparés aux actions : {listing(mute)}.")
    warnings += _over_warnings(write, [schemes_over(write.snapshot, item.gap) for item in found])
    nothing = not work.actions
    return Outcome(
        rows=rows,
        measures={
            **state_measures(row.valeurs["etat"] for row in rows),
            "n_couverts": len(by_near[EXACT]),
            "non_couverts_exact": len(rows) - len(by_near[EXACT]),
            "n_voisins": len(by_near[NEAR]),
            "n_sans_voisin": len(by_near[NONE]),
        }
        if not nothing
        else {"n": len(rows)},
        tables={"offres": offers},
        state=INSUFFISANT if nothing else PARTIEL if warnings else SUFFISANT,
        sentence=_nothing_done(write, len(rows)) if nothing else _needs_sentence(write, by_near),
        warnings=warnings,
    )


def _work(write: GapRows) -> ScopedWork:
    territories = write.context.territories(write.request.day)
    return ScopedWork(write.snapshot, write.request.values.get("dispositif"), territories)


def _shown(gap: ContentGap) -> tuple[Fact, ...]:
    """Return what the state of a theme or a public rests on; nothing when it is not documented."""
    return () if gap.etat == UNKNOWN else gap.facts


def _neighbour(gap: ContentGap) -> tuple[Fact, ...]:
    """Return what says that the action which a row names does something near, when nothing else is documented."""
    return gap.facts if gap.etat == UNKNOWN and gap.nearest else ()


def _public_order(item: PublicGap) -> tuple[bool, int]:
    return not item.named_by, _STATE_ORDER.index(item.gap.etat)


def _values(write: GapRows, work: ScopedWork, gap: ContentGap, objet: str, **given: Any) -> dict[str, Any]:
    """Return the values that themes, publics and needs share; a count of nothing documented is left empty."""
    planned = gap.planned[0].action_id if gap.planned and gap.etat == PLANNED else None
    return write.values(
        objet_id=gap.objet_id,
        objet=objet,
        etat=gap.etat,
        proximite=gap.proximite,
        proche_id=gap.nearest,
        proche=write.name(gap.nearest) or None,
        projet_id=planned,
        projet=write.name(planned) or None,
        n_actions=len(gap.actions) or None,
        n_offres=len({offer.id for offer, _ in gap.offers}) or None,
        n_acteurs=len(work.actors_of(gap.actions)) or None,
        derniere_date=gap.last_date if gap.etat != UNKNOWN else None,
        **given,
    )


def _need_row(write: GapRows, work: ScopedWork, item: NeedGap) -> Row:
    gap = item.gap
    name = write.name(gap.objet_id)
    labels = vocabulary("thematiques")
    values = _values(
        write,
        work,
        gap,
        name,
        groupe=listing(labels.label(theme.removeprefix("theme:")) for theme in item.themes) or None,
        territoire_id=item.territoires[0],
        territoire=write.name(item.territoires[0]),
    )
    details = []
    if not item.themes:
        details.append("thème du besoin non documenté : impossible à comparer")
    elif gap.exact and item.left:
        missing = listing(labels.label(theme.removeprefix("theme:")) for theme in item.left)
        details.append(f"reste sans action : {missing}")
    values["detail"] = " ; ".join(details) or None
    return write.row(values, (*item.facts, *gap.facts), _need_sentence(write, gap, name))


def _need_sentence(write: GapRows, gap: ContentGap, name: str) -> str:
    near = f"« {write.name(gap.nearest)} »"
    if gap.exact:
        count = len(gap.actions)
        if count == 1:
            return f"Le besoin « {name} » a une action de même thème : {near}."
        return f"Le besoin « {name} » a {french_number(count)} actions de même thème, dont {near}."
    if gap.planned:
        return f"Le besoin « {name} » n’a qu’une action en projet : « {write.name(gap.planned[0].action_id)} »."
    if gap.near:
        return f"Le besoin « {name} » n’a aucune action de même thème ; la plus proche est {near}."
    return f"Le besoin « {name} » n’a aucune action documentée, ni de même thème ni d’un thème voisin."


def _needs_sentence(write: GapRows, by_near: dict[str, list[Row]]) -> str:
    total = sum(len(rows) for rows in by_near.values())
    parts = [
        fill(
            f"{{n:besoin|besoins}} sur {french_number(total)} {'ont' if len(by_near[EXACT]) > 1 else 'a'} une action "
            f"de même thème {write.inside}",
            {"n": len(by_near[EXACT])},
        )
        if by_near[EXACT]
        else f"Aucun des {french_number(total)} besoins n’a d’action documentée de même thème {write.inside}"
    ]
    if by_near[NEAR]:
        verb = "n’ont" if len(by_near[NEAR]) > 1 else "n’a"
        parts.append(f"{french_number(len(by_near[NEAR]))} {verb} qu’une action voisine")
    if by_near[NONE]:
        verb = "n’ont" if len(by_near[NONE]) > 1 else "n’a"
        names = listing((f"« {row.valeurs['objet']} »" for row in by_near[NONE]), 6)
        parts.append(f"{french_number(len(by_near[NONE]))} {verb} aucune action, même voisine : {names}")
    return f"{' ; '.join(parts)}."


def _nothing_done(write: GapRows, count: int) -> str:
    return fill(
        f"{{n:besoin enregistré|besoins enregistrés}} pour {write.place}, mais aucune action n’est documentée "
        f"{write.inside} {write.when} : on ne peut pas dire lesquels sont sans réponse.",
        {"n": count},
    )


def _term_sentence(write: GapRows, gap: ContentGap, kind: str, values: dict[str, Any]) -> str:
    name = f"Le {kind} « {values['objet']} »"
    verb = "est traité" if kind == "thème" else "est visé"
    if gap.exact:
        return fill(f"{name} {verb} par {{n:action|actions}} {write.inside}.", {"n": len(gap.actions)})
    if gap.schemes:
        return f"{name} {verb} par « {write.name(gap.schemes[0].start)} », sans action documentée."
    if gap.planned:
        return f"{name} n’a qu’une action en projet : « {write.name(gap.planned[0].action_id)} »."
    if gap.near:
        return f"{name} n’a aucune action documentée ; la plus proche est « {write.name(gap.nearest)} »."
    return f"{name} n’a aucune action documentée, même voisine. Ce n’est pas une absence confirmée."


def _scheme_words(write: GapRows, gap: ContentGap) -> str | None:
    names = dict.fromkeys(write.name(fact.start) for fact in gap.schemes)
    return f"annoncé par {listing(names)}" if names else None


def _named_by(write: GapRows, item: PublicGap) -> str | None:
    names = dict.fromkeys(write.name(fact.start) for fact in item.named_by)
    return f"nommé par : {listing(names)}" if names else None


def _content(
    write: GapRows, work: ScopedWork, rows: Sequence[Row], offers: Sequence[Row], singular: str, plural: str
) -> Outcome:
    warnings = _work_warnings(work)
    measures = state_measures(row.valeurs["etat"] for row in rows)
    nothing = not work.actions and not measures["n_presents"]
    present, planned = measures["n_presents"], measures["n_en_projet"]
    silent = measures["n_non_documentes"]
    if nothing:
        sentence = (
            f"Aucune action n’est documentée {write.inside} {write.when} : on ne peut pas dire quels {plural} manquent."
        )
    else:
        word = singular if present < 2 else plural
        verb = "est" if present < 2 else "sont"
        done = "traité" if singular == "thème" else "visé"
        sentence = (
            f"{french_number(present)} {word} sur {len(rows)} {verb} {done}{'s' if present > 1 else ''} {write.inside}"
        )
        if planned:
            sentence += f" ; {french_number(planned)} en projet"
        sentence += f" ; {french_number(silent)} sans action documentée." if silent else "."
    return Outcome(
        rows=rows,
        measures={"n": len(rows)} if nothing else measures,
        tables={"offres": offers},
        state=INSUFFISANT if nothing else PARTIEL if warnings else SUFFISANT,
        sentence=sentence,
        warnings=warnings,
    )


def _over_warnings(write: GapRows, over: Sequence[tuple[str, ...]]) -> list[str]:
    """Say how many needs only rest on the actions of schemes past their end."""
    count = sum(bool(ids) for ids in over)
    if not count:
        return []
    names = listing(write.name(id_) for id_ in sorted({id_ for ids in over for id_ in ids}))
    verb = "besoin n’est couvert" if count == 1 else "besoins ne sont couverts"
    return [
        f"{french_number(count)} {verb} que par des actions d’un dispositif dont le terme est passé : {names}. "
        "Rien ne dit si ces actions continuent."
    ]


def _work_warnings(work: ScopedWork) -> list[str]:
    lost, total = len(work.unclassified), len(work.actions)
    if not lost:
        return []
    verb = "n’a" if lost == 1 else "n’ont"
    noun = "action" if lost == 1 else "actions"
    return [
        f"{french_number(lost)} {noun} sur {french_number(total)} {verb} pas de thème : "
        "ce qu’elles couvrent ne peut pas être compté."
    ]
