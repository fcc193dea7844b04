"""List the words by which people head the columns of their tables, beside the names and captions of the model."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.headings import fold, singular

_NOM = (
    "nom|nom usuel|intitule|libelle|denomination|raison sociale|designation|titre|structure|organisme|organisation|"
    "nom de la structure|nom structure|nom de l organisme|nom organisme|nom de l etablissement|etablissement|"
    "nom etablissement|nom de l association|nom du partenaire|partenaire|acteur|nom de l acteur|entite|institution"
)
_PLACES = (
    "commune|ville|code insee|insee|code commune|localite|nom commune|nom de la commune|lieu|territoire|"
    "territoire d intervention|perimetre|zone d intervention|territoires d intervention|secteur geographique"
)
_NOTES = "commentaire|remarque|observation|precision|note|commentaires et remarques"

_WORDS: Mapping[str, Mapping[str, str]] = {
    "acteurs": {
        "nom": _NOM,
        "type_acteur": "type|categorie|nature|type de structure|type structure|type d organisme|type d acteur|"
        "categorie d acteur|nature de la structure|type de partenaire|statut juridique",
        "secteur": "secteur d activite|domaine|domaine d activite|champ|champ d activite",
        "niveau": "echelle|echelon|niveau territorial",
        "sigle": "acronyme|abreviation|sigle usuel",
        "alias": "autre nom|autres appellations|anciens noms|nom court",
        "siren": "n siren|numero siren",
        "siret": "n siret|numero siret",
        "finess_et": "finess|n finess|numero finess|finess geographique|finess etablissement",
        "finess_ej": "finess juridique|finess entite juridique",
        "rna": "n rna|numero rna|numero waldec",
        "url": "site|site web|site internet|page web|adresse internet|lien|web",
        "courriel_generique": "courriel|mail|email|e mail|adresse mail|mail generique|courriel structure|mail accueil",
        "partie_de": "organisme de rattachement|rattachement|entite de rattachement|gestionnaire|tutelle|maison mere",
        "territoires": _PLACES,
        "note_qualite": _NOTES,
    },
    "dispositifs": {
        "nom": "nom|intitule|libelle|denomination|dispositif|nom du dispositif|nom dispositif|titre|contrat|"
        "nom du contrat|intitule du dispositif",
        "type_dispositif": "type|categorie|nature|type de dispositif|type dispositif|type de contrat",
        "cycle": "etape|etat d avancement|avancement|phase|stade",
        "date_signature": "signature|signe le|date de la signature",
        "date_debut": "debut|date de debut|date debut|demarrage|date de demarrage|depuis",
        "date_fin": "fin|date de fin|date fin|echeance|terme|jusqu au",
        "porteurs": "porteur|structure porteuse|porte par|portage|collectivite porteuse|pilote",
        "territoires": f"{_PLACES}|territoire couvert|communes couvertes|epci|couverture",
        "thematiques": "theme|thematique|axe thematique|sujet|priorite",
        "publics": "public|public cible|public vise|population cible",
        "url": "site|site web|site internet|page web|lien",
        "note_qualite": _NOTES,
    },
    "actions": {
        "nom": "action|fiche action|nom de l action|intitule|intitule de l action|libelle|titre|nom|titre de l action",
        "numero": "n|no|numero|numero de fiche|n fiche|fiche n|numero fiche action|numero de l action|n action",
        "dispositif": "contrat|cls|rattachement|dispositif de rattachement|cadre",
        "axe": "axe|axe strategique|orientation strategique",
        "pilotes": "pilote|porteur|porteur de l action|pilote de l action|structure pilote|structure porteuse|"
        "porte par",
        "partenaires": "partenaire|structures partenaires|partenaires associes|acteurs associes",
        "thematiques": "theme|thematique|sujet",
        "publics": "public|public cible|public vise|population cible",
        "territoire": _PLACES,
        "statut": "etat|avancement|etat d avancement|statut de l action",
        "date_debut": "debut|date de debut|date debut|demarrage",
        "date_fin": "fin|date de fin|date fin|echeance",
        "objectif_strategique": "objectif|objectif general|finalite",
        "objectifs_operationnels": "objectif operationnel|objectifs specifiques",
        "note_qualite": _NOTES,
    },
    "instances": {
        "nom": "instance|nom de l instance|intitule|comite|groupe de travail|reunion",
        "type_instance": "type|type d instance|nature",
        "dispositif": "contrat|cls|dispositif de rattachement",
        "membres": "membre|composition|participants|structures membres",
        "animateurs": "animateur|animation|anime par",
        "periodicite_an": "frequence|periodicite|nombre de reunions par an",
    },
    "evenements": {
        "nom": "evenement|intitule|titre|reunion|nom de l evenement",
        "type_evenement": "type|type d evenement|nature",
        "date": "jour|date de l evenement|date de la reunion|quand",
        "organisateurs": "organisateur|organise par",
        "participants": "participant|presents|structures presentes",
    },
    "liens": {
        "de": "source|de|structure 1|acteur 1|acteur a|structure a|origine|from|organisme 1|structure repondante|"
        "repondant",
        "vers": "cible|vers|structure 2|acteur 2|acteur b|structure b|destination|to|target|organisme 2|partenaire",
        "role": "type de lien|nature du lien|type de relation|relation|nature de la relation",
        "intensite": "intensite|force|force du lien|poids|weight|frequence",
        "note": _NOTES,
    },
    "roles": {
        "acteur": "acteur|structure|organisme|nom de la structure|partenaire|institution",
        "type": "relation|type de relation|type de role|verbe",
        "cible": "dispositif|action|instance|cible|objet|projet|contrat",
        "role": "role|fonction|qualite|role de la structure",
        "note": _NOTES,
    },
    "perimetres": {
        "dispositif": "dispositif|contrat|nom du dispositif",
        "territoire": "territoire|commune|code insee|epci|territoire couvert",
    },
    "sources": {
        "nom": "document|titre|intitule|nom du document|reference",
        "date_document": "date|date du document|annee|date de publication",
        "type_source": "type|type de document|nature",
        "url": "lien|adresse|url",
    },
}


def _index() -> dict[str, dict[str, str]]:
    return {
        sheet: {singular(fold(word)): column for column, words in columns.items() for word in words.split("|")}
        for sheet, columns in _WORDS.items()
    }


SYNONYMS = _index()
"""For each sheet, folded singular word -> column."""

SHEETS = tuple(_WORDS)
"""Sheets that a foreign table may be, the most usual first."""
