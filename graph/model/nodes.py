"""Declare every node label of the graph, its properties and its sheet in the workbook."""

from __future__ import annotations

from graph.model.properties import (
    A_PRECISER,
    ALIAS,
    ANCIENS_IDS,
    DATE_PRECISION,
    LIBELLE_SOURCE,
    NOTE_QUALITE,
    SIGLE,
    URL,
)
from graph.model.spec import NodeSpec, PropertySpec, ValueType

# fmt: off
T = ValueType


def _p(
    name: str,
    caption: str,
    description: str,
    type: ValueType = T.TEXTE,  # noqa: A002 - the word of the declaration
    *,
    unit: str | None = None,
    required: bool = False,
    vocabulary: str | None = None,
    format: str | None = None,  # noqa: A002 - the word of the declaration
    reference_label: str | None = None,
    filled_by: str = "fichier",
) -> PropertySpec:
    """Write a declaration on one line."""
    return PropertySpec(
        name=name,
        caption=caption,
        description=description,
        type=type,
        unit=unit,
        required=required,
        vocabulary=vocabulary,
        format=format,
        reference_label=reference_label,
        filled_by=filled_by,
    )


_STATUT_FAIT = _p("statut", "Statut", "En projet, effectif ou terminé ; vide si inconnu.", vocabulary="statuts_fait")

_ACTEUR = NodeSpec(
    label="Acteur",
    sheet="acteurs",
    caption="Acteur",
    plural="Acteurs",
    prefix=("acteur:",),
    description="Organisme, ou service d’un organisme, qui agit : ARS, CPAM, EPCI, association, établissement…",
    properties=(
        _p("type_acteur", "Type d’acteur", "Nature de l’organisme.", required=True, vocabulary="types_acteur"),
        _p("secteur", "Secteur", "Secteur d’activité ; à défaut, celui du type.", vocabulary="secteurs"),
        _p("niveau", "Niveau", "Échelle de l’organisme.", vocabulary="niveaux_acteur"),
        SIGLE,
        ALIAS,
        _p(
            "collectif",
            "Collectif",
            "Oui pour une catégorie non nommée (« une quinzaine de structures ») : dessinée hachurée, hors calculs.",
            T.BOOLEEN,
        ),
        A_PRECISER,
        _p("siren", "SIREN", "Neuf chiffres, clé de Luhn vérifiée.", format="siren"),
        _p("siret", "SIRET", "Quatorze chiffres, clé vérifiée.", format="siret"),
        _p("finess_ej", "FINESS entité juridique", "Neuf caractères, clé vérifiée.", format="finess"),
        _p("finess_et", "FINESS établissement", "Neuf caractères, clé vérifiée.", format="finess"),
        _p("rna", "RNA", "W suivi de neuf caractères.", format="rna"),
        URL,
        _p(
            "courriel_generique",
            "Courriel générique",
            "Boîte d’un service, jamais d’une personne.",
            format="courriel",
        ),
        _STATUT_FAIT,
        LIBELLE_SOURCE,
        NOTE_QUALITE,
        ANCIENS_IDS,
    ),
)

_DISPOSITIF = NodeSpec(
    label="Dispositif",
    sheet="dispositifs",
    caption="Dispositif",
    plural="Dispositifs",
    prefix=("disp:",),
    description="Contrat, plan, conseil ou structure de coordination : CLS, CPTS, CLSM, PTSM, DAC, MSP…",
    properties=(
        _p("type_dispositif", "Type de dispositif", "Nature du dispositif.", required=True, vocabulary="types_dispositif"),
        SIGLE,
        ALIAS,
        _p("generation", "Génération", "Rang du contrat : 1 pour le premier.", T.ENTIER),
        _p("cycle", "Étape", "Étape du cycle de vie.", vocabulary="cycle_cls"),
        _p("cycle_suivant", "Étape suivante", "Étape annoncée par la source.", vocabulary="cycle_cls"),
        _p("date_cycle", "Date de l’étape", "Date à laquelle l’étape est constatée.", T.DATE),
        _p("date_signature", "Date de signature", "Date de signature.", T.DATE),
        _p("date_debut", "Début", "Premier jour (ou mois, ou année) du dispositif.", T.DATE),
        _p("date_fin", "Fin", "Dernier jour (ou mois, ou année), prolongations comprises.", T.DATE),
        _p("date_fin_initiale", "Fin initiale", "Fin prévue avant prolongation.", T.DATE),
        DATE_PRECISION,
        _p("duree_initiale_ans", "Durée initiale", "Durée prévue à la signature.", T.DECIMAL, unit="ans"),
        _p("prolongation_ans", "Prolongation", "Durée ajoutée par avenant.", T.DECIMAL, unit="ans"),
        _p("duree_prevue_ans", "Durée prévue", "Durée annoncée, telle qu’écrite (« 3 à 5 »).", unit="ans"),
        _p("duree_elaboration_mois", "Durée d’élaboration", "Durée de l’élaboration.", T.ENTIER, unit="mois"),
        _p("nb_actions_declare", "Actions déclarées", "Nombre d’actions annoncé par la source.", T.ENTIER, unit="actions"),
        _STATUT_FAIT,
        _p("siren", "SIREN", "Neuf chiffres, si le dispositif a une personnalité juridique.", format="siren"),
        _p("finess_et", "FINESS établissement", "Neuf caractères, clé vérifiée.", format="finess"),
        URL,
        LIBELLE_SOURCE,
        NOTE_QUALITE,
        ANCIENS_IDS,
    ),
)

