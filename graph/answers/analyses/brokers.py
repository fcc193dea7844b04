"""Say who holds separate groups of actors together, and how much that is worth."""

from __future__ import annotations

from graph.analysis.brokerage import CONSULTANT, COORDINATEUR, LIAISON, PASSEUR, ROLES
from graph.analysis.brokers import RANKED, Broker, Brokers, brokers
from graph.answer import INSUFFISANT, PARTIEL, SUFFISANT, Part, Row
from graph.answers.analyses.networks import Network, network_of
from graph.answers.context import Context
from graph.answers.outcome import Outcome, Raw
from graph.answers.parameters import Request
from graph.answers.rows import fact_proofs
from graph.answers.sentence import fill, french_number, listing
from graph.certainty import Certitude, weakest
from graph.model.dates import format_french

_NAMED = 30

_ROLE_WORDS = {
    COORDINATEUR: "coordinateur : entre organismes de son secteur",
    PASSEUR: "porte d’entrée : entre son secteur et les autres",
    CONSULTANT: "tiers : entre organismes d’un autre secteur",
    LIAISON: "liaison : entre des secteurs tous différents",
}
_ROLE_PARTS = {
    COORDINATEUR: "dans son secteur",
    PASSEUR: "entre son secteur et un autre",
    CONSULTANT: "dans un autre secteur",
    LIAISON: "entre trois secteurs",
}


def find_brokers(context: Context, request: Request, raws: Raw) -> Outcome:
    """Return one row per actor that stands between two others, highest betweenness first, then lowest constraint."""
    network = network_of(context, request)
    if network.reason:
        return Outcome(rows=(), measures={"n": network.size or None}, state=INSUFFISANT, sentence=network.reason)
    found = brokers(network.snapshot, network.graph, context.newest_source)
    rows = [_row(context, network, found, place, broker) for place, broker in enumerate(found.rows, start=1)]
    tables = {
        "groupes": [
            Row(
                {
                    "acteur_id": broker.acteur_id,
                    "acteur": context.name_of.get(broker.acteur_id, broker.acteur_id),
                    "groupe": number,
                    "n_acteurs": len(group),
                    "membres": listing(context.names_for(group), _NAMED),
                },
                _state(network, broker.acteur_id),
            )
            for broker in found.rows
            for number, group in enumerate(broker.groups, start=1)
        ]
    }
    return Outcome(
        rows=rows,
        tables=tables,
        measures={
            "n": found.size,
            "m": found.ties,
            "n_relais": len(rows),
            "n_articulations": sum(broker.articulation for broker in found.rows),
        },
        facts={"lecture": _reading(context, found)},
        state=PARTIEL if network.isolates or not found.ranked or found.origins < found.size else SUFFISANT,
        warnings=[*_warnings(context, request, found), *network.warnings(context)],
    )


def _reading(context: Context, found: Brokers) -> str:
    cutting = [broker for broker in found.rows if broker.articulation]
    if not cutting:
        names = listing(context.names_for(broker.acteur_id for broker in found.rows), 3)
        return fill(
            "Aucun départ ne couperait ce réseau de {n:acteur|acteurs} ; {most}sur le chemin des autres : {names}.",
            {"n": found.size, "names": names, "most": "les plus souvent " if found.ranked else ""},
        )
    said = fill("{k:acteur tient|acteurs tiennent}", {"k": len(cutting)})
    names = listing(context.names_for(broker.acteur_id for broker in cutting))
    return fill(
        "{said} à {soi} des groupes qui ne se parleraient pas autrement, dans un réseau de {n:acteur|acteurs} : "
        "{names}.",
        {"said": said, "soi": "lui seul" if len(cutting) == 1 else "eux seuls", "n": found.size, "names": names},
    )


def _row(context: Context, network: Network, found: Brokers, place: int, broker: Broker) -> Row:
    name = context.name_of.get(broker.acteur_id, broker.acteur_id)
    values = {
        "rang": place if found.ranked else None,
        "acteur_id": broker.acteur_id,
        "acteur": name,
        "secteur": broker.secteur,
        "intermediarite": broker.betweenness,
        "contrainte": broker.constraint,
        "taille_efficace": broker.effective_size,
        "n_liens": broker.contacts,
        "articulation": broker.articulation,
        "groupes_relies": max(1, len(broker.groups)),
        "composantes_creees": broker.created,
        "role": _ROLE_WORDS[broker.role] if broker.role else None,
        **{role: broker.roles[role] for role in ROLES},
        "liens_termines": broker.ended,
        "liens_non_dates": broker.undated,
        "alerte": _alert(context, broker) or None,
    }
    if broker.articulation:
        text = "{a} relie {n} groupes qui ne se parlent pas autrement."
    else:
        text = "{a} est sur le plus court chemin de {x:.1f} % des paires d’acteurs ; son départ ne séparerait personne."
    said = fill(text, {"a": name, "n": len(broker.groups), "x": 100 * broker.betweenness})
    return Row(
        values,
        _state(network, broker.acteur_id),
        fact_proofs(context, network.facts_of(broker.acteur_id)),
        said,
        _parts(context, found, broker),
    )


