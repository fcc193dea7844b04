"""Say in French that the graph moved, or is being written by someone else."""

from __future__ import annotations

from graph.store.errors import StoreError


class StalePlan(StoreError):
    """The graph changed between the computation of a plan and its application."""

    code = "GRA-231"
    default_remedy = "Rien n’a été écrit. Recalculez le plan : relancez l’import."

    def __init__(self) -> None:
        super().__init__("Les données ont changé depuis que ce plan a été calculé.")


class StoreBusy(StoreError):
    """A large plan is being applied by another process, perhaps on another machine."""

    code = "GRA-232"
    default_remedy = "Attendez qu’il se termine, puis relancez. S’il a été interrompu, relancez-le sur le même poste."

    def __init__(self) -> None:
        super().__init__("Un import volumineux est en cours d’écriture.")