_TERRITOIRE = NodeSpec(
    label="Territoire",
    sheet="territoires",
    caption="Territoire",
    plural="Territoires",
    prefix=("COM-", "EPCI-", "DEP-", "REG-", "terr:"),
    description="Espace géographique : commune, EPCI, pays, département, région, quartier prioritaire…",
    reference=True,
    properties=(
        _p("type_territoire", "Type de territoire", "Nature du territoire.", required=True, vocabulary="types_territoire"),
        _p("code", "Code officiel", "Code INSEE (commune, département, région) ou SIREN (EPCI)."),
        ALIAS,
        _p("population", "Population déclarée", "Population écrite dans la source, gardée à côté de la population calculée.",
           T.ENTIER, unit="habitants"),
        _p("superficie_km2", "Superficie déclarée", "Superficie écrite dans la source.", T.DECIMAL, unit="km²"),
        _p("densite_hab_km2", "Densité déclarée", "Densité écrite dans la source.", T.DECIMAL, unit="hab./km²"),
        _p("nb_communes", "Communes déclarées", "Nombre de communes écrit dans la source.", T.ENTIER, unit="communes"),
        _p("nb_epci", "EPCI déclarés", "Nombre d’EPCI écrit dans la source.", T.ENTIER, unit="EPCI"),
        _p("medecins_generalistes", "Médecins généralistes", "Nombre recensé par la source.", T.ENTIER, unit="professionnels"),
        _p("infirmiers", "Infirmiers", "Nombre recensé par la source.", T.ENTIER, unit="professionnels"),
        _p("masseurs_kinesitherapeutes", "Masseurs-kinésithérapeutes", "Nombre recensé par la source.", T.ENTIER,
           unit="professionnels"),
        _p("orthophonistes", "Orthophonistes", "Nombre recensé par la source.", T.ENTIER, unit="professionnels"),
        _p("date_ps", "Date du recensement", "Date à laquelle les professionnels ont été comptés.", T.DATE),
        PropertySpec(
            name="inventaire_complet",
            type=T.COUPLES,
            item_type=T.DATE,
            caption="Inventaire complet",
            stored_as=("inventaire_types", "inventaire_dates"),
            description="Types de dispositif dont la liste est complète sur ce territoire, avec la date : « CLS=2021-07-01 ». "
            "Sans cela, une absence reste « non documentée ».",
        ),
        NOTE_QUALITE,
        _p("siren", "SIREN", "SIREN de la commune.", format="siren", filled_by="referentiel"),
        _p("population_rp2018", "Population municipale RP2018", "Recensement de 2018 (INSEE).", T.ENTIER, unit="habitants",
           filled_by="referentiel"),
        _p("population_rp2023", "Population municipale RP2023", "Recensement de 2023 (INSEE).", T.ENTIER, unit="habitants",
           filled_by="referentiel"),
        _p("nature_epci", "Nature de l’EPCI", "CC, CA, CU ou métropole.", filled_by="referentiel"),
        _p("millesime", "Millésime", "Édition du code officiel géographique.", filled_by="referentiel"),
        _p("population_declaree", "Population publiée", "Population publiée avec le périmètre.", T.ENTIER, unit="habitants",
           filled_by="referentiel"),
        _p("population_declaree_annee", "Année de la population publiée", "Année de recensement.", T.ENTIER,
           filled_by="referentiel"),
        _p("nb_communes_declare", "Communes publiées", "Nombre de communes publié avec le périmètre.", T.ENTIER,
           unit="communes", filled_by="referentiel"),
        _p("source_perimetre", "Source du périmètre", "Document d’où vient le périmètre.", filled_by="referentiel"),
    ),
)

