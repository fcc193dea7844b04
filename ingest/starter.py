"""Write the workbook of one territory: its institutions already there, and one line per type of scheme to look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from graph.model.norms import norms
from graph.model.ontology import label_of_id, may_be_actor
from graph.model.vocabularies import vocabulary
from graph.reference.loader import load_reference
from graph.reference.records import Commune
from ingest.columns import Column, Part
from ingest.headings import fold, slug
from ingest.institutions import Institution, of_departement, of_epci, of_region
from ingest.sheets import Sheet, sheets
from ingest.tables import GUIDE
from ingest.workbook_rows import Cell, SheetRows
from ingest.workbook_writer import Page, write_tables

_SEPARATOR = ","
_HELP = Column(
    name=GUIDE,
    part=Part.PROPRIETE,
    caption="Où chercher",
    description="Où trouver ce que la ligne demande. Cette colonne n’est pas lue ; une ligne où seuls l’identifiant, "
    "la nature et les liens sont remplis est une proposition : sans nom, elle n’est pas lue non plus.",
)
_REGISTER = "Code officiel géographique 2026 (INSEE)"

SOUGHT: Mapping[str, str] = {
    "CLS": "Site de l’intercommunalité, et page « contrats locaux de santé » de l’ARS. Date de signature, durée, "
    "porteur et signataires sont dans le contrat.",
    "CPTS": "ARS et union régionale des professionnels de santé ; catégorie 604 du fichier FINESS. Une ligne par CPTS, "
    "avec ses communes dans « territoires » si elle n’en couvre qu’une partie.",
    "CLSM": "Ville ou intercommunalité ; le Centre national de ressources et d’appui aux CLSM en publie la carte.",
    "PTSM": "ARS : un projet par territoire de santé mentale, souvent le département.",
    "DAC": "ARS ; catégorie 606 du fichier FINESS. Souvent un par département.",
    "CTS": "ARS, rubrique « démocratie en santé » : le ressort de chaque conseil est fixé par arrêté.",
    "MSP": "ARS ; catégorie 603 du fichier FINESS. Une ligne par maison ; sa commune va dans la feuille « acteurs », "
    "sur la ligne du même identifiant.",
    "CDS": "Catégorie 124 du fichier FINESS. Une ligne par centre ; sa commune va dans la feuille « acteurs », sur la "
    "ligne du même identifiant.",
    "CLIC": "Conseil départemental, service autonomie.",
    "CONTRAT_VILLE": "Préfecture ou intercommunalité, si le territoire a un quartier prioritaire.",
    "PRS": "Site de l’ARS : projet régional de santé en cours.",
}
"""Types of schemes that a territory may have, with where to look."""

_BY_DEPARTEMENT, _BY_REGION = frozenset({"PTSM", "DAC", "CTS"}), frozenset({"PRS"})
_SEATED = {"MSP": "msp", "CDS": "centre_sante"}
"""Types that have a seat and no perimeter, with the type of the actor that they are too."""


class UnknownTerritory(ValueError):
    """
    Report a territory that the reference does not know.

    Parameters
    ----------
    message, remedy
        French sentences.
    """

    code = "APP-154"

    def __init__(self, text: str) -> None:
        self.message = f"« {text} » n’est pas un territoire connu."
        self.remedy = (
            "Donnez un EPCI (EPCI-243500741), un département (DEP-35), une région (REG-53), un périmètre connu "
            "(terr:pays-brest) ou des communes séparées par des virgules (COM-35236,COM-35218)."
        )
        super().__init__(self.message)


@dataclass(frozen=True)
class Ground:
    """
    Hold the territory that a workbook is made for.

    Parameters
    ----------
    id, nom
        Id and name; those of the first commune and of a set, when communes are listed.
    communes
        Its communes, ordered by code.
    composed
        Whether it is a set of communes that the reference does not name: the workbook then describes it.
    """

    id: str
    nom: str
    communes: tuple[Commune, ...]
    composed: bool = False

    @cached_property
    def departements(self) -> tuple[str, ...]:
        """Codes of its départements."""
        return tuple(sorted({commune.departement for commune in self.communes}))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Codes of its régions."""
        return tuple(sorted({commune.region for commune in self.communes}))

    @cached_property
    def epci(self) -> tuple[str, ...]:
        """SIREN of its EPCI."""
        return tuple(sorted({commune.epci for commune in self.communes if commune.epci}))


