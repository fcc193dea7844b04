"""Say in French that the graph moved, or is being written by someone else."""

from __future__ import annotations

from graph.store.errors import StoreError


class StalePlan(StoreError):
    """The graph changed between the computation of a plan and its application."""

    code = "GRA-231"
    default_remedy = "Rien n’a été écrit. Relancez : ce qui changerait sera recalculé."

    def __init__(self) -> None:
        super().__init__("Les données ont changé depuis que ce plan a été calculé.")


class StoreBusy(StoreError):
    """
    A large plan is being applied by another process, perhaps on another machine.

    Parameters
    ----------
    done
        Share already written, from 0 to 1; None when it is not known.
    """

    code = "GRA-232"
    default_remedy = (
        "Attendez qu’elle se termine, puis relancez. Si elle a été interrompue, relancez sur le même poste."
    )

    def __init__(self, done: float | None = None) -> None:
        self.done = done
        far = "" if done is None else f" ({int(done * 100)}\u00a0%)"
        super().__init__(f"Une écriture volumineuse est en cours{far} : la base n’est pas lue à moitié écrite.")


class GraphMoving(StoreError):
    """The graph changed twice while it was read."""

    code = "GRA-233"
    default_remedy = "Relancez dans un instant."

    def __init__(self) -> None:
        super().__init__("Les données changent pendant la lecture.")
