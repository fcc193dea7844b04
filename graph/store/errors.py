"""Say in French what went wrong between the application and its graph database."""

from typing import ClassVar


class StoreError(Exception):
    """
    Report a failure of the store, in words for the person who uses the application.

    Parameters
    ----------
    message
        What happened, in French.
    remedy
        What to do, in French; the class's own remedy when not given.
    """

    code: ClassVar[str] = "GRA-200"
    default_remedy: ClassVar[str] = "Relancez ; si cela se répète, signalez-le avec le journal du moteur."

    def __init__(self, message: str, remedy: str | None = None) -> None:
        self.message = message
        self.remedy = self.default_remedy if remedy is None else remedy
        super().__init__(f"[{self.code}] {self.message} {self.remedy}".rstrip())


class EngineLost(StoreError):
    """The connection broke while something was under way."""

    code = "GRA-201"
    default_remedy = "Relancez la commande : le moteur redémarrera."


class Unreachable(StoreError):
    """Nothing answers at the address given."""

    code = "GRA-202"
    default_remedy = "Vérifiez que le serveur fonctionne et que NEO4J_URI est juste."


class AuthRefused(StoreError):
    """The server refuses the account."""

    code = "GRA-203"
    default_remedy = "Vérifiez NEO4J_USERNAME et NEO4J_PASSWORD."


class QueryRefused(StoreError):
    """A reading query tried to write, to read a file or to administer the server."""

    code = "GRA-211"
    default_remedy = "Écrivez une requête de lecture : MATCH … RETURN …."


class QueryStopped(StoreError):
    """A query went on for too long, or gathered too much, and was stopped."""

    code = "GRA-212"
    default_remedy = "Précisez la requête (une étiquette, un identifiant, un territoire) ou ajoutez LIMIT."


class QueryInvalid(StoreError):
    """A query cannot be understood or evaluated; its message keeps the engine's place and cause."""

    code = "GRA-213"
    default_remedy = "Corrigez la requête à cet endroit."


class ConstraintViolated(StoreError):
    """A write would break a rule of the graph, such as the unicity of identifiers."""

    code = "GRA-221"
    default_remedy = "Rien n’a été écrit. Corrigez les identifiants en double, puis relancez."


class StoreTooLarge(StoreError):
    """A transaction outgrew the engine's memory."""

    code = "GRA-222"
    default_remedy = "Rien n’a été écrit. Donnez plus de mémoire (MAILLAGE_HEAP=2g) ou écrivez par lots."


class DiskFull(StoreError):
    """No room is left where the data live."""

    code = "GRA-223"
    default_remedy = "Libérez de la place, puis relancez : ce qui était enregistré l’est toujours."