_ACTION = NodeSpec(
    label="Action",
    feminine=True,
    sheet="actions",
    caption="Action",
    plural="Actions",
    prefix=("action:",),
    description="Fiche action d’un dispositif, ou orientation proposée avant la fiche.",
    properties=(
        _p("niveau", "Niveau", "Fiche action ou orientation.", vocabulary="niveaux_action"),
        _p("numero", "Numéro", "Numéro de la fiche dans le contrat.", T.ENTIER),
        _p("statut", "Statut", "Avancement de l’action.", vocabulary="statuts_action"),
        _p("date_debut", "Début", "Début de l’action.", T.DATE),
        _p("date_fin", "Fin", "Fin de l’action.", T.DATE),
        _p("date_liste", "Date de la liste", "Date de la liste où l’action figure.", T.DATE),
        LIBELLE_SOURCE,
        _p("pilote_source", "Pilote tel qu’écrit", "Nom du pilote tel qu’écrit dans la source."),
        _p("acteurs_source", "Acteurs tels qu’écrits", "Noms des acteurs tels qu’écrits dans la source."),
        _p("thematique_source", "Thématique telle qu’écrite", "Intitulé de la thématique dans la source."),
        _p("rang_source", "Rang dans la source", "Place dans le tableau d’origine.", T.ENTIER),
        _p("duree", "Durée", "Annuelle ou pluriannuelle.", vocabulary="durees_fiche"),
        _p("besoins_justifiant", "Besoins qui justifient l’action", "Éléments du diagnostic qui la justifient."),
        _p("inegalites_reperees", "Inégalités repérées", "Des inégalités sociales de santé sont-elles repérées ?", T.BOOLEEN),
        _p("inegalites_precisions", "Lesquelles, ou pourquoi non", "Inégalités repérées, ou raison de leur absence."),
        _p("territoires_inegalites", "Territoires concernés par les inégalités", "Noms ou codes, séparés par « | ».", T.LISTE),
        _p("public_vise", "Public visé", "Public tel qu’écrit dans la fiche."),
        _p("cible_public_inegalites", "Vise les publics concernés par les inégalités", "Oui ou non.", T.BOOLEEN),
        _p("deja_en_cours", "Déjà en cours", "L’action existe-t-elle déjà ?", T.BOOLEEN),
        _p("stade", "Stade", "Mise en œuvre ou évaluation.", vocabulary="stades_fiche"),
        _p("objectif_strategique", "Objectif stratégique", "Objectif stratégique de la fiche."),
        _p("objectifs_operationnels", "Objectifs opérationnels", "Objectifs, séparés par « | ».", T.LISTE),
        _p("visent_inegalites", "Les objectifs visent les inégalités", "Oui ou non.", T.BOOLEEN),
        _p("deroule", "Déroulé", "Étapes, séparées par « | » : « étape, période : texte ».", T.LISTE),
        _p("volet_sante_contrat_ville", "Volet santé du contrat de ville", "Oui ou non.", T.BOOLEEN),
        _p("participation_citoyens", "Participation des citoyens", "Oui ou non.", T.BOOLEEN),
        PropertySpec(
            name="rifkin",
            type=T.COUPLES,
            item_type=T.TEXTE,
            caption="Participation (Rifkin)",
            description="Dimension et niveau de 1 à 5, « besoins=3 » ; 0 si la case n’est pas cochée, « ? » si elle "
            "l’est sans niveau.",
        ),
        _p("facteurs_facilitants", "Facteurs facilitants", "Ce qui aide."),
        _p("difficultes", "Difficultés", "Ce qui freine."),
        _p("methode_evaluation", "Méthode d’évaluation", "Comment l’action sera évaluée."),
        NOTE_QUALITE,
    ),
)

