"""Say each measure of a workshop in a French sentence: what stood before, what stands after, never why."""

from __future__ import annotations

from typing import Final

from app.view_models.typography import counted, number, typeset
from app.workshops.effect_lines import NOTHING, Line, ei_words, line, of, percent, two_ranges
from graph.analysis.workshop.effect import Compared, Effect, Followed
from graph.analysis.workshop.effect_share import Share
from graph.answers.sentence import fill

MEETINGS, LINKS, NETWORK, LATER_ON = (
    "Les rencontres", "Les liens déclarés", "Le réseau des participants", "Trois mois après",
)  # fmt: skip
"""Groups of measures, in the order of reading."""

_PAIR: Final = "Une paire compte quand chacun a répondu sur l’autre."
_ANSWER: Final = "Une réponse est ce qu’un participant écrit d’un autre, de 0 à 5."
_SAME: Final = "Ce qu’un même participant écrit d’un même autre, les deux fois"
_INDEX: Final = (
    "Indice E-I : (liens entre secteurs − liens dans un même secteur) / tous ; −1 quand tous restent dans le leur, "
    "1 quand tous en sortent. Un lien dont un secteur n’est pas connu n’est pas compté."
)


def no_form(people: int, *, later: bool) -> str:
    """Return the sentence of a workshop without any form of the first capture."""
    if later:
        return typeset(
            f"{NOTHING} : les réponses de trois mois après sont là, mais aucune du jour de l’atelier. Rien ne peut "
            "être comparé."
        )
    return typeset(f"{NOTHING} : aucun questionnaire n’est reçu, sur {counted(people, 'participant')}.")


def headline(found: Effect, *, indicative: bool) -> str:
    """Return the sentence to read if one reads only one."""
    new, one_sided, response = found.new_confirmed, found.new_one_sided, found.response
    verb = "a répondu" if response.n < 2 else "ont répondu"
    said = f"{counted(response.n, 'participant')} sur {number(response.m)} {verb} ({percent(response)})."
    if new.m:
        template = (
            " Après l’atelier, {n:lien nouveau est déclaré|liens nouveaux sont déclarés} des deux côtés, sur "
            "{m:paire|paires} sans lien avant"
        )
        said += fill(template, {"n": new.n, "m": new.m})
    else:
        said += " On ne sait pas si des liens sont nouveaux : aucune paire n’est connue avant et après"
    if apart := one_sided.n + found.unanswered.n:
        said += fill(" ; {n:autre n’est déclaré|autres ne sont déclarés} que d’un côté", {"n": apart})
    return typeset(f"{said}.{' Résultats indicatifs : moins de 60 % de réponses.' if indicative else ''}")


def lines(found: Effect) -> tuple[Line, ...]:
    """Return the measures of the first capture, in the order of reading."""
    return (
        *_seated(found),
        line(
            "rencontres", MEETINGS, "Paires qui se sont rencontrées", found.met,
            "Sur {m:paire|paires} dont les deux côtés le disent, {n:s’est rencontrée|se sont rencontrées} d’après l’un "
            "au moins", _PAIR,
        ),
        line(
            "liens_nouveaux", LINKS, "Liens nouveaux, déclarés des deux côtés", found.new_confirmed,
            "Sur {m:paire|paires} sans lien avant, {n:en déclare|en déclarent} un des deux côtés après l’atelier",
            f"Sans lien avant : les deux ont écrit 0. {_PAIR}",
        ),
        line(
            "liens_un_cote", LINKS, "Liens nouveaux, déclarés d’un côté et pas de l’autre", found.new_one_sided,
            "Sur {m:paire|paires} sans lien avant, {n:n’en déclare|n’en déclarent} un que d’un côté après l’atelier : "
            "à confirmer",
            "L’autre côté a écrit 0. Ces liens restent à confirmer.",
        ),
        line(
            "liens_sans_reponse", LINKS, "Liens nouveaux dont l’autre côté n’a rien dit", found.unanswered,
            "Sur {m:réponse qui dit|réponses qui disent} « pas de lien avant » et dont l’autre côté n’a rien dit, "
            "{n:déclare|déclarent} un lien après l’atelier : à confirmer",
            "L’autre côté n’a rien dit du lien après l’atelier : il n’a pas répondu, ou a laissé la ligne vide. Ces "
            "liens restent à confirmer.",
        ),
        line(
            "reciprocite", LINKS, "Réciprocité", found.mutual,
            "Sur {m:paire déclarée|paires déclarées} par un côté au moins, {n:l’est|le sont} des deux côtés", _PAIR,
        ),
        line(
            "plus_forts", LINKS, "Réponses plus fortes après", found.stronger,
            "Sur {m:réponse connue|réponses connues} avant et après, {n:est plus forte|sont plus fortes} après "
            "l’atelier", _ANSWER,
        ),
        line(
            "plus_faibles", LINKS, "Réponses plus faibles après", found.weaker,
            "Sur {m:réponse connue|réponses connues} avant et après, {n:est plus faible|sont plus faibles} après "
            "l’atelier", _ANSWER,
        ),
        _compared(
            "densite", "Densité", found.density, "{m:paire|paires}", "{n:est liée|sont liées} des deux côtés",
            f"Part des paires liées (densité), sur les paires connues avant et après. {_PAIR}",
        ),
        _compared(
            "isoles", "Participants sans lien confirmé", found.isolates, "{m:répondant|répondants}",
            "{n:n’a|n’ont} aucun lien déclaré des deux côtés",
            "Parmi les répondants qui ont au moins une paire connue avant et après. Qui n’a pas répondu "
            "n’est pas dit isolé.",
        ),
        _crossing(found),
    )  # fmt: skip


