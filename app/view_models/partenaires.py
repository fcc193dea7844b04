"""Turn the answer of the partner finder into cards to read: who, why, how to reach them, what to check first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from app.view_models.answers import AnswerView
from app.view_models.parts import UNKNOWN
from app.view_models.table import RowView, TableView, build_second_table
from app.view_models.typography import number, sentence, typeset
from graph.answer import Answer, Row

FIRST: Final = 10
"""Partners shown before the reader asks for more."""

NEW: Final = "nouveaux"
"""Mode that leaves out those already tied."""

LEFT_OUT: Final = (
    "f_territoire", "f_theme", "f_public", "f_role", "f_proximite", "f_fraicheur", "noms_intermediaires",
    "raisons", "motifs", "documents", "parent", "contact", "site",
)  # fmt: skip
"""Columns that only the drawer of a row shows: the table stays readable."""

CRITERIA: Final = {
    "territoire": ("Territoire", "Part du territoire dans la zone de l’acteur ; plus la zone est locale, mieux c’est."),
    "theme": ("Thème", "Ce qu’il fait sur le thème demandé, ou à défaut sur un thème de la même famille."),
    "public": ("Public", "S’il s’adresse au public demandé, ou à tous les publics."),
    "role": ("Rôle", "Son rôle le plus fort : porter ou piloter compte plus que participer."),
    "proximite": ("Proximité", "S’il est déjà en lien avec vous, ou à un ou deux intermédiaires."),
    "fraicheur": ("Fraîcheur", "L’énoncé le plus récent compte ; la valeur diminue de moitié tous les deux ans."),
}
"""French name and help of each part of the score, by name of its weight."""


_SAID_ELSEWHERE: Final = frozenset({*LEFT_OUT} - {"raisons", "parent", "contact", "site"})
"""Columns that the drawer says in another way: parts of the note, names that are links."""


@dataclass(frozen=True, slots=True)
class PartBar:
    """
    Hold one part of a score as drawn.

    Parameters
    ----------
    label
        French name.
    value
        Value from 0 to 1 in French, or « non documenté ».
    points
        What it brings to the score out of 100, in French; empty when it does not count.
    width
        The same in percent of the whole bar.
    """

    label: str
    value: str
    points: str
    width: float


@dataclass(frozen=True, slots=True)
class PartnerCard:
    """
    Hold one possible partner as drawn.

    Parameters
    ----------
    id, rank, name
        Actor, place in the list, name.
    kind
        Organisation it belongs to, sector.
    score
        Note out of 100, in French; « non calculable » when no part is known.
    parts
        Parts of the note.
    reasons, sources
        Sentences, and the documents that say them.
    way
        How to reach it, in one sentence.
    introduced_by
        Names of those who can introduce, in order.
    mail, site
        Generic mailbox and web page; empty when none is known, or when it is not one.
    alerts
        What to check first.
    proofs
        How many quotes prove it.
    row
        The row that the drawer opens.
    """

    id: str
    rank: int
    name: str
    kind: str
    score: str
    parts: tuple[PartBar, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    way: str
    introduced_by: tuple[str, ...]
    mail: str
    site: str
    alerts: tuple[str, ...]
    proofs: str
    row: RowView


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """
    Hold the results of the screen.

    Parameters
    ----------
    cards
        Possible partners, in order.
    table
        The same as a table, which names the columns of the drawer.
    places, offers
        Actions without pilot, own offers; None when there is none.
    figures
        Counts: (value, what it counts).
    """

    cards: tuple[PartnerCard, ...]
    table: TableView
    places: TableView | None
    offers: TableView | None
    figures: tuple[tuple[str, str], ...]


def build_page(answer: Answer, view: AnswerView, titles: dict[str, str]) -> PartnerPage:
    """
    Return the results ready to draw.

    Parameters
    ----------
    answer, view
        Answer of the question `partenaires`, and the same ready to draw: its rows in the same order.
    titles
        Titles of the documents by the name that proofs cite.
    """
    cards = tuple(_card(row, drawn) for row, drawn in zip(answer.lignes, view.table.rows, strict=True))
    places, offers = (answer.tableaux[name] for name in ("places_ouvertes", "offres_utiles"))
    figures = []
    if answer.mesures:
        known = answer.mesures
        figures = [
            (number(known["n_partenaires"]), _plural(known["n_partenaires"], "partenaire possible")),
            (number(known["n_deja_en_lien"]), "déjà en lien avec vous"),
            (number(known["n_places_ouvertes"]), _plural(known["n_places_ouvertes"], "action sans pilote")),
            (number(known["n_offres_utiles"]), _plural(known["n_offres_utiles"], "offre à proposer")),
        ]
    more = tuple(column for column in view.table.more if column.name not in _SAID_ELSEWHERE)
    return PartnerPage(
        cards,
        replace(view.table, more=more),
        build_second_table(places, titles) if places.lignes else None,
        build_second_table(offers, titles) if offers.lignes else None,
        tuple(figures),
    )


def no_place(answer: Answer) -> str:
    """Return why no place is open."""
    if answer.etat_donnees == "insuffisant" and not answer.lignes:
        return "Rien n’est documenté sur ce sujet ici : on ne peut pas dire si une place est ouverte."
    return "Toutes les actions documentées exactement sur ce sujet ont un pilote, ou aucune n’est documentée."


def _card(row: Row, drawn: RowView) -> PartnerCard:
    values = row.valeurs
    score = values["score"]
    kind = " · ".join(typeset(str(values[name])) for name in ("parent", "secteur") if values[name])
    return PartnerCard(
        id=str(values["acteur_id"]),
        rank=int(values["rang"]),
        name=typeset(str(values["acteur"])),
        kind=kind,
        score="non calculable" if score is None else f"{number(round(score))} sur 100",
        parts=_bars(row),
        reasons=tuple(_full_stop(sentence(text)) for text in values["motifs"]),
        sources=tuple(typeset(text) for text in values["documents"]),
        way=_full_stop(sentence(str(values["chemin"]))),
        introduced_by=tuple(typeset(str(name)) for name in values["noms_intermediaires"]),
        mail=_mail(values["contact"]),
        site=_site(values["site"]),
        alerts=tuple(_full_stop(sentence(text)) for text in values["alertes"]),
        proofs=drawn.proof_text,
        row=drawn,
    )


def _bars(row: Row) -> tuple[PartBar, ...]:
    parts = [part for part in row.parts if part.poids is not None]
    total = sum(part.poids or 0.0 for part in parts if part.valeur is not None)
    bars = []
    for part in parts:
        if part.valeur is None or not total:
            bars.append(PartBar(typeset(part.libelle), UNKNOWN, "", 0.0))
            continue
        points = 100 * (part.poids or 0.0) * part.valeur / total
        bars.append(
            PartBar(typeset(part.libelle), number(round(part.valeur, 2)), number(round(points)), round(points, 2))
        )
    return tuple(bars)


def _mail(value: Any) -> str:
    text = str(value or "").strip()
    return text if text.count("@") == 1 and not set(text) & set(" <>\"'?&") else ""


def _site(value: Any) -> str:
    text = str(value or "").strip()
    parts = urlsplit(text)
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def _plural(count: int, words: str) -> str:
    return words if abs(count) < 2 else " ".join(_plural_word(word) for word in words.split(" "))


def _plural_word(word: str) -> str:
    return word if word in {"sans", "pilote", "à", "proposer"} else f"{word}s"


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
