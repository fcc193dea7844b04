"""Say in French why the embedded engine cannot serve, and what to do about it."""

from pathlib import Path


class EngineError(Exception):
    """
    Report that the embedded engine cannot be started, joined or stopped.

    Parameters
    ----------
    code
        Stable code, `GRA-1xx`.
    message
        What happened, one French sentence for the person.
    remedy
        What to do, one French sentence.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"[{code}] {message} {remedy}")
        self.code = code
        self.message = message
        self.remedy = remedy


def folder_refused(folder: Path, cause: OSError) -> EngineError:
    """Say that the data folder cannot be written (GRA-101), or that its disk is full (GRA-103)."""
    if cause.errno in _FULL:
        return disk_full(folder)
    return EngineError(
        "GRA-101",
        f"Le dossier des données « {folder} » n’accepte pas l’écriture.",
        "Donnez-vous le droit d’y écrire, ou choisissez un autre dossier avec --data ou MAILLAGE_DATA.",
    )


def port_taken(port: int) -> EngineError:
    """Say that the port asked for cannot be listened on (GRA-102)."""
    return EngineError(
        "GRA-102",
        f"Le port {port} demandé par MAILLAGE_BOLT_PORT est occupé par un autre programme ou interdit.",
        "Choisissez un autre port, ou retirez MAILLAGE_BOLT_PORT : un port libre sera pris.",
    )


def disk_full(folder: Path) -> EngineError:
    """Say that no room is left where the data live (GRA-103)."""
    return EngineError(
        "GRA-103",
        f"Le disque qui porte « {folder} » est plein.",
        "Libérez de la place ou choisissez un autre dossier avec --data, puis relancez.",
    )


def memory_short(heap: str) -> EngineError:
    """Say that the machine cannot give the memory asked for (GRA-104)."""
    return EngineError(
        "GRA-104",
        f"La machine ne peut pas donner au moteur la mémoire demandée ({heap}).",
        "Fermez d’autres programmes ou baissez MAILLAGE_HEAP (512m convient à un département).",
    )


def heap_unreadable(heap: str) -> EngineError:
    """Say that the size of the memory cannot be read (GRA-105)."""
    return EngineError(
        "GRA-105",
        f"La taille de mémoire « {heap} » donnée par MAILLAGE_HEAP est illisible ou trop petite.",
        "Écrivez un nombre suivi de m ou de g, au moins 128m : 512m, 2g.",
    )


def folder_held(folder: Path) -> EngineError:
    """Say that another program has the database files open (GRA-106)."""
    return EngineError(
        "GRA-106",
        f"Les données de « {folder} » sont déjà ouvertes par un autre programme.",
        "Fermez cet autre programme, puis relancez.",
    )


def child_died(log: Path) -> EngineError:
    """Say that the engine ended before it was ready, for a cause not known here (GRA-107)."""
    return EngineError(
        "GRA-107",
        "Le moteur de données s’est arrêté pendant son démarrage.",
        f"Relancez ; si cela se répète, le journal « {log} » dit pourquoi : joignez-le à votre demande d’aide.",
    )


def start_timeout(seconds: float, log: Path) -> EngineError:
    """Say that the engine was not ready in time (GRA-108)."""
    shown = f"{seconds:g}".replace(".", ",")
    return EngineError(
        "GRA-108",
        f"Le moteur de données n’était pas prêt après {shown} secondes.",
        f"Relancez, ou donnez plus de temps avec MAILLAGE_START_TIMEOUT ; le journal est « {log} ».",
    )


def engine_missing() -> EngineError:
    """Say that the engine's package is not installed or not complete (GRA-109)."""
    return EngineError(
        "GRA-109",
        "Le moteur de données embarqué n’est pas installé sur cette machine.",
        "Réinstallez maillage, ou désignez un serveur Neo4j avec NEO4J_URI.",
    )


def stop_failed(folder: Path) -> EngineError:
    """Say that the engine does not end (GRA-110)."""
    return EngineError(
        "GRA-110",
        f"Le moteur de données de « {folder} » ne s’arrête pas.",
        "Fermez les applications qui l’utilisent, ou redémarrez la machine ; l’enregistré ne sera pas perdu.",
    )


_FULL = frozenset({28, 122})
"""`ENOSPC` and `EDQUOT`: no space left, quota reached."""
