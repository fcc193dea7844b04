"""Draw the first step of an import: the deposit, how each file is recognised, which former file it takes over."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from app import data
from app.components import deposit, frame, import_mapping, importing, steps
from app.components.deposit import Deposit, Deposited
from app.components.importing import Draft
from app.view_models.import_check import FILE_FACTS, file_facts, sheets_of
from app.view_models.imports import LIMITS, weight
from app.view_models.journal import entry_label, free_origin, origins
from app.view_models.mapping import sheet_of_headings
from app.view_models.typography import counted, escaped, typeset
from graph.provenance import FERMETURE, JUGEMENT, SAISIE
from ingest.kinds import REPAIRS

_TYPES = ["xlsx", "xlsm", "ods", "csv", "zip", "tsv", "txt", "json", "gexf", "graphml"]
_UNMATCHED = frozenset({"ING-102", "ING-110", "ING-111"})
_SHOWN = "depot_montre"
_NEW_VERSION, _OTHER = "C’est sa nouvelle version", "C’est un autre fichier"


def draw() -> None:
    """Draw the step."""
    found = _deposit()
    with st.container(horizontal=True):
        st.download_button(
            "Télécharger le modèle de classeur",
            importing.template_file(),
            "maillage-modele.xlsx",
            key="modele",
            on_click="ignore",
        )
        name, content = importing.example_file()
        st.download_button("Télécharger l’exemple rempli", content, name, key="exemple", on_click="ignore")
    if not found.files:
        entries = data.journal()
        if entries:
            frame.note(f"Dernière écriture : {entry_label(entries[0])}.")
        else:
            frame.empty("Rien n’a encore été écrit dans cette base.")
        return
    frame.section("Les fichiers déposés")
    draft = importing.prepare(found)
    for position, file in enumerate(found.files):
        with st.container(border=True):
            _file(found, draft, file, position)
    _onward(draft)


def _deposit() -> Deposit:
    frame.note(LIMITS)
    uploads = st.file_uploader(
        "Classeur, fichiers CSV ou leur archive .zip, ou export JSON, GEXF ou GraphML de Maillage",
        type=_TYPES,
        accept_multiple_files=True,
        key=f"depot_{st.session_state.get('depot', 0)}",
    )
    found = deposit.current()
    ids = tuple(upload.file_id for upload in uploads)
    if ids and ids != found.uploads:
        deposit.replace_files([(upload.file_id, upload.name, upload.getvalue()) for upload in uploads])
        importing.forget()
    elif not ids and found.uploads and st.session_state.get(_SHOWN):
        # The person took the last file out of the frame; coming back from another step also empties it.
        deposit.replace_files([])
        importing.forget()
    st.session_state[_SHOWN] = bool(ids)
    return deposit.current()


def left() -> None:
    """Remember that the frame of the deposit is not on the page any more."""
    st.session_state[_SHOWN] = False


def _file(found: Deposit, draft: Draft, file: Deposited, position: int) -> None:
    lost = _is_lost(draft, file)
    title = (
        "Tableau dont les colonnes sont à préciser" if lost else draft.formats.get(file.name) or "Format non reconnu"
    )
    st.markdown(f"**{escaped(typeset(file.name))}** · {weight(len(file.content))}")
    if file.sent:
        frame.note(f"Un autre fichier de ce dépôt s’appelle « {file.sent} » : celui-ci est nommé « {file.name} ».")
    sheets = sheets_of(draft.checked, file.name)
    frame.facts([("Reconnu comme", title), *([("Ses lignes décrivent", sheets)] if sheets else [])])
    told = file_facts(draft.checked.report, file.name)
    if told:
        frame.bullets(told)
    _former(found, file, position)
    tables = draft.samples.get(file.name, ())
    if not tables:
        return
    with st.expander(
        "Dire ce que veulent dire les colonnes" if lost else "Lire autrement les colonnes de ce fichier",
        expanded=lost,
        icon=":material/view_column:",
    ):
        if lost:
            sheet = sheet_of_headings(tables[0].headings) if len(tables) == 1 else None
            frame.note(
                "Le nom du fichier n’est pas celui d’une feuille du modèle, mais ses colonnes sont celles de "
                f"« {sheet} », et ses lignes semblent être des {sheet}. Si oui, cliquez sur « Lire ainsi »."
                if sheet
                else "Les noms des colonnes ne sont pas ceux du modèle. Dites une fois ce que veut dire chacune : "
                "ce qui est proposé est deviné."
            )
        import_mapping.draw(found, file, tables)


def _is_lost(draft: Draft, file: Deposited) -> bool:
    """Tell whether the columns of a file have to be explained before anything can be read of it."""
    wrong = {issue.code for issue in draft.checked.report.problemes if issue.fichier == file.name}
    return bool(draft.samples.get(file.name)) and (bool(wrong & _UNMATCHED) or not draft.formats.get(file.name))


def _former(found: Deposit, file: Deposited, position: int) -> None:
    """Ask which file already imported this one takes over, when its name is new."""
    known = origins(data.journal())
    if not known:
        return
    if file.name in known:
        frame.note(f"Un fichier de ce nom a déjà été importé : {known[file.name]}.")
        _same_name(found, file, position, known)
        return
    key = f"nouvelle_version_{position}"
    st.session_state[key] = found.replaces.get(file.name)

    def keep() -> None:
        chosen = st.session_state[key]
        found.replaces.pop(file.name, None)
        if chosen:
            found.replaces[file.name] = chosen

    st.selectbox(
        "Est-ce la nouvelle version d’un fichier déjà importé ?",
        list(known),
        format_func=known.__getitem__,
        index=None,
        placeholder="Non, c’est un autre fichier",
        key=key,
        on_change=keep,
        help="Ce que l’ancien fichier disait et que celui-ci ne dit plus sera montré dans le plan, et clos si vous "
        "l’acceptez.",
    )


def _same_name(found: Deposit, file: Deposited, position: int, known: Collection[str]) -> None:
    """Ask whether a file takes over the one of its name, or is another one, and under which name it is then kept."""
    key, name_key = f"meme_nom_{position}", f"autre_nom_{position}"
    st.session_state[key] = _OTHER if file.name in found.origins else _NEW_VERSION
    st.session_state[name_key] = found.origins.get(file.name, "")

    def answer() -> None:
        found.origins.pop(file.name, None)
        if st.session_state[key] == _OTHER:
            found.origins[file.name] = free_origin(file.name, known)

    def name() -> None:
        typed = " ".join(st.session_state[name_key].split()).replace(" + ", " et ")
        taken = typed in known or typed in {SAISIE, JUGEMENT, FERMETURE}
        found.origins[file.name] = free_origin(typed or file.name, known) if taken or not typed else typed

    st.radio(
        "Ce dépôt est-il sa nouvelle version ?",
        (_NEW_VERSION, _OTHER),
        key=key,
        on_change=answer,
        horizontal=True,
        help="La nouvelle version d’un fichier remplace ce qu’il disait. Un autre fichier s’y ajoute : rien n’est "
        "remplacé.",
    )
    if file.name in found.origins:
        st.text_input(
            "Nom sous lequel garder ce qu’il dit",
            key=name_key,
            on_change=name,
            help="Par exemple le nom du fichier et celui de l’organisme qui l’a envoyé.",
        )


def _onward(draft: Draft) -> None:
    report = draft.checked.report
    problems = [issue for issue in report.problemes if issue.code not in {*REPAIRS, *FILE_FACTS}]
    mended = len(report.reparations)
    said = [counted(report.lignes.lues, "ligne lue", "lignes lues")]
    said += [counted(len(problems), "point") + " à voir"] if problems else []
    said += [counted(mended, "réparation proposée", "réparations proposées")] if mended else []
    (st.error if report.refuse else st.info)(escaped(", ".join(said) + "."))
    lost = any(_is_lost(draft, file) for file in deposit.current().files)
    if lost:
        frame.note("Dites d’abord ce que veulent dire les colonnes, puis « Lire ainsi ».")
    with st.container(horizontal=True):
        steps.onward("Voir la vérification", deposit.CHECK, "vers_verification", primary=not lost)
        st.button("Retirer ces fichiers", key="depot_retirer", on_click=_remove)


def _remove() -> None:
    deposit.forget()
    importing.forget()
