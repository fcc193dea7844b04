"""Draw the second step of an import: rows counted, problems by rule with their correction, repairs to refuse."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.components import deposit, frame, importing, steps, tables
from app.components.deposit import Deposit
from app.components.importing import Draft
from app.view_models.import_cells import CardView
from app.view_models.import_check import CheckView, RepairGroup, RuleGroup, build_check
from app.view_models.typography import NBSP, counted, escaped, number, typeset
from ingest.choices import Cell
from ingest.kinds import KINDS
from ingest.personal import mask

_PER_PAGE = 4
_LISTED = 12
_MOST_OPENED = 2
_REJECTED = (
    (
        False,
        "lignes",
        "maillage-lignes-rejetees.xlsx",
        "Les mêmes feuilles et les mêmes colonnes, avec une colonne « _motif ». Corrigez puis déposez.",
    ),
    (
        True,
        "fiches",
        "maillage-fiches-rejetees.json",
        "Le même JSON, avec pour chaque fiche la liste « pourquoi ». Corrigez puis déposez.",
    ),
)
"""Rows of tables and records of JSON files left out: whether records, what they are, file to download, help."""

_HERE = "Donnez la bonne valeur ici : la vérification est refaite aussitôt."


def draw() -> None:
    """Draw the step."""
    found = deposit.current()
    if not found.files:
        steps.lost()
        return
    draft = importing.prepare(found)
    report = draft.checked.report
    view = build_check(report, draft.checked.citees)
    (st.error if report.refuse else st.info)(escaped(view.verdict))
    steps.sum_of(view.figures)
    _aside(found, draft)
    _onward(found, draft, "haut")
    _corrections(found)
    _problems(found, view)
    _repairs(found, view)
    _downloads(draft, view)


def _aside(found: Deposit, draft: Draft) -> None:
    """Offer to set faulty rows aside, when there are some."""
    if not found.partial and not any(issue.blocking for issue in draft.checked.report.problemes):
        return
    st.session_state["partiel"] = found.partial

    def keep() -> None:
        found.partial = st.session_state["partiel"]

    st.checkbox(
        "Mettre de côté les lignes fautives et charger les autres",
        key="partiel",
        on_change=keep,
        help="Sans cela, un seul problème bloquant refuse tout le fichier. Les lignes mises de côté restent dans le "
        "rapport, et se téléchargent pour être corrigées.",
    )


def _onward(found: Deposit, draft: Draft, mark: str) -> None:
    with st.container(horizontal=True):
        if not draft.checked.report.refuse:
            steps.onward("Voir le plan", deposit.PLAN, f"vers_plan_{mark}")
        if found.corrections or found.refused or found.partial:
            st.button("Effacer tous mes choix", key=f"choix_oublies_{mark}", on_click=deposit.forget_choices)


def _corrections(found: Deposit) -> None:
    """List the cells that the person corrected, each with a way back."""
    if not found.corrections:
        return
    frame.section(f"Vos corrections : {number(len(found.corrections))}")
    frame.note("Elles valent pour cet import. Le fichier lui-même n’est pas touché : corrigez-le aussi à sa source.")
    for position, (cell, correction) in enumerate(list(found.corrections.items())[:_LISTED]):
        # What is typed may be personal data, which is refused and repeated nowhere.
        before = mask(correction.before) or "(vide)"
        after = mask(correction.said or correction.text) or "(vidée)"
        with st.container(horizontal=True, vertical_alignment="center"):
            named = _named(cell, several=len(found.files) > 1)
            st.markdown(escaped(typeset(f"{named} : « {before} » → « {after} »")), width="stretch")
            st.button("Annuler", key=f"reprendre_{position}", on_click=deposit.uncorrect, args=(cell,))
    hidden = len(found.corrections) - _LISTED
    if hidden > 0:
        frame.note(f"Et {counted(hidden, 'autre correction', 'autres corrections')}.")


def _problems(found: Deposit, view: CheckView) -> None:
    if not view.groups:
        return
    frame.section("Ce qui ne va pas, règle par règle")
    opened = 0
    for group in view.groups:
        expanded = group.blocking and opened < _MOST_OPENED
        opened += expanded
        title = escaped(f"{group.gravity} · {group.title} ({group.code})")
        with st.expander(title, expanded=expanded):
            frame.note(_HERE if _is_corrected_here(group) else group.remedy)
            if group.cards:
                _cards(found, group)
            if len(group.cards) != 1 or len(group.cards[0].cells) > 1:
                _all_rows(group)


def _is_corrected_here(group: RuleGroup) -> bool:
    """Tell whether all there is to do is to type or choose the right value."""
    asked = bool(group.cards) and all(card.question for card in group.cards)
    return asked or (bool(group.cards) and group.remedy.startswith(("Corrigez la cellule", "Corrigez la ligne")))


def _cards(found: Deposit, group: RuleGroup) -> None:
    """Draw some problems of a rule with their correction; the others are a page away."""
    pages = -(-len(group.cards) // _PER_PAGE)
    page = 0
    if pages > 1:
        key = f"page_{group.code}"
        page = min(st.session_state.get(key, 1), pages) - 1
        st.session_state[key] = page + 1
        st.number_input(f"Page, sur {number(pages)}", 1, pages, key=key, width=160)
    for card in group.cards[page * _PER_PAGE : (page + 1) * _PER_PAGE]:
        with st.container(border=True):
            steps.row(card.row, card.place, card.message)
            _correct(found, card)


def _correct(found: Deposit, card: CardView) -> None:
    """Draw what corrects a cell: its candidates, the terms it accepts, or a text."""
    together = False
    if len(card.cells) > 1:
        together = st.checkbox(
            f"Corriger ensemble les {number(len(card.cells))} cellules qui disent la même chose",
            value=not card.question,
            key=f"ensemble_{card.key}",
        )
    cells = card.cells if together else card.cells[:1]
    key = f"corriger_{card.key}"
    labels = dict(card.answers)
    if labels:
        st.selectbox(
            "Laquelle est-ce ?" if card.question else "La bonne valeur",
            list(labels),
            format_func=lambda text: labels.get(text, text),
            index=None,
            key=key,
            placeholder="Choisissez",
            on_change=_keep,
            args=(card, cells, key),
        )
    if card.question or not labels:
        own = f"{key}_texte"
        st.text_input(
            "Ou une autre valeur" if labels else "La bonne valeur",
            key=own,
            placeholder="Tapez la valeur, puis Entrée",
            on_change=_keep,
            args=(card, cells, own),
        )
    if any(cell.faulty and cell.text for cell in card.row):
        st.button("Vider la cellule", key=f"vider_{card.key}", type="tertiary", on_click=_empty, args=(card, cells))


def _keep(card: CardView, cells: Sequence[Cell], key: str) -> None:
    text = str(st.session_state.get(key) or "").strip()
    if text:
        labels = dict(card.answers)
        written = card.written(text) if text in labels else text
        deposit.correct(cells, written, card.value, labels.get(text, "") if written == text else "")


def _empty(card: CardView, cells: Sequence[Cell]) -> None:
    deposit.correct(cells, "", card.value)


def _all_rows(group: RuleGroup) -> None:
    tables.draw(group.table, f"problemes_{group.code}", height=320)
    if group.more:
        frame.note(f"Et {counted(group.more, 'autre problème', 'autres problèmes')}, dans le rapport à télécharger.")


def _repairs(found: Deposit, view: CheckView) -> None:
    present = {group.code: group for group in view.repairs}
    refused = {key.partition("@")[0] for key in found.refused}
    codes = sorted({*present, *refused})
    if not codes:
        return
    frame.section("Réparations proposées")
    frame.note(
        "L’import lit ces cellules autrement qu’elles sont écrites. Refusez une règle entière ou une réparation : la "
        "cellule est alors lue telle quelle, avec son problème."
    )
    for code in codes:
        _rule(found, code, present.get(code))


def _rule(found: Deposit, code: str, group: RepairGroup | None) -> None:
    title = group.title if group else f"{typeset(KINDS[code].titre)}{NBSP}: refusé"
    with st.expander(escaped(f"{title} ({code})"), icon=":material/build:"):
        key = f"regle_{code}"
        st.session_state[key] = code not in found.refused

        def change() -> None:
            if st.session_state[key]:
                found.refused.pop(code, None)
            else:
                found.refused[code] = KINDS[code].titre

        st.toggle("Accepter cette règle", key=key, on_change=change)
        if group is not None:
            tables.draw(group.table, f"reparations_{code}", height=320)
            if group.more:
                frame.note(f"Et {counted(group.more, 'autre')}, dans le rapport à télécharger.")
        if code not in found.refused:
            _one_by_one(found, code, group)


def _one_by_one(found: Deposit, code: str, group: RepairGroup | None) -> None:
    own = {name: label for name, label in found.refused.items() if name.startswith(f"{code}@")}
    labels = {**(group.labels if group else {}), **own}
    if not labels:
        return
    key = f"refus_{code}"
    st.session_state[key] = list(own)

    def change() -> None:
        for name in own:
            found.refused.pop(name, None)
        found.refused.update({name: labels[name] for name in st.session_state[key]})

    st.multiselect(
        "Refuser seulement celles-ci",
        list(labels),
        format_func=lambda name: labels[name],
        key=key,
        placeholder="Aucune",
        select_all=False,
        on_change=change,
    )


def _downloads(draft: Draft, view: CheckView) -> None:
    if not view.groups and not view.repairs:
        return
    with st.container(horizontal=True):
        st.download_button(
            "Télécharger le rapport (.xlsx)",
            lambda: importing.report_file(draft.checked),
            "maillage-rapport.xlsx",
            key="rapport_fichier",
            on_click="ignore",
        )
        for records, what, name, help_ in _REJECTED:
            if left := importing.rows_left(draft.checked, records=records):
                st.download_button(
                    f"Télécharger les {what} rejetées ({left})",
                    lambda records=records: importing.rejected_file(  # type: ignore[misc]
                        draft.checked, records=records
                    ),
                    name,
                    key=f"rejets_{name}",
                    on_click="ignore",
                    help=help_,
                )


def _named(cell: Cell, *, several: bool) -> str:
    where = f"{cell.fichier}, " if several else ""
    where += f"feuille « {cell.feuille} », " if cell.feuille else ""
    return f"{where}ligne {cell.ligne}, {cell.colonne}"
