"""Check whom the base recognises in a name written by hand: said when one bears it, when several do, when none does."""

from __future__ import annotations

from collections import Counter

import pytest

from app.workshops import editing, planning, recognition
from app.workshops.record import Participant, Workshop
from graph.answers.context import Context
from ingest.headings import fold
from tests.support.screens import plain

pytestmark = pytest.mark.contract

DAY = "2021-09-15"
EMPTY = Workshop(id="x", titre="Essai", territoire="EPCI-243500741", date="2027-03-18")


def typed(name: str, job: str = "") -> Participant:
    """Return somebody as written by hand."""
    return Participant(id="", nom=name, fonction=job, organisme=fold(name) or name)


def met(context: Context, name: str, workshop: Workshop = EMPTY) -> tuple[Participant, str]:
    """Return who is added by this name, and what is said of it."""
    made, said = recognition.welcome(workshop, typed(name), context, DAY)
    return made, plain(said)


def test_a_name_that_one_actor_bears_is_recognised_and_said(embedded_example: Context) -> None:
    name = embedded_example.name_of["acteur:cpam-35"]
    made, said = met(embedded_example, name.upper())
    assert (made.acteur, made.organisme, made.nom) == ("acteur:cpam-35", "acteur:cpam-35", name.upper())
    assert made.secteur == "protection_sociale"
    assert said.endswith(": reconnu dans la base.")
    made, said = met(embedded_example, "CPAM 35")
    assert made.acteur == "acteur:cpam-35"
    assert f"c’est « {name} »".replace("'", "’") in said


def test_a_name_that_nobody_bears_says_where_to_tie_it(embedded_example: Context) -> None:
    made, said = met(embedded_example, "Maison des aidants")
    assert made == typed("Maison des aidants")
    assert "la base ne connaît pas ce nom" in said
    assert "« Corriger ou retirer un invité »" in said


def test_a_name_that_several_bear_is_left_to_the_reader(embedded_example: Context) -> None:
    rows = [row for row in embedded_example.names if "Acteur" in row["labels"]]
    borne = Counter(
        text
        for row in rows
        for text in {fold(str(text)) for text in (row["nom"], row["sigle"], *(row["alias"] or ())) if text}
    )
    shared = [text for text, count in borne.items() if count > 1]
    assert shared
    made, said = met(embedded_example, shared[0])
    assert made.acteur == ""
    assert "plusieurs acteurs de la base portent ce nom" in said
    assert len(planning.bearers(embedded_example, typed(shared[0]))) > 1


def test_an_actor_that_is_there_already_is_said(embedded_example: Context) -> None:
    first, _ = met(embedded_example, "CPAM 35")
    listed = editing.add(EMPTY, first)
    _, said = met(embedded_example, "CPAM 35", listed)
    assert "CPAM 35 (n° 1) est déjà dans la liste pour cet acteur, avec la même fonction" in said
    made, said = recognition.welcome(listed, typed("CPAM 35", "Déléguée"), embedded_example, DAY)
    assert made.acteur == "acteur:cpam-35"
    assert "déjà" not in said


def test_the_nearest_names_come_first_and_all_are_offered(embedded_example: Context) -> None:
    acteurs = [str(row["id"]) for row in embedded_example.names if "Acteur" in row["labels"]]
    for written, meant in (
        ("CPAM d’Ille et Vilaine, site de Rennes", "acteur:cpam-35"),
        ("C.P.A.M. 35", "acteur:cpam-35"),
        ("Hôpital de Redon", "acteur:ch-redon"),
        ("Mission locale Redon", "acteur:mission-locale-redon"),
    ):
        found = recognition.nearest_first(embedded_example, written, acteurs)
        assert found[0] == meant, written
        assert sorted(found) == sorted(acteurs)
    assert recognition.nearest_first(embedded_example, "zzzz", acteurs) == acteurs


def test_a_guest_tied_then_parted_keeps_its_place_function_and_name(embedded_example: Context) -> None:
    known = planning.participant_of(embedded_example, "acteur:cpam-35", DAY)
    one = Participant(id="p07", nom="La Sécu", fonction="Déléguée", organisme="la secu", statut="arrive", table=2)
    tied = planning.attached(one, known)
    assert (tied.id, tied.nom, tied.fonction, tied.statut, tied.table) == ("p07", "La Sécu", "Déléguée", "arrive", 2)
    assert (tied.acteur, tied.organisme, tied.secteur) == ("acteur:cpam-35", "acteur:cpam-35", "protection_sociale")
    assert planning.detached(tied, known) == one
    own = planning.attached(Participant(id="p07", nom="La Sécu", secteur="sante"), known)
    assert own.secteur == planning.detached(own, known).secteur == "sante"
