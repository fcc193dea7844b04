"""Say in French why an actor is on a guest list: what it does on a theme, what it alone brings, what it opens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from graph.analysis.workshop.guest_pool import Acting, Pool
from graph.analysis.workshop.guest_value import Candidate
from graph.analysis.workshop.guests import Guest, GuestList
from graph.answer import Part
from graph.answers.analyses.work_reading import quoted
from graph.answers.context import Context
from graph.answers.sentence import Number, agree, fill
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact

ASKED_FOR: Final = "présence demandée"
"""How a reason ends for a mandatory guest."""

_DOES: Mapping[str, str] = {
    "PORTE": "porte", "PILOTE": "pilote", "ANIME": "anime", "SIGNE": "a signé", "EST_PARTENAIRE": "est partenaire de",
    "FINANCE": "finance", "EST_MEMBRE": "est membre de", "ORGANISE": "organise", "PARTICIPE": "participe à",
    "EVALUE": "évalue", "PROPOSE": "propose",
}  # fmt: skip
_NATURES: Mapping[str, tuple[str, str]] = {
    "Action": ("une action", "actions"), "Dispositif": ("un dispositif", "dispositifs"),
    "Instance": ("une instance", "instances"), "Evenement": ("un événement", "événements"),
    "Offre": ("une offre", "offres"),
}  # fmt: skip
_OF = " de"
_PILOTS, _SHARES_LEAD = "PILOTE", "co-pilote"
"""Type of the role of who leads a work, and the word of a document for who shares that lead."""
_AHEAD: Mapping[str | None, str] = {"propose": "proposé", "prevu": "prévu"}
"""What a document only announces: it counts as uncertain, but must never be said as in force."""
_NAMED, _TINY = 2, 1e-9


class GuestWords:
    """
    Write the reasons of one guest list.

    Parameters
    ----------
    context
        Names.
    pool
        Who may be invited.
    candidates
        Candidates by id.
    chosen
        The list.
    mandatory
        Ids of those asked for by name.
    asked
        Whether themes were asked for.
    weights
        Weight of the themes, of the sectors and of the missing links.
    """

    def __init__(
        self,
        context: Context,
        pool: Pool,
        candidates: Mapping[str, Candidate],
        chosen: GuestList,
        *,
        mandatory: tuple[str, ...],
        asked: bool,
        weights: Mapping[str, float],
    ) -> None:
        self._context = context
        self._pool = pool
        self._candidates = candidates
        self._mandatory = frozenset(mandatory)
        self._asked = asked
        self._weights = weights
        self._on_theme = Counter(theme for guest in chosen.guests for theme in guest.themes)
        self._in_sector = Counter(candidates[guest.id].secteur for guest in chosen.guests)

    def reason(self, guest: Guest) -> str:
        """Return why a guest is on the list, from the verb on."""
        alone = [theme for theme in guest.themes if self._on_theme[theme] == 1]
        found = [self._work(guest, alone)]
        if alone:
            # Just named: its name need not be written again.
            only = len(guest.themes) == 1
            named = "ce thème" if only else quoted(self._context.names_for(alone), _NAMED)
            found.append(f"seul invité sur {named}")
        sector = self.sector(guest.id)
        if sector and self._in_sector[self._candidates[guest.id].secteur] == 1:
            found.append(f"seul du secteur « {sector} »")
        if guest.opened:
            missing = Number(len(guest.opened))
            found.append(f"{missing:lien manquant|liens manquants} avec les autres invités")
        if guest.id in self._mandatory:
            found.append(ASKED_FOR)
        return ", ".join(found)

    def sector(self, acteur_id: str) -> str | None:
        """Return the sector of an actor in French; None when unknown."""
        code = self._candidates[acteur_id].secteur
        return vocabulary("secteurs").label(code) if code else None

    def parts(self, guest: Guest) -> tuple[Part, ...]:
        """Return what the list would lose without a guest: themes, variety of sectors, missing links."""
        themes, opened = Number(len(guest.themes)), Number(len(guest.opened))
        touched = f"Il touche à {themes:thème compté|thèmes comptés}"
        missing = f"{opened:lien manquant|liens manquants} avec les autres invités"
        weights = self._weights
        return (
            Part(
                "themes",
                "Thèmes",
                guest.gain_themes,
                weights["themes"],
                f"{touched} : ce que la liste perdrait sur ces thèmes sans lui.",
            ),
            Part("secteurs", "Variété des secteurs", guest.gain_sector, weights["secteurs"], self._sector_how(guest)),
            Part("liens", "Liens manquants", guest.gain_links, weights["liens"], f"{missing}, chacun compté de 0 à 1."),
            Part("gain", "Ce que la liste perdrait sans lui", guest.gain, None, "Somme des trois."),
        )

    def silent(self, acteur_id: str) -> bool:
        """Tell whether no theme of an actor is documented."""
        acting = self._pool.acting.get(acteur_id)
        return acting is None or not acting.knows

    def _sector_how(self, guest: Guest) -> str:
        sector = self.sector(guest.id)
        if sector is None:
            return "Son secteur n’est pas connu : il n’est ni compté, ni pénalisé."
        number = Number(self._in_sector[self._candidates[guest.id].secteur])
        count = f"{number:invité|invités} du secteur « {sector} »"
        return f"{count} : plus un secteur est représenté, moins le suivant ajoute."

    def _work(self, guest: Guest, alone: list[str]) -> str:
        acting = self._pool.acting.get(guest.id)
        if acting is None:
            return "aucun rôle documenté sur ce territoire"
        if not guest.themes:
            if acting.knows:
                return "agit ici, mais sur aucun des thèmes demandés" if self._asked else "agit ici"
            return "agit ici, thèmes non documentés"
        theme = self._first(guest, acting, alone)
        said = self._does(acting, theme)
        others = Number(len(guest.themes) - 1)
        return f"{said} et {others:autre thème|autres thèmes}" if others else said

    @staticmethod
    def _first(guest: Guest, acting: Acting, alone: list[str]) -> str:
        """Return the theme that a guest is best known for: the most brought, the most worked on, then by id."""
        most = acting.contributions[guest.themes[0]]
        best = [theme for theme in guest.themes if acting.contributions[theme] == most]
        return min(best, key=lambda theme: (-len(acting.on(theme)[1]), theme not in alone, theme))

    def _does(self, acting: Acting, theme: str) -> str:
        name = self._context.name_of.get(theme, theme)
        held = acting.held(theme)
        natures = Counter(work.nature for work in acting.on(theme)[1])
        nature = min(natures, key=lambda one: (-natures[one], one))
        type_ = held[0].fact.type if held[0].fact else ""
        if not type_ or nature not in _NATURES:
            return f"se consacre à « {name} »"
        roles: dict[str, list[Fact]] = defaultdict(list)
        for one in held:
            if one.fact and one.work.nature == nature:
                roles[one.work.id].append(one.fact)
        one_work, several = _NATURES[nature]
        verb = _verb(type_, roles.values())
        if len(roles) > 1:
            return f"{verb} {Number(len(roles))} {several} sur « {name} »{_proposed(roles.values())}"
        joined = f"{verb.removesuffix(_OF)} d’{one_work}" if verb.endswith(_OF) else f"{verb} {one_work}"
        return f"{joined} sur « {name} »{_proposed(roles.values())}"


def _verb(type_: str, works: Iterable[Sequence[Fact]]) -> str:
    """Return the verb of a role, as documents say it: who shares the lead of a work « co-pilote » it."""
    if type_ != _PILOTS:
        return _DOES.get(type_, "a un rôle dans")
    shared = {all(fact.role == _SHARES_LEAD for fact in facts) for facts in works}
    if shared == {True}:
        return "co-pilote"
    return "pilote ou co-pilote" if True in shared else "pilote"


def _proposed(works: Collection[Sequence[Fact]]) -> str:
    """Return, with a space before, how many of the roles are only proposed or planned; empty when none is."""
    ahead = [facts for facts in works if all(fact.statut in _AHEAD for fact in facts)]
    if not ahead:
        return ""
    states = {_AHEAD[fact.statut] for facts in ahead for fact in facts}
    word = agree(len(ahead), "rôle", "rôles")
    said = " ou ".join(agree(len(ahead), state, f"{state}s") for state in sorted(states, reverse=True))
    return f" ({word} {said})" if len(ahead) == len(works) else f" (dont {Number(len(ahead))} {word} {said})"


def covered(chosen: GuestList) -> str:
    """Return what the guests represent together: themes, missing links; what is not documented is said."""
    opened, total = Number(chosen.missing_opened), Number(chosen.missing_total)
    links = f"{opened:lien manquant|liens manquants} sur {total}"
    if chosen.theme_share is None:
        if not chosen.missing_total:
            return "ni thème ni lien manquant n’est documenté : la liste varie les secteurs."
        are = agree(chosen.missing_opened, "est représenté", "sont représentés")
        return f"{links} {are} ; aucun thème n’est documenté."
    # Rounded down: all the themes are said to be there only when they are.
    themes = f"{Number(int(100 * chosen.theme_share + _TINY))} % des thèmes"
    if not chosen.missing_total:
        return f"{themes} sont représentés ; aucun lien manquant n’est connu entre les acteurs de ce territoire."
    return f"{themes} et {links} sont représentés."


def certificate(chosen: GuestList, *, proven: bool) -> str:
    """Return, with a space before, how good the list is for sure; empty when nothing can be gained."""
    share = chosen.share_of_bound
    if not chosen.guests or share is None:
        return ""
    if proven:
        return " Aucune autre liste ne fait mieux : c’est prouvé."
    return fill(
        " Cette liste vaut au moins {share} % de la meilleure possible, quelle qu’elle soit.",
        {"share": int(100 * share)},
    )


def pairs_said(total: int, tied: int, untied: int) -> str:
    """Return, with a space before, how many pairs of guests are tied and how many are not; empty without a pair."""
    if not total:
        return ""
    pairs, rest = Number(total), Number(untied)
    return (
        f" Entre eux, {Number(tied):paire a|paires ont} un lien documenté sur {pairs}, et {rest} "
        f"n’en {agree(untied, 'a', 'ont')} pas."
    )
