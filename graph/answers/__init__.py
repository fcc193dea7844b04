"""Answer named questions: the one door where Cypher and analyses meet."""

from graph.answers.door import ask
from graph.answers.errors import AmbiguousName, AskError, BadParameter, Candidate, UnknownName, UnknownQuestion

__all__ = ["AmbiguousName", "AskError", "BadParameter", "Candidate", "UnknownName", "UnknownQuestion", "ask"]
