"""Check what the cards of partners say: known parts only, generic contacts only, counts that agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.view_models.answers import build_answer
from app.view_models.partenaires import PartnerPage, build_page, no_place
from graph.answer import INSUFFISANT, PARTIEL, Answer, Column, Part, Row, Table
from graph.certainty import Certitude
from queries.catalogue import catalogue

QUESTION = catalogue()["partenaires"]


def row(rank: int, **values: object) -> Row:
    known: dict[str, object] = {
        **dict.fromkeys(QUESTION.colonnes),
        "rang": rank,
        "acteur_id": f"acteur:{rank}",
        "acteur": f"L'organisme {rank}",
        "score": 72.48,
        "raisons": [],
        "motifs": ["pilote 1 action", "agit sur tout le territoire"],
        "documents": ["Mémoire, 2021"],
        "intermediaires": [],
        "noms_intermediaires": [],
        "chemin": "déjà en lien avec vous",
        "alertes": [],
    }
    parts = (
        Part("f_territoire", "Territoire", 0.8, 0.25, "calcul"),
        Part("f_theme", "Thème", 0.5, 0.30, "calcul"),
        Part("f_public", "Public", None, 0.15, "calcul"),
        Part("score", "Note sur 100", 72.48, None, "calcul"),
    )
    return Row({**known, **values}, Certitude.CERTAIN, (), "phrase", parts)


def page(*rows: Row, state: str = PARTIEL) -> tuple[Answer, PartnerPage]:
    columns = tuple(Column(s.nom, s.type, s.description, s.titre) for s in QUESTION.colonnes.values())
    answer = Answer(
        question="partenaires", titre=QUESTION.titre, parametres={}, date="2021-09-15", perimetre="",
        etat_donnees=state,
        phrase="Phrase.", colonnes=columns, lignes=rows,
        mesures={"n_partenaires": len(rows), "n_deja_en_lien": 1, "n_places_ouvertes": 2, "n_offres_utiles": 0},
        tableaux={"places_ouvertes": Table((), ()), "offres_utiles": Table((), ())},
    )  # fmt: skip
    return answer, build_page(answer, build_answer(answer, {}), {})


def test_a_card_says_the_note_and_what_it_is_made_of() -> None:
    card = page(row(1))[1].cards[0]
    assert card.name == "L’organisme 1"
    assert card.score == "72 sur 100"
    assert card.reasons == ("Pilote 1 action.", "Agit sur tout le territoire.")
    bars = {bar.label: bar for bar in card.parts}
    assert list(bars) == ["Territoire", "Thème", "Public"]
    # An unknown part weighs nothing: the two others share the whole.
    assert bars["Public"].value == "non documenté"
    assert (bars["Public"].points, bars["Public"].width) == ("", 0.0)
    assert bars["Territoire"].width == pytest.approx(100 * 0.25 * 0.8 / 0.55, abs=0.01)
    assert sum(bar.width for bar in card.parts) == pytest.approx(100 * (0.25 * 0.8 + 0.30 * 0.5) / 0.55, abs=0.02)


def test_without_any_known_part_no_note_is_invented() -> None:
    unknown = replace(row(1, score=None), parts=(Part("f_theme", "Thème", None, 0.3),))
    card = page(unknown)[1].cards[0]
    assert card.score == "non calculable"
    assert [bar.width for bar in card.parts] == [0.0]


@pytest.mark.parametrize(
    ("mail", "site", "expected"),
    [
        ("contact@exemple.fr", "https://exemple.fr/a?b=c", ("contact@exemple.fr", "https://exemple.fr/a?b=c")),
        (None, None, ("", "")),
        ("contact@exemple.fr?bcc=x", "javascript:alert(1)", ("", "")),
        ("deux@exemple.fr, trois@exemple.fr", "exemple.fr", ("", "")),
    ],
)
def test_only_a_mailbox_and_a_web_page_become_links(
    mail: str | None, site: str | None, expected: tuple[str, str]
) -> None:
    card = page(row(1, contact=mail, site=site))[1].cards[0]
    assert (card.mail, card.site) == expected


def test_counts_agree_with_their_words() -> None:
    assert page(row(1), row(2))[1].figures == (
        ("2", "partenaires possibles"),
        ("1", "déjà en lien avec vous"),
        ("2", "actions sans pilote"),
        ("0", "offre à proposer"),
    )


def test_nothing_open_is_explained() -> None:
    assert "on ne peut pas dire" in no_place(page(state=INSUFFISANT)[0])
    assert "ont un pilote" in no_place(page(row(1))[0])
