"""Let a person begin on their own territory: choose it, download its workbook, fill it in, deposit it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from app.components import choices, frame
from app.view_models.typography import counted, typeset
from ingest.starter import file_name, ground, sought, territories, write_starter

_KINDS = {"EPCI": "EPCI", "DEP": "département", "REG": "région"}


def draw(key: str) -> None:
    """
    Draw the choice of a territory and the download of its workbook.

    Parameters
    ----------
    key
        Prefix of the widgets.
    """
    chosen = choices.one_of("Votre territoire", _options(), f"{key}_territoire", name="depart")
    if not chosen:
        frame.note("Intercommunalité, pays, département ou région : écrivez les premières lettres de son nom.")
        return
    place = ground(chosen)
    communes, types = counted(len(place.communes), "commune"), counted(len(sought(place)), "type", "types")
    frame.note(
        f"Le classeur de {place.nom} contient déjà ses institutions (ARS, préfecture, département, caisses, EPCI) et "
        f"la liste de {communes}. Pour {types} de dispositifs à chercher, une ligne dit où regarder : donnez un nom à "
        "ceux qui existent, laissez les autres vides. Déposez-le ensuite dans l’écran Données."
    )
    st.download_button(
        "Télécharger le classeur de ce territoire",
        lambda: _file(chosen),
        file_name(place),
        key=f"{key}_classeur",
        type="primary",
        on_click="ignore",
    )


@st.cache_data(show_spinner=False, max_entries=1)
def _options() -> dict[str, str]:
    found = {}
    for id_, (name, *_) in territories().items():
        kind, _, code = id_.partition("-")
        found[id_] = typeset(f"{name} · {_KINDS[kind]} {code}" if kind in _KINDS else f"{name} · périmètre connu")
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


@st.cache_data(show_spinner=False, max_entries=4)
def _file(territoire_id: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "depart.xlsx"
        write_starter(path, ground(territoire_id))
        return path.read_bytes()
