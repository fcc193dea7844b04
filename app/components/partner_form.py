"""Let the referent say in a few choices what is looked for; the address keeps them, the organisation is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from app import data
from app.components import address, pickers, weights
from app.view_models.library import GRANULARITIES
from app.view_models.partenaires import CRITERIA, NEW
from graph.analysis.partners import WEIGHTS
from graph.answer import Answer
from queries.catalogue import catalogue

_OWN = "mon_organisme"
_EVERY = "Indifférent"


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """Hold what is looked for, as the address writes it; empty texts and lists for what is not chosen."""

    acteur: str
    territoire: str
    themes: tuple[str, ...]
    publics: tuple[str, ...]
    role: str
    mode: str
    granularite: str
    poids: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Tell whether the question can be asked."""
        return bool(self.acteur and self.territoire)

    @property
    def named(self) -> Mapping[str, str | tuple[str, ...]]:
        """Return what a name or an id may designate, by name in the address."""
        return {"acteur": self.acteur, "territoire": self.territoire, "themes": self.themes, "publics": self.publics}

    @property
    def parameters(self) -> data.Parameters:
        """Return the parameters of the question."""
        return {
            "acteur": self.acteur, "territoire": self.territoire, "themes": self.themes, "publics": self.publics,
            "role": self.role, "mode": self.mode, "granularite": self.granularite, "poids": self.poids,
        }  # fmt: skip


def restore() -> None:
    """Put the own organisation back in the address when a link of the menu has dropped it."""
    if not address.read("acteur") and st.session_state.get(_OWN):
        address.write("acteur", st.session_state[_OWN])


def understood(answer: Answer) -> Mapping[str, str | tuple[str, ...]]:
    """Return the same as `PartnerChoice.named`, as the question understood it: ids."""
    given = answer.parametres
    return {
        **{name: str(given[name]) for name in ("acteur", "territoire")},
        **{name: tuple(given.get(name, ())) for name in ("themes", "publics")},
    }


def draw() -> PartnerChoice:
    """Draw the choices and return them."""
    first, second = st.columns(2)
    with first:
        acteur = pickers.pick(
            "Mon organisme", ("Acteur",), "acteur", "partenaires_acteur", after=_remember,
            help="Gardé en mémoire tant que la page reste ouverte. Lui et ses services ne sont jamais proposés.",
        )  # fmt: skip
    with second:
        territoire = pickers.pick("Territoire", ("Territoire",), "territoire", "partenaires_territoire")
    # Row after row, so that a narrow screen keeps the order.
    first, second = st.columns(2)
    with first:
        themes = _several("Thème", "themes", data.options("Thematique"))
    with second:
        publics = _several("Public", "publics", data.options("Public"))
    first, second = st.columns(2)
    with first:
        role = _one("Rôle cherché", "role", {code: code.capitalize() for code in _roles()})
    with second:
        granularite = _one("Acteurs", "granularite", GRANULARITIES, default="organisation")
    if acteur:
        st.session_state[_OWN] = acteur
    mode = _new_only()
    with st.expander("Régler l’importance des critères", icon=":material/tune:"):
        poids = weights.sliders(_specs(), "partenaires_poids")
    return PartnerChoice(acteur, territoire, tuple(themes), tuple(publics), role, mode, granularite, tuple(poids))


def say_left_out() -> None:
    """Say which weights of the address mean nothing, once it holds ids."""
    weights.say_left_out(_specs())


def _specs() -> list[weights.WeightSpec]:
    return [weights.WeightSpec(name, *_named(name, default)) for name, default in WEIGHTS.items()]


def _named(name: str, default: float) -> tuple[str, float, str]:
    label, help_ = CRITERIA[name]
    return label, default, help_


def _roles() -> tuple[str, ...]:
    return catalogue()["partenaires"].parametres["role"].choix


def _new_only() -> str:
    current = address.read("mode") == NEW
    st.session_state["partenaires_mode"] = current
    st.toggle(
        "Seulement de nouveaux partenaires",
        key="partenaires_mode",
        help="Retire ceux avec qui un lien direct est déjà documenté.",
        on_change=_mode_chosen,
    )
    return NEW if current else ""


def _several(title: str, name: str, options: Mapping[str, str]) -> list[str]:
    key = f"partenaires_{name}"
    current = address.read_several(name)
    # What the address names otherwise than by an id stays, and is understood or refused by the question.
    found = {**{text: text for text in current}, **options}
    st.session_state[key] = current
    st.multiselect(
        title, list(found), format_func=lambda identifier: found[identifier].split(" · ")[0], key=key,
        placeholder=_EVERY, on_change=_written, args=(name, key),
        select_all=False,
    )  # fmt: skip
    return current


def _one(title: str, name: str, options: Mapping[str, str], *, default: str = "") -> str:
    key = f"partenaires_{name}"
    current = address.read(name)
    current = current if current in options else default
    st.session_state[key] = current or None
    st.selectbox(
        title, list(options), format_func=lambda code: options[code], key=key, index=None if not default else 0,
        placeholder=_EVERY, on_change=_written_one, args=(name, key, default),
    )  # fmt: skip
    return current


def _remember() -> None:
    st.session_state[_OWN] = address.read("acteur")


def _mode_chosen() -> None:
    address.write("mode", NEW if st.session_state["partenaires_mode"] else None)


def _written(name: str, key: str) -> None:
    address.write(name, st.session_state[key])


def _written_one(name: str, key: str, default: str) -> None:
    value = st.session_state[key] or ""
    address.write(name, "" if value == default else value)