def ground(text: str, nom: str = "") -> Ground:
    """
    Return the territory that a text designates.

    Parameters
    ----------
    text
        Id, or whole name, of an EPCI, a département, a région or a known perimeter; or ids of communes separated by
        commas.
    nom
        Name of a set of communes.

    Raises
    ------
    UnknownTerritory
        If the reference does not know it.
    """
    reference = load_reference()
    ids = [_named(part.strip()) for part in text.replace(";", _SEPARATOR).split(_SEPARATOR) if part.strip()]
    found: set[str] = set()
    for id_ in ids:
        communes = reference.communes_of(id_)
        if label_of_id(id_) != "Territoire" or not communes:
            raise UnknownTerritory(id_)
        found |= communes
    if not found:
        raise UnknownTerritory(text)
    members = tuple(reference.communes[code] for code in sorted(found))
    if len(ids) == 1:
        return Ground(ids[0], _name_of(ids[0]), members)
    shown = nom.strip() or f"Territoire de {len(members)} communes, dont {members[0].nom}"
    return Ground(f"terr:{slug(shown)[:60]}", shown, members, composed=True)


def write_starter(path: Path, place: Ground) -> None:
    """
    Write the workbook of a territory.

    Parameters
    ----------
    path
        File to create, or to replace.
    place
        Territory.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    rows = _rows(place)
    tables = [
        SheetRows(_with_help(sheet) if any(GUIDE in row for row in given) else sheet, [])
        for sheet in sheets()
        for given in [rows.get(sheet.name, [])]
    ]
    for table in tables:
        table.rows.extend(_cells(table.sheet, row) for row in rows.get(table.sheet.name, []))
    write_tables(path, tables, f"Maillage : classeur de départ, {place.nom}", pages=(_communes(place),))


def sought(place: Ground) -> dict[str, str]:
    """Return the types of schemes to look for on a territory, with where: those of everywhere, then of its norms."""
    found = dict(SOUGHT)
    for norm in norms():
        if norm.type_dispositif and norm.type_dispositif not in found and set(norm.regions) & set(place.regions):
            found[norm.type_dispositif] = f"Attendu par une règle de la région : {norm.libelle}."
    return found


def _rows(place: Ground) -> dict[str, list[dict[str, str]]]:
    """Return the cells of each sheet by column."""
    actors = list(_institutions(place))
    texts = {one.texte for one in actors if one.texte} | ({_REGISTER} if place.composed else set())
    schemes = [row for type_, help_ in sought(place).items() for row in _proposals(place, type_, help_)]
    seats = [
        {"id": row["id"], "type_acteur": _SEATED[row["type_dispositif"]], GUIDE: "Le même objet que la ligne du même "
         "identifiant dans « dispositifs » : même nom, et dans « territoires » le code de la commune où il se trouve."}
        for row in schemes
        if row["type_dispositif"] in _SEATED
    ]  # fmt: skip
    return {
        "territoires": [{"id": place.id, "nom": place.nom, "type_territoire": "autre", "source": _REGISTER}]
        if place.composed
        else [],
        "sources": [
            {"id": f"src:{slug(text)[:80]}", "nom": text, "type_source": "texte officiel"} for text in sorted(texts)
        ],
        "acteurs": [*map(_actor, actors), *seats],
        "dispositifs": schemes,
        "relations": [
            *(
                {
                    "type": "INTERVIENT_SUR",
                    "de": one.id,
                    "vers": one.territoire,
                    "role": one.role,
                    "statut": "effectif",
                    "derivation": "inferee",
                    "note": "ressort fixé par le texte cité",
                    "source": one.texte,
                }
                for one in actors
                if one.nom
            ),
            *(
                {"type": "INCLUS_DANS", "de": f"COM-{commune.code}", "vers": place.id, "source": _REGISTER}
                for commune in place.communes
                if place.composed
            ),
        ],
    }


def _institutions(place: Ground) -> Iterable[Institution]:
    reference = load_reference()
    for code in place.regions:
        yield from of_region(reference.regions[code])
    for code in place.departements:
        yield from of_departement(reference.departements[code])
    for siren in place.epci:
        yield of_epci(reference.epci[siren])


def _actor(one: Institution) -> dict[str, str]:
    row = {"id": one.id, "nom": one.nom, "type_acteur": one.type_acteur, "sigle": one.sigle}
    if one.nom:
        return {**row, "niveau": one.niveau, "source": one.texte}
    return {**row, "territoires": one.territoire, GUIDE: one.aide}


def _proposals(place: Ground, type_: str, help_: str) -> list[dict[str, str]]:
    """Return the lines of one type of scheme: one for the territory, or one for each of its départements or régions."""
    where = {f"DEP-{code}" for code in place.departements} if type_ in _BY_DEPARTEMENT else {place.id}
    if type_ in _BY_REGION:
        where = {f"REG-{code}" for code in place.regions}
    label = vocabulary("types_dispositif").label(type_)
    found = []
    for id_ in sorted(where):
        also = " C’est aussi un organisme." if may_be_actor(type_) and type_ not in _SEATED else ""
        row = {
            "id": f"disp:{slug(type_)}-{slug(_name_of(id_) if id_ != place.id else place.nom)[:60]}",
            "type_dispositif": type_,
            GUIDE: f"{label}. {help_}{also}",
        }
        found.append(row if type_ in _SEATED else {**row, "territoires": id_})
    return found


def _communes(place: Ground) -> Page:
    """Return the page that lists the communes: to copy codes from, never read."""
    reference = load_reference()
    rows: list[Sequence[str | int | None]] = [
        (
            f"COM-{commune.code}",
            commune.nom,
            f"EPCI-{commune.epci}" if commune.epci else "",
            reference.epci[commune.epci].nom_court if commune.epci else "sans EPCI",
            reference.departements[commune.departement].nom,
            commune.pop_rp2023,
        )
        for commune in place.communes
    ]
    return Page(
        "_communes",
        ("identifiant", "commune", "identifiant de l’EPCI", "EPCI", "département", "habitants (2023)"),
        tuple(rows),
    )


def _with_help(sheet: Sheet) -> Sheet:
    """Return a sheet with the column of help after the name."""
    return replace(sheet, columns=(*sheet.columns[:2], _HELP, *sheet.columns[2:]))


def _cells(sheet: Sheet, row: Mapping[str, str]) -> list[Cell]:
    return [row.get(column.name) or None for column in sheet.columns]


def _name_of(id_: str) -> str:
    reference = load_reference()
    if id_ in reference.perimetres:
        return reference.perimetres[id_].nom
    kind, _, code = id_.partition("-")
    if kind == "COM":
        return reference.communes[code].nom
    if kind == "EPCI":
        return reference.epci[code].nom_court
    return reference.departements[code].nom if kind == "DEP" else reference.regions[code].nom


def _named(text: str) -> str:
    """Return the id of the one EPCI, département, région or known perimeter of this name, or the text itself."""
    wanted = fold(text)
    found = [id_ for id_, names in territories().items() if wanted in {fold(name) for name in names}]
    return found[0] if len(found) == 1 else text


def territories() -> dict[str, tuple[str, ...]]:
    """Return the names of the territories that a workbook is made for, by id, EPCI first."""
    reference = load_reference()
    return {
        **{f"EPCI-{code}": (epci.nom_court, epci.nom, of_epci(epci).nom) for code, epci in reference.epci.items()},
        **{id_: (perimetre.nom,) for id_, perimetre in reference.perimetres.items()},
        **{f"DEP-{code}": (one.nom,) for code, one in reference.departements.items()},
        **{f"REG-{code}": (one.nom,) for code, one in reference.regions.items()},
    }


def file_name(place: Ground) -> str:
    """Return the name of the workbook of a territory."""
    return f"maillage-{slug(place.nom)[:60]}.xlsx"
