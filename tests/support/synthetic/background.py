"""Fill a territory with ordinary actors, outside the intercommunalités that blocks keep."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model.statement import Stored
from graph.reference.loader import load_reference
from tests.support.synthetic.background_actions import PUBLICS, THEMES
from tests.support.synthetic.background_schemes import write_schemes
from tests.support.synthetic.chance import Weighted
from tests.support.synthetic.draft import Draft
from tests.support.synthetic.ground import epci_mostly_in
from tests.support.synthetic.institutions import Institutions
from tests.support.synthetic.sizes import Size
from tests.support.synthetic.truth import Moment

_ACTORS = Weighted(
    (
        (("association", "Association"), 30),
        (("commune", "Commune"), 12),
        (("ccas", "Centre communal d’action sociale"), 10),
        (("esms", "Établissement médico-social"), 14),
        (("etablissement_sante", "Centre hospitalier"), 6),
        (("centre_sante", "Cabinet pluriprofessionnel"), 5),
        (("mission_locale", "Mission locale"), 3),
        (("gem", "Groupe d’entraide mutuelle"), 3),
        (("usagers", "Comité d’usagers"), 3),
        (("education_nationale", "Établissement scolaire"), 6),
        (("enseignement_recherche", "École supérieure"), 1),
        (("reseau", "Réseau thématique"), 2),
        (("caf", "Antenne de la caisse d’allocations familiales"), 2),
        (("mutualite", "Mutuelle"), 3),
    )
)
_STRUCTURE = Weighted(
    ((Moment.EN_COURS, 12), (Moment.NON_DATE, 4), (Moment.ANCIEN, 2), (Moment.ECHU, 1), (Moment.FUTUR, 0.5))
)
_TIES = Weighted(((Moment.EN_COURS, 10), (Moment.ANCIEN, 4), (Moment.NON_DATE, 2), (Moment.ECHU, 2)))
_TIE_ROLES = ("interconnaissance", "echange_information", "cooperation", "action_commune", "convention")

_SERVICES = 0.12
_WITH_TIE = 0.15
_WITH_OFFER = 0.04


@dataclass(slots=True)
class Place:
    """
    Hold one intercommunalité of the background.

    Parameters
    ----------
    siren, departement, communes
        Codes.
    weight
        Root of its inhabitants: what draws actors and schemes there.
    organisations, services
        Ids of the actors that live there.
    near
        The two nearest places of the département.
    """

    siren: str
    departement: str
    communes: tuple[str, ...]
    weight: float
    organisations: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    near: list[Place] = field(default_factory=list)

    @property
    def centre(self) -> tuple[float, float]:
        """Return its longitude and latitude, degrees, those of the middle of its communes."""
        known = load_reference().communes
        placed = [(lon, lat) for c in self.communes if (lon := known[c].lon) and (lat := known[c].lat)]
        if not placed:
            return 0.0, 0.0
        return sum(lon for lon, _ in placed) / len(placed), sum(lat for _, lat in placed) / len(placed)


def fill(
    draft: Draft, size: Size, institutions: Mapping[str, Institutions], kept: frozenset[str]
) -> dict[str, dict[str, float]]:
    """
    Bring actors, schemes and actions up to the numbers of a size.

    Parameters
    ----------
    draft
        Where statements go; it already holds the institutions and the plants.
    size
        Numbers to reach.
    institutions
        Organisations of each département, who take part in everything.
    kept
        SIREN of the intercommunalités that belong to the plants: no scheme and no action goes there.

    Returns
    -------
    perimeters
        Communes (code -> share) of each scheme in force on the reference day.
    """
    places = _places(size, kept)
    count = size.acteurs - _having(draft, "Acteur")
    if not places or count <= 0:
        return {}
    _settle(draft, places, count)
    _tie(draft, places)
    _diagnose(draft, places)
    return write_schemes(
        draft,
        places,
        institutions,
        dispositifs=size.dispositifs - _having(draft, "Dispositif"),
        actions=size.actions - _having(draft, "Action"),
    )


def _having(draft: Draft, label: str) -> int:
    return sum(1 for node in draft.nodes.values() if label in node.labels)


def _places(size: Size, kept: frozenset[str]) -> list[Place]:
    reference, wanted = load_reference(), set(size.codes)
    found: list[Place] = []
    for code in size.codes:
        here = []
        for siren in epci_mostly_in().get(code, ()):
            communes = reference.communes_by_epci[siren]
            if siren in kept or any(reference.communes[c].departement not in wanted for c in communes):
                continue
            people = sum(reference.communes[c].pop_rp2023 or 0 for c in communes)
            here.append(Place(siren, code, communes, math.sqrt(people)))
        _find_neighbours(here)
        found += here
    return found


def _find_neighbours(places: Sequence[Place]) -> None:
    centres = {place.siren: place.centre for place in places}
    for place in places:
        lon, lat = centres[place.siren]
        distances = sorted(
            (math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat), siren)
            for siren, (x, y) in centres.items()
            if siren != place.siren
        )
        nearest = [siren for _, siren in distances[:2]]
        place.near = sorted((p for p in places if p.siren in nearest), key=lambda p: nearest.index(p.siren))


def _settle(draft: Draft, places: Sequence[Place], count: int) -> None:
    """Spread actors over the places: its institution first, then organisations and their services."""
    where = Weighted((place, place.weight) for place in places)
    for rank in range(count):
        place = places[rank] if rank < len(places) else where.draw(draft.draw)
        draft.at(place.departement)
        if rank < len(places):
            id_ = f"acteur:epci-{place.siren}"
            draft.acteur(id_, f"Établissement intercommunal {place.siren}", "epci", niveau="local")
            draft.relate("INTERVIENT_SUR", id_, f"EPCI-{place.siren}", role="ressort")
            place.organisations.append(id_)
            continue
        number = draft.number("acteur")
        id_ = f"acteur:f{number}"
        if draft.draw.random() < _SERVICES:
            draft.acteur(id_, f"Service {number}", "service")
            draft.relate("PARTIE_DE", id_, draft.draw.choice(place.organisations), _STRUCTURE.draw(draft.draw))
            place.services.append(id_)
        else:
            _organisation(draft, place, id_, number)


def _organisation(draft: Draft, place: Place, id_: str, number: int) -> None:
    kind, nom = _ACTORS.draw(draft.draw)
    contact: dict[str, Stored] = {}
    if number % 3 == 0:
        contact["courriel_generique"] = f"contact@structure-{number}.example.org"
    if number % 7 == 0:
        contact["url"] = f"https://structure-{number}.example.org"
    draft.acteur(id_, f"{nom} {number}", kind, niveau="local", **contact)
    commune = draft.draw.choice(place.communes)
    draft.relate("INTERVIENT_SUR", id_, f"COM-{commune}", _STRUCTURE.draw(draft.draw), role="siege")
    if draft.draw.random() < 0.3:
        draft.relate("INTERVIENT_SUR", id_, f"EPCI-{place.siren}", _STRUCTURE.draw(draft.draw), role="ressort")
    if draft.draw.random() < _WITH_OFFER:
        offer = draft.node(f"offre:{number}", "Offre", f"Offre {number}", conditions="Ouverte à tous")
        draft.relate("PROPOSE", id_, offer, _STRUCTURE.draw(draft.draw))
        draft.relate("INTERVIENT_SUR", offer, f"EPCI-{place.siren}", _STRUCTURE.draw(draft.draw))
        draft.contents(offer, [THEMES.draw(draft.draw)], [PUBLICS.draw(draft.draw)])
    place.organisations.append(id_)


def _tie(draft: Draft, places: Iterable[Place]) -> None:
    """Declare direct ties between organisations of one place."""
    for place in places:
        draft.at(place.departement)
        for _ in range(round(_WITH_TIE * len(place.organisations))):
            a, b = draft.draw.choice(place.organisations), draft.draw.choice(place.organisations)
            if a != b:
                draft.relate(
                    "LIEN", a, b, _TIES.draw(draft.draw), role=draft.draw.choice(_TIE_ROLES),
                    intensite=draft.draw.randint(1, 5),
                )  # fmt: skip


def _diagnose(draft: Draft, places: Iterable[Place]) -> None:
    """Enter a few needs for two places out of three."""
    for place in places:
        draft.at(place.departement)
        for rank in range(draft.draw.choice((0, 3, 5))):
            theme = THEMES.draw(draft.draw)
            territory = f"EPCI-{place.siren}"
            need = draft.node(f"besoin:{place.siren}-{rank}", "Besoin", f"Besoin {rank + 1}", territoire=territory)
            draft.relate("A_BESOIN", territory, need)
            draft.contents(need, [theme], [PUBLICS.draw(draft.draw)])