def followed(found: Followed) -> tuple[Line, ...]:
    """Return the measures of the second capture, in the order of reading."""
    both = found.both
    template = "{n:participant a répondu|participants ont répondu} aux deux questionnaires, sur {m} au premier."
    return (
        Line(
            code="suivi_reponses",
            groupe=LATER_ON,
            titre="Réponses aux deux questionnaires",
            phrase=typeset(fill(template, {"n": both.n, "m": both.m})),
            part=both,
            methode="Tout ce qui suit ne compare que ceux-là.",
        ),
        line(
            "suivi_tenus", LATER_ON, "Liens toujours déclarés", found.kept,
            "Sur {m:lien déclaré|liens déclarés} le jour de l’atelier, {n:l’est|le sont} toujours trois mois après",
            f"{_SAME} : 1 ou plus.",
        ),
        line(
            "suivi_contact", LATER_ON, "Liens déclarés à 2 ou plus", found.working,
            "Sur {m:lien déclaré|liens déclarés} le jour de l’atelier, {n:est|sont} à 2 ou plus trois mois après",
            f"{_SAME}. 2 : se sont parlé.",
        ),
        line(
            "suivi_nouveaux", LATER_ON, "Liens apparus depuis l’atelier", found.appeared,
            "Sur {m:réponse nulle|réponses nulles} le jour de l’atelier, {n:est devenue un lien|sont devenues un lien} "
            "trois mois après",
            f"{_SAME} : 0 puis 1 ou plus.",
        ),
        line(
            "suivi_reciprocite", LATER_ON, "Réciprocité trois mois après", found.mutual,
            "Sur {m:paire déclarée|paires déclarées} par un côté au moins, {n:l’est|le sont} des deux côtés", _PAIR,
        ),
    )  # fmt: skip


def _seated(found: Effect) -> tuple[Line, ...]:
    one = found.seated
    if one is None or not one.together.m:
        return ()
    share = one.together
    template = (
        "{m:paire|paires} sans lien documenté, {n:s’est retrouvée|se sont retrouvées} à une même table ({part}). Ces "
        "tables pouvaient en réunir {borne} au plus ; tirées au sort, elles en réunissent {hasard:.1f} en moyenne."
    )
    values = {"n": share.n, "m": share.m, "part": percent(share), "borne": one.bound, "hasard": one.chance}
    return (
        Line(
            code="paires_reunies",
            groupe=MEETINGS,
            titre="Paires sans lien réunies à une table",
            phrase=typeset(f"Sur {fill(template, values)}"),
            part=share,
            methode=typeset(
                "Sans lien documenté : deux organismes différents que rien, dans la base, ne liait la veille. Le plus "
                "grand nombre possible est une borne démontrée : aucun plan ne la dépasse."
            ),
        ),
        line(
            "reunies_contact", MEETINGS, "Paires réunies qui se disent en contact", found.working,
            "Sur {m:paire ainsi réunie|paires ainsi réunies} dont les deux côtés ont répondu, {n:est|sont} à 2 ou plus "
            "après l’atelier d’après l’un au moins",
            f"2 : se sont parlé. {_PAIR}",
        ),
        line(
            "reunies_contact_deux", MEETINGS, "Paires réunies qui se disent en contact, des deux côtés",
            found.working_both,
            "Sur {m:paire ainsi réunie|paires ainsi réunies} dont les deux côtés ont répondu, {n:est|sont} à 2 ou plus "
            "après l’atelier d’après les deux",
            f"2 : se sont parlé. {_PAIR}",
        ),
    )  # fmt: skip


def _compared(code: str, titre: str, found: Compared, whom: str, what: str, how: str) -> Line:
    """Return a measure before and after, on the same pairs or people."""
    before, after = found.before, found.after
    if after.m:
        first, then = (
            f"{fill(what, {'n': share.n})} {when} l’atelier ({percent(share)})"
            for share, when in ((before, "avant"), (after, "après"))
        )
        text = f"Sur {fill(whom, {'m': after.m})} : {first} ; {then}."
    else:
        text = f"{NOTHING} : aucune réponse n’est connue avant et après."
    return Line(
        code=code,
        groupe=NETWORK,
        titre=titre,
        phrase=typeset(text),
        part=after,
        avant=before,
        fourchette=two_ranges(before, after),
        methode=typeset(how),
    )


def _crossing(found: Effect) -> Line:
    before, after = found.crossing.before, found.crossing.after
    if after.m or before.m:
        text = (
            f"Liens déclarés des deux côtés qui traversent les secteurs : {of(before)} avant l’atelier, {of(after)} "
            f"après{ei_words(found.ei)}."
        )
    else:
        text = f"{NOTHING} : aucun lien confirmé ne joint deux participants dont le secteur est connu."
    return Line(
        code="secteurs",
        groupe=NETWORK,
        titre="Liens entre secteurs",
        phrase=typeset(text),
        part=after if after.m else Share(0, 0),
        avant=before,
        fourchette=two_ranges(before, after),
        methode=typeset(_INDEX),
    )