def _state(network: Network, acteur_id: str) -> Certitude:
    return weakest(reason.state for reason in network.reasons(acteur_id))


def _alert(context: Context, broker: Broker) -> str:
    """Say what weakens the place of a broker: what is over, what nobody dated."""
    said = []
    values = {
        "k": broker.ended,
        "n": broker.contacts,
        "u": broker.undated,
        "names": listing((f"« {name} »" for name in context.names_for(broker.ended_contexts)), 2),
    }
    if broker.ended:
        source = " ({names})" if broker.ended_contexts else ""
        said.append(fill(f"{{k:lien sur {{n}} arrivé|liens sur {{n}} arrivés}} à terme{source}", values))
    if not broker.lasting:
        said.append("sans ces liens, il ne séparerait plus personne")
    if broker.undated:
        said.append(fill("{u:lien|liens} sur {n} sans date de début", values))
    return " ; ".join(said)


def _parts(context: Context, found: Brokers, broker: Broker) -> tuple[Part, ...]:
    pairs = (found.size - 1) * (found.size - 2) // 2
    heaviest = listing(f"{context.name_of.get(id_, id_)} ({french_number(value, 3)})" for id_, value in broker.heaviest)
    sizes = listing((french_number(len(group)) for group in broker.groups), _NAMED)
    counts = listing(
        (fill("{k} {words}", {"k": broker.roles[role], "words": _ROLE_PARTS[role]}) for role in ROLES), len(ROLES)
    )
    unclassed = (
        fill(" {k:paire n’est|paires ne sont} pas comptées, faute de secteur connu.", {"k": broker.unclassed})
        if broker.unclassed
        else ""
    )
    return (
        Part(
            "intermediarite",
            "Intermédiation",
            broker.betweenness,
            None,
            fill(
                "Sur les {p} paires d’autres acteurs, le plus court chemin passe par lui pour l’équivalent de {k:.1f}. "
                "Un lien de poids w est un pas de longueur 1/w.",
                {"p": pairs, "k": broker.betweenness * pairs},
            ),
        ),
        Part(
            "contrainte",
            "Contrainte",
            broker.constraint,
            None,
            "Somme, sur ses contacts, du carré de la part de ses liens qui mène à chacun, directement ou par un "
            f"autre. Ce qui pèse le plus : {heaviest}.",
        ),
        Part(
            "taille_efficace",
            "Contacts utiles",
            broker.effective_size,
            None,
            fill(
                "{d:contact|contacts}, dont {t:paire déjà liée|paires déjà liées} : {d} − 2 × {t} ÷ {d} = {e:.2f}.",
                {"d": broker.contacts, "t": broker.closed, "e": broker.effective_size},
            ),
        ),
        Part(
            "groupes_relies",
            "Groupes reliés",
            float(max(1, len(broker.groups))),
            None,
            f"Sans lui, son morceau du réseau se partage en groupes de {sizes} acteurs."
            if broker.groups
            else "Sans lui, son morceau du réseau resterait entier.",
        ),
        Part(
            "role",
            "Rôle",
            float(sum(broker.roles.values())),
            None,
            f"Paires de ses contacts qui ne sont pas liés entre eux : {counts}.{unclassed}",
        ),
    )


def _warnings(context: Context, request: Request, found: Brokers) -> list[str]:
    said = []
    if not found.ranked:
        said.append(f"Moins de {RANKED} acteurs : pas de classement, la liste est par ordre d’identifiant.")
    if found.origins < found.size:
        said.append(
            fill("Réseau très grand : l’intermédiation est estimée à partir de {k} acteurs tirés au hasard, toujours "
                 "les mêmes.", {"k": found.origins})
        )  # fmt: skip
    ended = [broker for broker in found.rows if broker.ended]
    if ended:
        day = request.day or context.newest_source
        names = listing(context.names_for(broker.acteur_id for broker in ended))
        said.append(
            f"Au {format_french(day or '')}, des engagements qui font les liens de {names} sont arrivés à terme : "
            "voyez la colonne « À savoir »."
        )
    return said
