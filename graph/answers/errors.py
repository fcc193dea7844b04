"""Say in French why a question cannot be asked as it is: unknown name, ambiguous name, wrong parameter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    Hold one thing a name may mean.

    Parameters
    ----------
    id
        Id in the graph or in the reference; empty for a meaning of an acronym that nothing in the graph bears.
    nom
        Name shown.
    nature
        French word for what it is (« commune », « CLS », « sigle »…).
    detail
        What tells it from its homonyms (département, parent, code).
    sens
        Meaning, when the candidate is one meaning of an acronym.
    score
        Closeness to the text, 0 to 100.
    """

    id: str
    nom: str
    nature: str
    detail: str = ""
    sens: str = ""
    score: float = 100.0

    def to_json(self) -> dict[str, Any]:
        """Return plain values, empty ones left out."""
        return {key: value for key, value in asdict(self).items() if value != ""}


class AskError(Exception):
    """Report a question that cannot be asked as it is; nothing was read."""

    code = "REQ-200"

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"[{self.code}] {message} {remedy}".rstrip())

    def to_json(self) -> dict[str, Any]:
        """Return the error in the shape the command line prints."""
        return {"erreur": {"code": self.code, "message": self.message, "remede": self.remedy}}


class UnknownQuestion(AskError):
    """No question has this name."""

    code = "REQ-201"

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        self.suggestions = tuple(suggestions)
        near = f" Vouliez-vous dire « {self.suggestions[0]} » ?" if self.suggestions else ""
        super().__init__(f"Aucune question ne s’appelle « {name} ».{near}", "La liste : maillage questions.")

    def to_json(self) -> dict[str, Any]:
        """Return the error with the nearest names."""
        return {**super().to_json(), "suggestions": list(self.suggestions)}


class BadParameter(AskError):
    """A parameter is missing, unknown or of the wrong kind."""

    code = "REQ-202"

    def __init__(self, parameter: str, message: str, remedy: str = "") -> None:
        self.parameter = parameter
        super().__init__(message, remedy)


class UnknownName(AskError):
    """A name designates nothing; the nearest names are suggested."""

    code = "REQ-203"

    def __init__(self, parameter: str, text: str, suggestions: Sequence[Candidate]) -> None:
        self.parameter = parameter
        self.text = text
        self.suggestions = tuple(suggestions)
        if self.suggestions:
            names = ", ".join(f"« {found.nom} »" for found in self.suggestions[:3])
            remedy = f"Vouliez-vous dire {names} ?"
        else:
            remedy = "Vérifiez l’orthographe, ou donnez un code officiel ou un identifiant."
        super().__init__(f"« {text} » ne désigne rien de connu.", remedy)

    def to_json(self) -> dict[str, Any]:
        """Return the error with the nearest names, best first, and what they are."""
        return {
            **super().to_json(),
            "suggestions": [found.nom for found in self.suggestions],
            "candidats": [found.to_json() for found in self.suggestions],
        }


class WrongKind(AskError):
    """
    A name designates something, but not of a kind that may stand there.

    Parameters
    ----------
    parameter
        Parameter.
    text
        Text given.
    found
        What it designates.
    kind
        Its kind in French: « un acteur ».
    wanted
        What may stand there, likewise.
    near
        What resembles the text and may stand there, best first.
    """

    code = "REQ-205"

    def __init__(
        self,
        parameter: str,
        text: str,
        found: Sequence[Candidate],
        *,
        kind: str,
        wanted: Sequence[str],
        near: Sequence[Candidate] = (),
    ) -> None:
        self.parameter = parameter
        self.text = text
        self.found = tuple(found)
        self.kind = kind
        self.wanted = " ou ".join(wanted)
        self.near = tuple(near)
        named = found[0].nom
        shown = f"« {named} »" if named == text else f"« {named} » ({text})"
        if near:
            remedy = f"Vouliez-vous dire {', '.join(f'« {one.nom} »' for one in near[:3])} ?"
        else:
            remedy = f"Donnez le nom ou l’identifiant d’{' ou d’'.join(wanted)}."
        super().__init__(f"{shown} est {kind}, et il faut ici {self.wanted}.", remedy)

    def to_json(self) -> dict[str, Any]:
        """Return the error with what resembles the text and may stand there."""
        return {
            **super().to_json(),
            "suggestions": [one.nom for one in self.near],
            "candidats": [one.to_json() for one in self.near],
        }


class AmbiguousName(AskError):
    """A name designates several things; none is chosen."""

    code = "REQ-204"

    def __init__(self, parameter: str, text: str, candidates: Sequence[Candidate]) -> None:
        self.parameter = parameter
        self.text = text
        self.candidates = tuple(candidates)
        names = " ; ".join(
            f"« {found.nom} » ({', '.join(word for word in (found.nature, found.detail, found.id) if word)})"
            for found in self.candidates[:6]
        )
        super().__init__(f"« {text} » désigne plusieurs choses.", f"Précisez : {names}.")

    def to_json(self) -> dict[str, Any]:
        """Return the error with every candidate."""
        return {**super().to_json(), "candidats": [found.to_json() for found in self.candidates]}
