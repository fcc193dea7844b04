"""Answer whom to invite to an interconnaissance workshop on a territory, with reasons, substitutes and a proof."""

from __future__ import annotations

from graph.analysis.workshop.guest_faults import guest_faults, guest_shortage
from graph.analysis.workshop.guest_proof import choose_and_prove
from graph.analysis.workshop.guest_value import GuestProblem, guest_problem
from graph.analysis.workshop.guests import GuestList, describe_guests
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT
from graph.answers.analyses.invites_lacks import few_substitutes, off_theme
from graph.answers.analyses.invites_reading import GuestReading, read_guests
from graph.answers.analyses.invites_request import GuestRequest, read_guest_request
from graph.answers.analyses.invites_rows import GuestRows
from graph.answers.analyses.invites_words import GuestWords, certificate, covered, pairs_said
from graph.answers.analyses.work_reading import quoted
from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.sentence import Number, agree, listing
from graph.snapshot import ORGANISATION


def guest_list(context: Context, request: Request, raws: Raw) -> Outcome:
    """
    Return one row per guest, those whom the list would miss most first.

    Raises
    ------
    BadParameter
        If the list cannot be made as asked; everything that is wrong is said at once.

    Notes
    -----
    The list is the best of all when that can be proven; else a bound says how far from the best it can be at most.
    Second tables: themes with who brings them, missing links between guests, candidates not invited.
    """
    organisations = context.organisations(request.day) if request.granularite == ORGANISATION else {}
    asked = read_guest_request(context, request, organisations)
    reading = read_guests(context, request, asked)
    shortage = _check(context, reading, asked)
    problem = _problem(reading, asked)
    if not problem.size:
        return Outcome(rows=(), state=INSUFFISANT, sentence=_why_nobody(reading))
    best = choose_and_prove(problem)
    chosen = describe_guests(problem, best.rows, best.bound)
    words = GuestWords(
        context,
        reading.pool,
        reading.candidates,
        chosen,
        mandatory=asked.mandatory,
        asked=bool(asked.themes),
        weights=asked.weights,
    )
    rows = GuestRows(context, reading, problem, chosen, words)
    warnings = _warnings(context, reading, asked, chosen, words, shortage)
    few = few_substitutes(context, problem, chosen)
    pairs = reading.pairs(chosen)
    share = chosen.share_of_bound
    return Outcome(
        rows=rows.guests(),
        measures={
            "n_invites": len(chosen.guests),
            "n_candidats": int(problem.allowed.sum()),
            "n_themes": len(problem.themes),
            "n_themes_representes": len(problem.themes) - len(chosen.absent_themes),
            "part_themes": chosen.theme_share,
            "n_liens_manquants": chosen.missing_total,
            "n_liens_ouverts": chosen.missing_opened,
            "n_paires": pairs[0],
            "n_paires_liees": pairs[1],
            "n_paires_sans_lien": pairs[2],
            "valeur": round(chosen.value, 6),
            "borne": round(chosen.upper_bound, 6),
            "part_borne": None if share is None else round(share, 6),
            "optimale": best.proven,
        },
        tables={"themes": rows.themes(), "liens": rows.links(), "reserve": rows.reserve()},
        facts={
            "couverture": covered(chosen),
            "certificat": certificate(chosen, proven=best.proven),
            "paires": pairs_said(*pairs),
        },
        # Who could come instead says nothing of what is known of the guests.
        state=PARTIEL if warnings else SUFFISANT,
        warnings=[*warnings, *([few] if few else [])],
    )


def _check(context: Context, reading: GuestReading, asked: GuestRequest) -> str:
    """Return the sentence that says that candidates lack, empty if they do not; raise when the list is impossible."""
    pool = tuple(reading.candidates.values())
    faults = [
        *asked.faults,
        *guest_faults(
            pool,
            seats=asked.seats,
            mandatory=asked.mandatory,
            excluded=asked.excluded,
            most_per_organisation=asked.most,
            names=context.name_of,
        ),
    ]
    shortage = ""
    if pool and asked.seats > 0 and asked.most > 0:
        shortage = guest_shortage(pool, seats=asked.seats, excluded=reading.excluded, most_per_organisation=asked.most)
    if faults:
        raise BadParameter("places", " ".join(sentence for sentence in (*faults, shortage) if sentence))
    return shortage


def _problem(reading: GuestReading, asked: GuestRequest) -> GuestProblem:
    whole = asked.weights["themes"]
    return guest_problem(
        tuple(reading.candidates.values()),
        {theme: whole * asked.themes.get(theme, 1.0) for theme in reading.pool.themes},
        reading.missing,
        seats=asked.seats,
        mandatory=asked.mandatory,
        excluded=reading.excluded,
        most_per_organisation=asked.most,
        mu=asked.weights["secteurs"],
        lam=asked.weights["liens"],
    )


def _why_nobody(reading: GuestReading) -> str:
    if reading.candidates:
        return "Tous les acteurs connus de ce territoire sont exclus : il ne reste personne à inviter."
    return "Aucun acteur n’est documenté sur ce territoire à cette date : il n’y a personne à proposer."


def _warnings(
    context: Context,
    reading: GuestReading,
    asked: GuestRequest,
    chosen: GuestList,
    words: GuestWords,
    shortage: str,
) -> list[str]:
    """Say what the list lacks: candidates, themes without anyone, guests of whom little is known."""
    found = [*([shortage] if shortage else []), *asked.notes]
    known = {theme for candidate in reading.candidates.values() for theme in candidate.contributions}
    nobody = [theme for theme in chosen.absent_themes if theme not in known]
    if nobody:
        found.append(
            f"{Number(len(nobody)):thème n’a|thèmes n’ont} aucun acteur documenté sur ce territoire : "
            f"{quoted(context.names_for(nobody))}."
        )
    off = off_theme(context, reading.pool, chosen, words) if asked.themes else ""
    if off:
        found.append(off)
    silent = sum(words.silent(guest.id) for guest in chosen.guests)
    if silent and not off:
        by = agree(silent, "il compte par son secteur", "ils comptent par leur secteur")
        count = f"{Number(silent):invité|invités} sur {Number(len(chosen.guests))}"
        found.append(f"Pour {count}, aucun thème n’est documenté : {by}. Non documenté ne veut pas dire sans intérêt.")
    unclear = reading.pool.unclear
    if unclear:
        found.append(
            f"{Number(len(unclear)):organisme n’est pas proposé|organismes ne sont pas proposés}, faute "
            f"de savoir lequel la source désigne : {listing(context.names_for(unclear))}."
        )
    away = [id_ for id_ in asked.mandatory if id_ not in reading.pool.acting]
    if away:
        found.append(
            f"Sans rôle documenté sur ce territoire, {agree(len(away), 'invité', 'invités')} à votre demande : "
            f"{listing(context.names_for(away))}."
        )
    return found
