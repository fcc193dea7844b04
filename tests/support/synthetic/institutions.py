"""Bring the organisations every département has: agency, funds, state, school authority, councils, hospitals."""

from __future__ import annotations

from dataclasses import dataclass

from graph.reference.loader import load_reference
from tests.support.synthetic.draft import Draft


@dataclass(frozen=True, slots=True)
class Institutions:
    """
    Hold the organisations of a département (ids of actors).

    Parameters
    ----------
    ars
        Delegation of the agency, part of the regional one.
    cpam, msa, prefecture, dsden, departement, region, hopital, psychiatrie
        The usual signatories.
    """

    ars: str
    cpam: str
    msa: str
    prefecture: str
    dsden: str
    departement: str
    region: str
    hopital: str
    psychiatrie: str

    @property
    def all(self) -> tuple[str, ...]:
        """Return them in a fixed order."""
        return (
            self.ars,
            self.cpam,
            self.msa,
            self.prefecture,
            self.dsden,
            self.departement,
            self.region,
            self.hopital,
            self.psychiatrie,
        )


def bring_institutions(draft: Draft, departement: str) -> Institutions:
    """Say that the organisations of a département and of its région exist, and where they act."""
    region = load_reference().departements[departement].region
    ars, conseil = f"acteur:ars-{region}", f"acteur:conseil-regional-{region}"
    if ars not in draft.nodes:
        draft.acteur(ars, f"Agence régionale de santé {region}", "ars", niveau="regional", sigle="ARS")
        draft.acteur(conseil, f"Conseil régional {region}", "region", niveau="regional")
        for regional in (ars, conseil):
            draft.relate("INTERVIENT_SUR", regional, f"REG-{region}", role="ressort")
    names = {
        "ars": ("delegation-ars", "Délégation départementale de l’agence régionale de santé", "ars"),
        "cpam": ("cpam", "Caisse primaire d’assurance maladie", "assurance_maladie"),
        "msa": ("msa", "Mutualité sociale agricole", "msa"),
        "prefecture": ("prefecture", "Préfecture", "etat"),
        "dsden": ("dsden", "Direction des services départementaux de l’éducation", "education_nationale"),
        "departement": ("departement", "Conseil départemental", "departement"),
        "hopital": ("ch", "Centre hospitalier", "etablissement_sante"),
        "psychiatrie": ("chs", "Centre hospitalier spécialisé", "etablissement_sante"),
    }
    ids = {}
    for key, (slug, nom, type_acteur) in names.items():
        ids[key] = draft.acteur(
            f"acteur:{slug}-{departement}",
            f"{nom} {departement}",
            type_acteur,
            niveau="departemental",
            courriel_generique=f"contact@{slug}-{departement}.example.org",
        )
        draft.relate("INTERVIENT_SUR", ids[key], f"DEP-{departement}", role="ressort")
    draft.relate("PARTIE_DE", ids["ars"], ars)
    return Institutions(region=conseil, **ids)