_INSTANCE = NodeSpec(
    label="Instance",
    feminine=True,
    sheet="instances",
    caption="Instance",
    plural="Instances",
    prefix=("inst:",),
    description="Lieu où l’on se réunit : COPIL, COTECH, groupe de travail, réseau, conseil.",
    properties=(
        _p("type_instance", "Type d’instance", "Nature de l’instance.", required=True, vocabulary="types_instance"),
        _p("periodicite_an", "Réunions par an", "Nombre de réunions par an.", T.DECIMAL, unit="réunions par an"),
        _p("periodicite_min_an", "Réunions minimales par an", "Minimum fixé par une règle, non vérifié.", T.DECIMAL,
           unit="réunions par an"),
        _p("duree_h", "Durée d’une réunion", "Durée habituelle.", T.DECIMAL, unit="heures"),
        _p("date_creation", "Création", "Date de création.", T.DATE),
        _p("nb_reunions", "Réunions tenues", "Nombre de réunions annoncé par la source.", T.ENTIER, unit="réunions"),
        _p("nb_structures_approx", "Structures (environ)", "Nombre approximatif de structures.", T.ENTIER, unit="structures"),
        A_PRECISER,
        NOTE_QUALITE,
        ANCIENS_IDS,
    ),
)

_EVENEMENT = NodeSpec(
    label="Evenement",
    sheet="evenements",
    caption="Événement",
    plural="Événements",
    prefix=("evt:",),
    description="Réunion, forum, formation, atelier ou jalon.",
    properties=(
        _p("type_evenement", "Type d’événement", "Nature de l’événement.", required=True, vocabulary="types_evenement"),
        _p("date", "Date", "Jour, mois ou année.", T.DATE),
        DATE_PRECISION,
        _p("nombre", "Nombre", "Nombre de séances, quand la source les compte ensemble.", T.ENTIER, unit="séances"),
        NOTE_QUALITE,
    ),
)

_OFFRE = NodeSpec(
    label="Offre",
    feminine=True,
    sheet="offres",
    caption="Offre",
    plural="Offres",
    prefix=("offre:",),
    description="Service ou programme qu’un acteur met à disposition.",
    properties=(_p("conditions", "Conditions", "Qui peut en bénéficier, et comment."), URL, NOTE_QUALITE),
)

_BESOIN = NodeSpec(
    label="Besoin",
    sheet="besoins",
    caption="Besoin",
    plural="Besoins",
    prefix=("besoin:",),
    description="Besoin ou priorité issus d’un diagnostic.",
    properties=(
        _p("territoire", "Territoire", "Identifiant du territoire du diagnostic. Il a ce besoin, sauf si la "
           "colonne «\u00a0territoires\u00a0» en nomme d’autres.", reference_label="Territoire"),
        _p("intensite", "Intensité", "Importance donnée par le diagnostic, telle qu’écrite."),
        NOTE_QUALITE,
    ),
)

_CODE = _p("code", "Code", "Code du terme dans le vocabulaire.")
_PARENT = _p("parent", "Terme plus large", "Code de la famille.", filled_by="referentiel")
_DOMAINE = _p("domaine_legal", "Domaine légal", "Domaine de l’article L1434-2 du code de la santé publique.",
              vocabulary="domaines_legaux", filled_by="referentiel")

