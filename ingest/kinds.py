"""Declare every kind of problem that an import can report: code, gravity, title, remedy, rule applied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gravite(StrEnum):
    """Gravity of a problem: only the first one keeps a file out."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


_B, _A, _I = Gravite.BLOQUANT, Gravite.AVERTISSEMENT, Gravite.INFORMATION

_CELLULE = "Corrigez la cellule puis relancez l’import."
_LIGNE = "Corrigez la ligne puis relancez l’import."
_VERIFIER = "Vérifiez, puis complétez le fichier si besoin."
_RIEN = "Rien à faire si c’est voulu."
_REPARATION = "Rien à faire si c’est bien cela ; sinon refusez la réparation et corrigez la cellule."
_AUTRE_FICHIER = "Enregistrez à nouveau le fichier depuis votre tableur, puis relancez l’import."


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Declare one kind of problem.

    Parameters
    ----------
    code
        Stable code: 1xx file and sheet, 2xx cell, 3xx row, 4xx across rows.
    gravite
        Gravity.
    titre
        French title, for counts and documentation.
    remede
        What to do, one French sentence.
    regle
        Integrity rule it applies (`R1`…), or None.
    """

    code: str
    gravite: Gravite
    titre: str
    remede: str
    regle: str | None = None


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "ING-101",
            _B,
            "Fichier introuvable ou illisible",
            "Vérifiez le chemin et les droits, puis relancez l’import.",
        ),
        Kind(
            "ING-102",
            _B,
            "Format non reconnu",
            "Donnez un classeur .xlsx ou .ods, un fichier .csv, un dossier ou une archive .zip de fichiers .csv, ou un "
            "export .json, .gexf ou .graphml.",
        ),
        Kind("ING-103", _B, "Fichier vide", "Choisissez un fichier qui contient des données, puis relancez l’import."),
        Kind(
            "ING-104",
            _B,
            "Ce n’est pas un classeur",
            "Enregistrez les données en .xlsx depuis un tableur, puis relancez l’import.",
        ),
        Kind("ING-105", _B, "Classeur protégé", "Enregistrez une copie sans mot de passe, puis relancez l’import."),
        Kind("ING-106", _B, "Fichier abîmé", _AUTRE_FICHIER),
        Kind(
            "ING-107",
            _B,
            "Fichier trop gros",
            "Coupez le fichier en plusieurs, puis importez-les ensemble ou l’un après l’autre.",
        ),
        Kind(
            "ING-108",
            _B,
            "Trop de lignes",
            "Répartissez les lignes sur plusieurs feuilles ou fichiers, puis relancez l’import.",
        ),
        Kind(
            "ING-109", _B, "Aucune table", "Partez du modèle de classeur (maillage template), puis relancez l’import."
        ),
        Kind(
            "ING-110",
            _B,
            "Feuille inconnue",
            "Renommez la feuille, ou faites commencer son nom par « _ » pour qu’elle ne soit pas lue.",
        ),
        Kind(
            "ING-111",
            _B,
            "Colonne obligatoire absente",
            "Ajoutez la colonne en première ligne, puis relancez l’import.",
        ),
        Kind("ING-112", _B, "Colonne en double", "Gardez une seule de ces colonnes, puis relancez l’import."),
        Kind(
            "ING-113", _I, "Colonne inconnue, gardée à part", "Rien à faire si c’est voulu ; sinon corrigez l’en-tête."
        ),
        Kind("ING-114", _B, "Encodage illisible", "Enregistrez le fichier en « CSV UTF-8 », puis relancez l’import."),
        Kind("ING-115", _I, "Fichier du dossier non lu", _RIEN),
        Kind("ING-116", _I, "Colonne tenue par le référentiel, non lue", _RIEN),
        Kind("ING-117", _A, "Colonne qui ne peut pas être gardée", "Déplacez l’information dans une colonne connue."),
        Kind(
            "ING-118",
            _B,
            "Tableau trop large",
            "Supprimez les cellules isolées loin du tableau, puis relancez l’import.",
        ),
        Kind(
            "ING-120",
            _I,
            "Colonnes de personnes ou de contacts, non lues",
            "Rien à faire : Maillage ne garde aucune donnée sur les personnes.",
        ),
        Kind(
            "ING-119",
            _I,
            "Fichier lu selon son contenu, pas selon son nom",
            "Rien à faire ; donnez-lui la bonne extension pour ne plus voir ce message.",
        ),
        Kind("ING-121", _I, "Partie du fichier non lue", _RIEN),
        Kind(
            "ING-122",
            _B,
            "Export d’une autre sorte",
            "Donnez un fichier écrit par « maillage export » (json, gexf ou graphml), ou un classeur, ou un CSV.",
        ),
        Kind(
            "ING-123",
            _B,
            "Type de dispositif à dire",
            "Ajoutez une colonne « type » (CPTS, CLS, MSP…), ou mettez le type dans le nom de la feuille ou du "
            "fichier, puis relancez l’import.",
        ),
        Kind("ING-124", _I, "Établissements sans entité juridique décrite", _RIEN),
        Kind("ING-125", _I, "Catégories lues comme de simples acteurs", _RIEN),
        Kind("ING-201", _B, "Valeur hors liste", _CELLULE, "R3"),
        Kind("ING-202", _B, "Valeur du mauvais type", _CELLULE),
        Kind("ING-203", _B, "Date illisible", _CELLULE),
        Kind("ING-204", _B, "Identifiant officiel ou format invalide", _CELLULE),
        Kind("ING-205", _B, "Code de territoire inconnu", _CELLULE, "R3"),
        Kind(
            "ING-206",
            _B,
            "Valeur obligatoire absente",
            "Remplissez la cellule puis relancez l’import. Si elle semble remplie : cellule fusionnée ou formule sans "
            "résultat enregistré.",
        ),
        Kind(
            "ING-207",
            _B,
            "Donnée personnelle",
            "Effacez-la ; gardez la fonction et un courriel de service. Relancez l’import.",
            "R4",
        ),
        Kind("ING-208", _B, "Texte trop long", "Raccourcissez le texte puis relancez l’import."),
        Kind("ING-209", _B, "Identifiant mal formé", _CELLULE),
        Kind("ING-210", _I, "Caractères invisibles retirés", _RIEN),
        Kind("ING-211", _B, "Rôle hors de la liste du type", _CELLULE, "R3"),
        Kind("ING-212", _B, "Cellule en erreur", "Corrigez la formule du tableur, puis relancez l’import."),
        Kind("ING-213", _I, "Ancien code de commune remplacé", _RIEN),
        Kind(
            "ING-214",
            _A,
            "Adresse électronique peut-être nominative",
            "Vérifiez que cette boîte est celle d’un service ; sinon, effacez-la.",
            "R4",
        ),
        Kind(
            "ING-215",
            _A,
            "Colonne qui semble décrire une personne",
            "Supprimez cette colonne si elle nomme des personnes ; gardez la fonction et un contact de service.",
            "R4",
        ),
        Kind(
            "ING-216",
            _A,
            "Siège non situé",
            "Donnez la commune du siège dans la feuille « relations » si vous la connaissez.",
        ),
        Kind("ING-217", _A, "Caractère perdu", "Remettez la lettre dans le fichier d’origine, puis relancez l’import."),
        Kind(
            "ING-218",
            _A,
            "Numéro de sécurité sociale possible",
            "Vérifiez que ce n’est pas celui d’une personne ; sinon, effacez-le.",
            "R4",
        ),
        Kind(
            "ING-219",
            _A,
            "Nom de commune inconnu à côté d’un code",
            "Vérifiez que le code est bien celui de cette commune ; sinon corrigez-le.",
        ),
        Kind("ING-301", _B, "Dates inversées", _LIGNE, "R2"),
        Kind("ING-302", _B, "Objet qui ne convient pas à ce bout de la relation", _LIGNE),
        Kind("ING-303", _B, "Relation d’un objet avec lui-même", _LIGNE),
        Kind(
            "ING-304",
            _A,
            "Action sans pilote",
            "Complétez la colonne « pilotes » ou la feuille « roles » quand il sera connu.",
            "R6",
        ),
        Kind("ING-305", _A, "Étape et date de fin en désaccord", _VERIFIER, "R7"),
        Kind("ING-306", _A, "Passage d’étape inattendu", _VERIFIER, "R7"),
        Kind("ING-307", _I, "Acteur à préciser", "Remplacez-le par l’organisme exact quand il sera connu.", "R11"),
        Kind("ING-308", _I, "Réunion un samedi ou un dimanche", _VERIFIER, "R13"),
        Kind(
            "ING-309",
            _I,
            "Constat de plus de 24 mois",
            "Si c’est toujours vrai, citez un document plus récent dans « source », ou datez le constat dans la "
            "colonne « observed_at » de la feuille « relations ». Si c’est fini, donnez la date « valid_to ».",
            "R15",
        ),
        Kind(
            "ING-401",
            _B,
            "Lignes contradictoires",
            "Gardez la bonne valeur sur toutes les lignes de cet objet, puis relancez l’import.",
        ),
        Kind("ING-402", _I, "Ligne en double", _RIEN),
        Kind(
            "ING-403",
            _B,
            "Référence sans objet",
            "Corrigez l’identifiant, ou ajoutez l’objet dans sa feuille, puis relancez l’import.",
            "R1",
        ),
        Kind(
            "ING-404",
            _B,
            "Nom qui désigne plusieurs objets",
            "Écrivez l’identifiant de l’objet voulu, puis relancez l’import.",
            "R12",
        ),
        Kind(
            "ING-405",
            _B,
            "Un même identifiant pour deux natures d’objet",
            "Donnez un identifiant différent à chaque objet, puis relancez l’import.",
        ),
        Kind("ING-406", _A, "Signataire absent du COPIL", _VERIFIER, "R5"),
        Kind("ING-407", _A, "Population sous la norme", _VERIFIER, "R8"),
        Kind("ING-408", _A, "COPIL moins réuni que la norme", _VERIFIER, "R9"),
        Kind("ING-409", _A, "Périmètre sur plusieurs régions", _VERIFIER, "R10"),
        Kind("ING-410", _A, "Homonyme ou sigle ambigu", _VERIFIER, "R12"),
        Kind("ING-411", _A, "Nombre annoncé différent du nombre décrit", _VERIFIER, "R14"),
        Kind(
            "ING-412",
            _A,
            "Citation introuvable dans le document",
            "Recopiez la citation telle que le document l’écrit.",
            "R16",
        ),
        Kind(
            "ING-413", _A, "Dispositif sans périmètre", "Ajoutez son territoire dans la feuille « perimetres ».", "R17"
        ),
        Kind("ING-414", _I, "Document ajouté aux sources", "Complétez-le dans la feuille « sources » (date, type)."),
        Kind(
            "ING-415",
            _A,
            "Ligne écartée avec celle dont elle dépend",
            "Corrigez d’abord l’autre ligne, puis relancez l’import.",
        ),
        Kind(
            "ING-416",
            _A,
            "Deux lignes pour un même nom",
            "Si ce sont deux objets différents, donnez-leur des noms différents ou une colonne d’identifiants.",
        ),
        Kind("ING-501", _I, "Zéros de tête remis", _REPARATION),
        Kind("ING-502", _I, "Code écrit comme un nombre", _REPARATION),
        Kind("ING-503", _I, "Code remis en forme", _REPARATION),
        Kind("ING-504", _I, "Commune reconnue par son nom", _REPARATION),
        Kind("ING-505", _I, "Intercommunalité, département ou région reconnus par leur nom", _REPARATION),
        Kind("ING-506", _I, "Date écrite à la française", _REPARATION),
        Kind("ING-507", _I, "Date en numéro de série du tableur", _REPARATION),
        Kind("ING-508", _I, "Oui ou non écrit autrement", _REPARATION),
        Kind("ING-509", _I, "Nombre écrit à la française", _REPARATION),
        Kind("ING-510", _I, "Terme de liste reconnu", _REPARATION),
        Kind("ING-511", _I, "Cellule fusionnée recopiée", _REPARATION),
        Kind("ING-512", _I, "Caractères abîmés remis", _REPARATION),
        Kind("ING-513", _I, "Espaces insécables ou caractères invisibles ôtés", _REPARATION),
        Kind("ING-514", _I, "Arrondissement municipal lu comme la commune", _REPARATION),
        Kind("ING-515", _I, "Commune déléguée, associée ou ancienne remplacée par l’actuelle", _REPARATION),
        Kind("ING-516", _I, "Fiche jugée la même qu’une autre", _REPARATION),
        Kind(
            "ING-517",
            _I,
            "Relation sans date rapprochée de la même, datée",
            "Rien à faire si c’est la même ; sinon refusez ce rapprochement, ou datez la relation.",
        ),
        Kind(
            "ING-518",
            _A,
            "Relation corrigée à la main, que le fichier redit comme avant",
            "Rien à faire si la correction est juste : elle est gardée ; sinon refusez-la, et le fichier sera suivi.",
        ),
        Kind("ING-521", _I, "En-tête trouvé plus bas que la première ligne", _RIEN),
        Kind(
            "ING-522", _I, "Encodage deviné", "Vérifiez que les accents sont bons ; sinon enregistrez en « CSV UTF-8 »."
        ),
        Kind("ING-523", _I, "Séparateur deviné", "Vérifiez que les colonnes sont bien coupées."),
        Kind(
            "ING-524",
            _I,
            "Correspondance des colonnes appliquée",
            "Rien à faire si c’est bien cela ; sinon corrigez la correspondance.",
        ),
        Kind(
            "ING-525", _I, "Lignes proposées, non remplies", "Donnez un nom à celles qui existent, laissez les autres."
        ),
        Kind(
            "ING-526",
            _I,
            "Territoire du diagnostic lu comme celui du besoin",
            "Rien à faire si c’est bien cela ; sinon dites les territoires dans la colonne « territoires ».",
        ),
    )
}
"""Every kind of problem, by code. A code never changes meaning."""

REPAIRS = frozenset(
    {"ING-210", "ING-213", "ING-501", "ING-502", "ING-503", "ING-506", "ING-507", "ING-508", "ING-509", "ING-510"}
    | {"ING-504", "ING-505", "ING-511", "ING-512", "ING-513", "ING-514", "ING-515", "ING-516"}
)
"""Problems that the import put right by itself: their rows count as repaired."""

REFUSABLE = REPAIRS | {"ING-517", "ING-518"}
"""Readings that a person may refuse: repairs of cells, then what the comparison with the base decides."""
