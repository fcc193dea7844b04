"""Name the columns of the FINESS files: the old files without headings, and the tables with headings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from ingest.headings import fold


class Field(StrEnum):
    """Name what a column of a FINESS file holds; the value is how messages name it when the file has no headings."""

    ET = "n° FINESS établissement"
    EJ = "n° FINESS entité juridique"
    NUMERO = "n° FINESS"
    NATURE = "nature (ET ou EJ)"
    NOM = "raison sociale"
    NOM_LONG = "raison sociale longue"
    NOM_EJ = "raison sociale de l’entité juridique"
    COMPLEMENT = "complément"
    VOIE = "adresse"
    COMMUNE = "commune"
    INSEE = "code INSEE"
    VILLE = "nom de la commune"
    DEPARTEMENT = "département"
    ACHEMINEMENT = "ligne d’acheminement"
    CONTACT = "téléphone ou télécopie"
    COURRIEL = "courriel"
    CATEGORIE = "catégorie"
    CATEGORIE_NOM = "libellé de la catégorie"
    AGREGAT = "agrégat de catégories"
    AGREGAT_NOM = "libellé de l’agrégat"
    SIRET = "SIRET"
    SIREN = "SIREN"
    APE = "code APE"
    TARIF = "mode de tarification"
    STATUT = "statut juridique"
    ETAT = "état"
    OUVERTURE = "date d’ouverture"
    AUTORISATION = "date d’autorisation"
    EXTRAIT = "date de l’extrait"
    AUTRE = "autre information"


_F = Field

STRUCTURE_ET: tuple[Field | None, ...] = (
    None, _F.ET, _F.EJ, _F.NOM, _F.NOM_LONG, _F.COMPLEMENT, _F.COMPLEMENT, _F.VOIE, _F.VOIE, _F.VOIE, _F.VOIE,
    _F.VOIE, _F.COMMUNE, _F.DEPARTEMENT, None, _F.ACHEMINEMENT, _F.CONTACT, _F.CONTACT, _F.CATEGORIE,
    _F.CATEGORIE_NOM, _F.AGREGAT, _F.AGREGAT_NOM, _F.SIRET, _F.APE, None, _F.TARIF, None, None, _F.OUVERTURE,
    _F.AUTORISATION, None, None,
)  # fmt: skip
"""Columns of a `structureet` line, in order (32)."""

STRUCTURE_EJ: tuple[Field | None, ...] = (
    None, _F.EJ, _F.NOM, _F.NOM_LONG, _F.COMPLEMENT, _F.VOIE, _F.VOIE, _F.VOIE, _F.VOIE, _F.COMPLEMENT, _F.VOIE,
    _F.COMMUNE, _F.ACHEMINEMENT, _F.DEPARTEMENT, None, _F.CONTACT, None, _F.STATUT, _F.CATEGORIE, _F.CATEGORIE_NOM,
    _F.SIREN, _F.APE, None,
)  # fmt: skip
"""Columns of a `structureej` line, in order (23)."""

_NAMES: dict[Field, str] = {
    _F.ET: "nofinesset|et_finess|finess_et|finesset|n finess et|numero finess et|finess geographique|finess site",
    _F.EJ: "nofinessej|ej_finess|finess_ej|finessej|n finess ej|numero finess ej|finess juridique",
    _F.NUMERO: "finess|nofiness|numero finess|n finess|num finess",
    _F.NATURE: "type|nature",
    _F.NOM: "rs|et_rs|rs_et|raison sociale|nom court|nom|raison_sociale_et",
    _F.NOM_LONG: "rslongue|rs_longue|raison sociale longue|nom long",
    _F.NOM_EJ: "ej_rs|rs_ej|raison sociale ej|raison sociale entite juridique|nom ej|rsej",
    _F.COMPLEMENT: "complrs|compldistrib|complement|adresse_comp_voie",
    _F.VOIE: "numvoie|typvoie|voie|compvoie|lieuditbp|adresse|adresse_num_voie|adresse_type_voie|adresse_nom_voie|"
    "adresse_lieuditbp|address",
    _F.COMMUNE: "commune|code commune finess",
    _F.INSEE: "com_code|code_insee|codeinsee|insee|code commune|codgeo|code commune insee|depcom|code_commune|code com",
    _F.VILLE: "com_name|libcommune|libelle commune|nom commune|ville|libcom|com_nom|nom_commune",
    _F.DEPARTEMENT: "departement|dep|dep_code|code departement|dpt",
    _F.ACHEMINEMENT: "ligneacheminement|adresse_lib_routage|acheminement|adresse_code_postal|code postal|codepostal",
    _F.CONTACT: "telephone|telecopie|tel|fax|phone",
    _F.COURRIEL: "courriel|mail|email|e mail|adresse mail",
    _F.CATEGORIE: "categetab|categ_code|categorie|code categorie|categ|categorie_code",
    _F.CATEGORIE_NOM: "libcategetab|categ_lib|libelle categorie|categorie_libelle|lib categorie|libelle categorie etab",
    _F.AGREGAT: "categagretab|categ_niv3_code|code agregat",
    _F.AGREGAT_NOM: "libcategagretab|categ_niv3_lib|libelle agregat",
    _F.SIRET: "siret",
    _F.SIREN: "siren",
    _F.APE: "codeape|ape|code ape|naf",
    _F.TARIF: "libmft|mft_lib",
    _F.STATUT: "libstatutjuridique|statut_jur_lib|statut juridique",
    _F.ETAT: "etat",
    _F.OUVERTURE: "dateouv|date_ouverture|date ouverture",
    _F.AUTORISATION: "dateautor|date_autorisation",
    _F.EXTRAIT: "date_extract_finess|date_extrait|date extraction",
}
_FIELDS = {fold(name): field for field, names in _NAMES.items() for name in names.split("|")}
_FIELDS.update({fold(field.value): field for field in Field if field is not Field.COMMUNE})

_NEEDED = (frozenset({_F.ET, _F.NUMERO}), frozenset({_F.NOM, _F.NOM_LONG}), frozenset({_F.CATEGORIE}))


def fields_of(headings: Sequence[str]) -> tuple[Field, ...]:
    """Return what each heading of a table means; `AUTRE` for those that are not of FINESS."""
    return tuple(_FIELDS.get(fold(heading), _F.AUTRE) for heading in headings)


def is_finess_table(headings: Sequence[str]) -> bool:
    """Tell whether headings are those of a table of establishments: a number, a name and a category."""
    found = set(fields_of(headings))
    return all(found & wanted for wanted in _NEEDED)