_THEMATIQUE = NodeSpec(
    label="Thematique", feminine=True, sheet="thematiques", caption="Thématique", plural="Thématiques", prefix=("theme:",),
    description="Sujet traité, dans une liste fermée de 44 thèmes et 9 familles.",
    reference=True, vocabulary="thematiques", properties=(_CODE, _PARENT, _DOMAINE),
)
_PUBLIC = NodeSpec(
    label="Public", sheet="publics", caption="Public", plural="Publics", prefix=("public:",),
    description="Personnes auxquelles on s’adresse, dans une liste fermée.",
    reference=True, vocabulary="publics", properties=(_CODE,),
)
_DETERMINANT = NodeSpec(
    label="Determinant", sheet="determinants", caption="Déterminant de la santé", plural="Déterminants de la santé",
    prefix=("determinant:",), description="Case « déterminants de la santé visés » de la fiche action.",
    reference=True, vocabulary="determinants", properties=(_CODE, _PARENT),
)
_TYPE_INTERVENTION = NodeSpec(
    label="TypeIntervention", sheet="types_intervention", caption="Type d’intervention", plural="Types d’intervention",
    prefix=("intervention:",), description="Case « typologie des interventions » de la fiche action.",
    reference=True, vocabulary="types_intervention", properties=(_CODE, _PARENT),
)
_AXE = NodeSpec(
    label="Axe", sheet="axes", caption="Axe stratégique", plural="Axes stratégiques", prefix=("axe:",),
    description="Axe stratégique d’un contrat, d’un plan ou d’une convention.",
    properties=(_p("numero", "Numéro", "Numéro de l’axe.", T.ENTIER),),
)
_INDICATEUR = NodeSpec(
    label="Indicateur", sheet="indicateurs", caption="Indicateur", plural="Indicateurs", prefix=("ind:",),
    description="Indicateur de suivi : sa définition, pas sa valeur.",
    properties=(
        _p("type_indicateur", "Type d’indicateur", "Processus, activité ou résultat.", vocabulary="types_indicateur"),
        _p("cadre", "Cadre", "Contrat ou document qui le définit."),
    ),
)
_OBSERVATION = NodeSpec(
    label="Observation", feminine=True, sheet="observations", caption="Observation", plural="Observations", prefix=("obs:",),
    description="Valeur datée, mesurée sur un territoire.",
    properties=(
        _p("valeur", "Valeur", "Valeur observée ; vide si la source donne un intervalle.", T.DECIMAL),
        _p("min", "Borne basse", "Borne basse de l’intervalle.", T.DECIMAL),
        _p("max", "Borne haute", "Borne haute de l’intervalle.", T.DECIMAL),
        _p("unite", "Unité", "Unité de la valeur."),
        _p("date", "Date", "Jour, mois ou année de la mesure.", T.DATE),
        _p("date_debut", "Début de période", "Début de la période mesurée.", T.DATE),
        _p("date_fin", "Fin de période", "Fin de la période mesurée.", T.DATE),
        DATE_PRECISION,
        PropertySpec(
            name="comparateurs", type=T.COUPLES, item_type=T.DECIMAL, caption="Comparateurs",
            description="Même mesure ailleurs : « Bretagne=11,4|France=12,1 ».",
        ),
        _p("effectif", "Effectif", "Nombre de personnes correspondant.", T.ENTIER, unit="personnes"),
        _p("part", "Part", "Part correspondante.", T.DECIMAL, unit="%"),
        _p("plus_60", "Dont 60 ans et plus", "Professionnels de 60 ans et plus.", T.ENTIER, unit="professionnels"),
        _p("plus_65", "Dont 65 ans et plus", "Professionnels de 65 ans et plus.", T.ENTIER, unit="professionnels"),
        _p("statut", "Statut", "Observé, projection ou objectif.", vocabulary="statuts_observation"),
    ),
)
_SOURCE = NodeSpec(
    label="Source", feminine=True, sheet="sources", caption="Source", plural="Sources", prefix=("src:",),
    description="Document d’où viennent les faits. Son texte n’est pas conservé : son nom, son empreinte et des citations.",
    properties=(
        _p("fichier", "Nom du fichier", "Nom du document, tel que les preuves le citent."),
        _p("sha256", "Empreinte SHA-256", "Empreinte du fichier d’origine."),
        _p("date_document", "Date du document", "Date du document.", T.DATE),
        _p("date_plancher", "Date plancher", "Date la plus récente que le document mentionne, à défaut de date.", T.DATE),
        _p("type_source", "Type de source", "Page web, mémoire, compte rendu, entretien…"),
        _p("licence", "Licence", "Conditions de réutilisation."),
        URL,
    ),
)
_NOTE = NodeSpec(
    label="Note", feminine=True, sheet="notes", caption="Note de lecture", plural="Notes de lecture", prefix=("note:",),
    description="Réserve sur la qualité d’une information : contradiction, donnée perdue, sigle ambigu.",
    properties=(
        _p("texte", "Texte", "Ce qu’il faut savoir.", required=True),
        _p("regle", "Règle", "Règle de contrôle concernée."),
        _p("gravite", "Gravité", "Attention ou information.", vocabulary="gravites_note"),
    ),
)

NODES: dict[str, NodeSpec] = {
    spec.label: spec
    for spec in (
        _ACTEUR, _DISPOSITIF, _TERRITOIRE, _ACTION, _INSTANCE, _EVENEMENT, _OFFRE, _BESOIN,
        _THEMATIQUE, _PUBLIC, _DETERMINANT, _TYPE_INTERVENTION, _AXE, _INDICATEUR, _OBSERVATION, _SOURCE, _NOTE,
    )
}
"""Every label, in the order of the sheets. Adding an entry here is all a new label needs."""

DUAL_LABELS = frozenset({"Dispositif", "Acteur"})
"""Labels one node may carry together: a CPTS is a scheme and an organisation (see `peut_etre_acteur`)."""
