"""Say each measure of a network in plain French: what it is here, what it means, what it does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.analysis.ei_index import PERMUTATIONS, EIIndex
from graph.analysis.health import Declared, Largest, Whole
from graph.analysis.tie_matrix import TieMatrix
from graph.answer import Part
from graph.answers.context import Context
from graph.answers.sentence import fill, listing

_UNUSUAL = 0.05
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one measure as read.

    Parameters
    ----------
    code, label
        ASCII name and French name.
    value
        Value; None when the data do not allow it.
    reading
        The measure in one sentence, with its figures.
    means, limits
        What it means; what must not be concluded.
    how
        The calculation, with its figures.
    reference
        Publication that defines it.
    """

    code: str
    label: str
    value: float | int | None
    reading: str
    means: str
    limits: str
    how: str
    reference: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the calculation as a part of a score, for the drawer of the row."""
        return (Part(self.code, self.label, None if self.value is None else float(self.value), None, self.how),)


def lines(
    context: Context, whole: Whole, ties: TieMatrix, direct: Declared, largest: Largest | None
) -> tuple[Line, ...]:
    """Return every measure, in the order in which they are read."""
    return (
        *_size(context, whole, largest),
        *_pieces(context, whole, ties),
        *_centre(context, whole, ties),
        *_sides(whole, direct),
        *_inside(whole),
    )


def _size(context: Context, whole: Whole, largest: Largest | None) -> Iterator[Line]:
    n, m = whole.size, whole.ties
    yield Line(
        "n",
        "Acteurs",
        n,
        fill("{n:acteur est compté|acteurs sont comptés}.", {"n": n}),
        "Les organismes du périmètre, une fois les services rattachés à leur organisme.",
        "Les groupes sans nom (« une quinzaine de structures ») ne sont pas comptés, ni ce que personne n’a saisi.",
        "Acteurs de la base, ou du territoire choisi, à la date choisie.",
    )
    yield Line(
        "m",
        "Liens",
        m,
        fill("{m:paire d’acteurs est liée|paires d’acteurs sont liées}.", {"m": m}),
        "Deux acteurs sont liés quand ils ont un rôle dans un même cadre, ou un lien direct déclaré.",
        "Un lien documenté ne dit pas que la relation est bonne ; un lien absent ne dit pas qu’elle n’existe pas.",
        "Chaque paire compte une fois, quel que soit le nombre de cadres communs.",
    )
    if largest:
        share = largest.made / m
        yield Line(
            "premier_cadre",
            "Part du premier cadre",
            share,
            fill(
                "{made} des {m} liens ({x:.0f} %) passent par « {name} »"
                + (", dont {others} aussi par un autre cadre" if largest.made > largest.alone else "")
                + " ; sans lui, il en resterait {rest}.",
                {
                    "name": context.name_of.get(largest.context_id, largest.context_id),
                    "made": largest.made,
                    "others": largest.made - largest.alone,
                    "m": m,
                    "x": 100 * share,
                    "rest": m - largest.alone,
                },
            ),
            "Quand un contrat fait à lui seul plus de la moitié des liens, les autres mesures parlent surtout de lui.",
            "Signer ensemble n’est pas travailler ensemble tous les jours.",
            fill(
                "{k} acteurs y ont un rôle, donc {k} × {l} ÷ 2 = {made} liens ; {made} ÷ {m} = {x:.2f}.",
                {"k": largest.actors, "l": largest.actors - 1, "made": largest.made, "m": m, "x": share},
            ),
            "Newman, 2001",
        )
    yield Line(
        "densite",
        "Densité",
        whole.density,
        fill(
            "{x:.1f} % des liens possibles existent : {m} sur {p}.",
            {"x": 100 * whole.density, "m": m, "p": n * (n - 1) // 2},
        ),
        "Plus elle est haute, plus les acteurs sont liés deux à deux.",
        "Elle baisse mécaniquement quand il y a plus d’acteurs : il n’y a ni bon ni mauvais seuil, et on ne compare "
        "pas deux réseaux de tailles différentes.",
        fill(
            "2 × {m} ÷ ({n} × {l}) = {x:.4f}.",
            {"m": m, "n": n, "l": n - 1, "x": whole.density},
        ),
        "Wasserman et Faust, 1994",
    )


def _pieces(context: Context, whole: Whole, ties: TieMatrix) -> Iterator[Line]:
    several = [len(part) for part in whole.components if len(part) > 1]
    isolates = len(whole.isolates)
    yield Line(
        "fragmentation",
        "Fragmentation",
        whole.fragmentation,
        fill("{x:.0f} % des paires d’acteurs ne peuvent pas se joindre, même par d’autres.",
             {"x": 100 * whole.fragmentation}),
        "0 quand chacun peut joindre chacun en passant par d’autres, 1 quand personne n’est lié.",
        "Elle compte les acteurs dont on ne connaît pas les partenaires comme s’ils n’en avaient pas.",
        fill(
            "1 − la somme, sur les morceaux de taille s, de s × (s − 1), divisée par {n} × {l} : {x:.4f}.",
            {"n": whole.size, "l": whole.size - 1, "x": whole.fragmentation},
        ),
        "Borgatti, 2006",
    )  # fmt: skip
    yield Line(
        "n_composantes",
        "Morceaux",
        len(whole.components),
        fill(
            "Le réseau est en {k:morceau|morceaux}{sizes}{alone}.",
            {
                "k": len(whole.components),
                "sizes": fill(" : {list} acteurs", {"list": listing(map(str, several), _NAMED)}) if several else "",
                "alone": fill(", et {i:acteur isolé|acteurs isolés}", {"i": isolates}) if isolates else "",
            },
        ),
        "À l’intérieur d’un morceau, chacun peut joindre chacun, directement ou par d’autres.",
        "Deux morceaux peuvent se connaître sans que ce soit écrit dans un document.",
        "Morceaux du réseau, chaque acteur isolé comptant pour un.",
        "Borgatti, 2006",
    )
    yield Line(
        "n_isoles",
        "Acteurs isolés",
        isolates,
        fill("{k:acteur n’a|acteurs n’ont} aucun lien documenté : {names}.",
             {"k": isolates, "names": listing(context.names_for(ties.ids[i] for i in whole.isolates), _NAMED)})
        if isolates
        else "Chaque acteur a au moins un lien documenté.",
        "À regarder en premier : ce sont souvent des acteurs connus dont les partenaires restent à saisir.",
        "Ce n’est pas un isolement constaté : il faut demander à l’acteur.",
        "Acteurs sans aucun cadre commun ni lien direct.",
    )  # fmt: skip
    yield Line(
        "n_articulations",
        "Acteurs indispensables",
        len(whole.articulations),
        fill("Sans l’un de ces acteurs, le réseau se couperait : {names}.",
             {"names": listing(context.names_for(ties.ids[i] for i in whole.articulations), _NAMED)})
        if whole.articulations
        else "Aucun départ d’acteur ne couperait le réseau.",
        "Un réseau qui tient à peu d’acteurs est fragile : on peut prévoir un second contact.",
        "Un chemin non documenté peut déjà exister ; la question « Qui relie… » donne le détail.",
        "Points d’articulation du réseau : acteurs dont le retrait augmente le nombre de morceaux.",
        "Hopcroft et Tarjan, 1973",
    )  # fmt: skip


def _centre(context: Context, whole: Whole, ties: TieMatrix) -> Iterator[Line]:
    def named(places: tuple[int, ...], *, degree: bool) -> str:
        names = context.names_for(ties.ids[place] for place in places)
        counts = [fill(" avec {k:lien|liens}", {"k": int(ties.degree[place])}) if degree else "" for place in places]
        return listing(f"{name}{count}" for name, count in zip(names, counts, strict=True))

    yield Line(
        "centralisation_degre",
        "Concentration des liens",
        whole.degree_centralization,
        fill(
            f"Le réseau repose {'surtout sur : {names}' if whole.most_tied else 'également sur tous'} ; "
            "concentration de {x:.0f} %.",
            {"names": named(whole.most_tied, degree=True), "x": 100 * whole.degree_centralization},
        ),
        "100 % quand un seul acteur a tous les liens, 0 quand chacun en a autant.",
        "Elle ne dit pas qui travaille le plus : un contrat signé à beaucoup donne d’un coup beaucoup de liens.",
        fill(
            "Somme des écarts au plus lié ({max} liens), divisée par {l} × {k} : {x:.3f}.",
            {
                "max": int(ties.degree.max()),
                "l": whole.size - 1,
                "k": whole.size - 2,
                "x": whole.degree_centralization,
            },
        ),
        "Freeman, 1978",
    )
    passers = named(whole.most_between, degree=False)
    yield Line(
        "centralisation_intermediarite",
        "Concentration des passages",
        whole.betweenness_centralization,
        fill("Les plus courts chemins passent surtout par : {names} ; concentration de {x:.0f} %.",
             {"names": passers, "x": 100 * whole.betweenness_centralization})
        if passers
        else "Personne ne se trouve plus que les autres sur les plus courts chemins.",
        "100 % quand tous les chemins passent par un seul acteur.",
        "Elle suppose que l’on passe toujours par le chemin le plus court, et ignore les liens non documentés.",
        fill("Somme des écarts au plus fréquenté, divisée par {l} : {x:.3f}.",
             {"l": whole.size - 1, "x": whole.betweenness_centralization}),
        "Freeman, 1978",
    )  # fmt: skip
    highest = max(whole.coreness)
    held = whole.coreness.count(highest)
    yield Line(
        "noyau",
        "Noyau",
        highest,
        fill(
            "Noyau de {n:acteur|acteurs}, au moins {k:lien|liens} chacun à l’intérieur du noyau.",
            {"n": held, "k": highest},
        ),
        "La partie la plus serrée du réseau.",
        "Les signataires d’un même contrat forment un noyau d’office, qu’ils se parlent ou non.",
        fill("Plus grand k pour lequel il reste des acteurs ayant chacun k liens entre eux : k = {k}.", {"k": highest}),
        "Seidman, 1983",
    )
    core = whole.core
    members = [whole.main.ids[place] for place in core.members] if core else []
    yield Line(
        "coeur_peripherie",
        "Cœur et périphérie",
        core.correlation if core else None,
        fill(
            "Cœur : {names}. Ressemblance avec un réseau dont seul le cœur serait lié : {x:.2f} sur 1.",
            {"names": listing(context.names_for(members), _NAMED), "x": core.correlation},
        )
        if core
        else "Aucun cœur ne se distingue dans le plus grand morceau.",
        "Les acteurs les plus fortement liés entre eux ; les autres gravitent autour.",
        "Sous 0,5, l’image d’un cœur décrit mal ce réseau. Être en périphérie n’est pas un défaut.",
        "Corrélation entre le poids des liens du plus grand morceau et un modèle où tout le cœur est lié et rien "
        "d’autre ; meilleur de vingt départs.",
        "Borgatti et Everett, 2000",
    )


def _sides(whole: Whole, direct: Declared) -> Iterator[Line]:
    drawn = whole.groups
    yield Line(
        "modularite",
        "Groupes",
        drawn.modularity if drawn else None,
        fill("{k:groupe se dessine|groupes se dessinent} : {sizes} acteurs (modularité {x:.2f}).",
             {"k": len(drawn.members), "sizes": listing((str(len(group)) for group in drawn.members), _NAMED),
              "x": drawn.modularity})
        if drawn and drawn.members
        else "Aucun groupe ne se dessine.",
        "Des acteurs plus liés entre eux qu’avec les autres. Modularité : 0 quand les groupes ne valent pas mieux "
        "que le hasard ; au-dessus de 0,3, ils sont nets.",
        "Plusieurs découpages proches existent souvent : les groupes aident à lire, ils ne classent pas.",
        "Méthode de Louvain sur le poids des liens, meilleure modularité de vingt exécutions.",
        "Blondel et collègues, 2008 ; Traag et collègues, 2019",
    )  # fmt: skip
    yield _crossing(whole.ei)
    yield Line(
        "reciprocite",
        "Réciprocité",
        direct.both / direct.pairs if direct.pairs else None,
        fill("{x:.0f} % des liens directs sont cités par les deux acteurs ({both} sur {pairs}).",
             {"x": 100 * direct.both / direct.pairs, "both": direct.both, "pairs": direct.pairs})
        if direct.pairs
        else "Aucun lien direct n’est déclaré : la réciprocité n’est pas connue.",
        "Un lien cité des deux côtés est plus sûr.",
        "Sans enquête auprès des deux acteurs, un lien n’est presque jamais cité par les deux : le chiffre dit alors "
        "comment les données ont été recueillies.",
        fill("{both} ÷ {pairs}, sur les seuls liens directs.", {"both": direct.both, "pairs": direct.pairs}),
        "Wasserman et Faust, 1994",
    )  # fmt: skip


def _crossing(ei: EIIndex | None) -> Line:
    label, reference = "Liens entre secteurs", "Krackhardt et Stern, 1988"
    means = "Indice de −1 (chacun reste dans son secteur) à 1 (tous les liens vont vers un autre secteur)."
    limits = "Il dépend du nombre d’acteurs saisis dans chaque secteur ; c’est pourquoi il est comparé au hasard."
    if ei is None:
        return Line("ei", label, None, "Le secteur des acteurs liés n’est pas connu.", means, limits, "", reference)
    if ei.p >= _UNUSUAL:
        compared = "ni plus ni moins que si les secteurs étaient répartis au hasard"
    else:
        compared = f"{'plus' if ei.value > ei.expected else 'moins'} que si les secteurs étaient répartis au hasard"
    values = {
        "x": 100 * ei.crossing,
        "e": ei.external,
        "i": ei.internal,
        "t": ei.external + ei.internal,
        "v": ei.value,
        "h": 100 * (ei.expected + 1) / 2,
        "p": ei.p,
        "n": PERMUTATIONS,
    }
    return Line(
        "ei",
        label,
        ei.value,
        fill(f"{{x:.0f}} % des liens traversent les secteurs ({{e}} sur {{t}}), {compared} ({{h:.0f}} %).", values),
        means,
        limits,
        fill("({e} − {i}) ÷ {t} = {v:.3f} ; {n} répartitions au hasard, p = {p:.3f}.", values),
        reference,
    )


def _inside(whole: Whole) -> Iterator[Line]:
    main = whole.main.size
    yield Line(
        "transitivite",
        "Transitivité",
        whole.transitivity,
        fill("Deux acteurs qui ont un partenaire commun sont eux-mêmes liés {x:.0f} fois sur 100.",
             {"x": 100 * whole.transitivity})
        if whole.transitivity is not None
        else "Aucun acteur n’a deux partenaires : la transitivité n’a pas de sens.",
        "Haute, les acteurs travaillent en cercles fermés ; basse, des acteurs en relient d’autres.",
        "Chaque cadre commun ferme d’office toutes les paires de ses acteurs, ce qui la gonfle.",
        fill("Sur le plus grand morceau ({n} acteurs) : paires de liens fermées par un troisième, sur toutes les "
             "paires de liens.", {"n": main}),
        "Wasserman et Faust, 1994",
    )  # fmt: skip
    yield Line(
        "distance",
        "Distance moyenne",
        whole.distance,
        fill(
            "Il faut {d:.1f} intermédiaire en moyenne pour se joindre, dans le plus grand morceau ({n} acteurs).",
            {"d": whole.distance - 1, "n": main},
        ),
        "0 quand tous se connaissent directement.",
        "Elle ne compte que les paires qui peuvent se joindre : un petit morceau donne toujours une petite distance.",
        fill("Distance moyenne de {d:.2f} pas, moins un.", {"d": whole.distance}),
        "Wasserman et Faust, 1994",
    )
    yield Line(
        "redondance",
        "Redondance",
        whole.redundancy,
        fill("En moyenne, {x:.0f} % des contacts d’un acteur font double emploi : ils se connaissent déjà.",
             {"x": 100 * whole.redundancy}),
        "Haute, l’information tourne en rond mais le réseau résiste aux départs ; basse, c’est l’inverse.",
        "Les signataires d’un même contrat comptent comme se connaissant.",
        fill("Moyenne, sur les {n} acteurs du plus grand morceau, de 1 − contacts utiles ÷ contacts.", {"n": main}),
        "Burt, 1992",
    )  # fmt: skip
