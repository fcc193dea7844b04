"""Check how the roles of one organisation are grouped, and when they are too many to be."""

from app.view_models.commitments import Commitments, absence_left_out, build_commitments
from graph.answer import Answer, Column, Row
from graph.certainty import Certitude

ROLE = ("dispositif_id", "dispositif", "role", "objet_id", "objet", "nature", "service_id", "service", "statut", "note")


def answer(question: str, columns: tuple[str, ...], rows: list[dict[str, object]]) -> Answer:
    return Answer(
        question=question,
        titre="",
        parametres={"acteur": "acteur:a"},
        date="2021-09-15",
        perimetre="",
        etat_donnees="suffisant",
        phrase="",
        colonnes=tuple(Column(name, "texte", "") for name in columns),
        lignes=tuple(Row({name: row.get(name) for name in columns}, Certitude.CERTAIN) for row in rows),
    )


def roles(count: int) -> Answer:
    rows: list[dict[str, object]] = [
        {
            "dispositif_id": f"disp:{n}",
            "dispositif": f"CLS {n:02d}",
            "role": "membre",
            "objet_id": f"inst:{n}",
            "objet": f"COPIL {n}",
        }
        for n in range(count)
    ]
    return answer("engagements", ROLE, [*rows, {"role": "participant", "objet_id": "evt:1", "objet": "Forum"}])


def page(count: int, deadlines: list[dict[str, object]] | None = None) -> Commitments:
    ends = ("dispositif_id", "date_fin", "mois_min", "mois_max", "terme", "evaluation")
    return build_commitments(
        roles(count),
        answer("charge", ("acteur_id", "n_instances"), []),
        answer("offres_de_l_acteur", ("offre_id",), [{"offre_id": "offre:1"}, {"offre_id": "offre:1"}]),
        answer("absences", ("dispositif_id", "etat"), []),
        answer("echeances", ends, deadlines or []),
        {},
    )


def test_roles_are_grouped_by_scheme_and_those_outside_come_last() -> None:
    found = page(
        2, [{"dispositif_id": "disp:0", "date_fin": "2022", "mois_min": 3, "mois_max": 15, "terme": "en_cours"}]
    )
    assert [group.title.split("\u00a0")[0] for group in found.groups] == ["CLS 00", "CLS 01", "Hors d’un dispositif"]
    assert [group.end.replace("\u00a0", " ") for group in found.groups] == [
        "Fin du dispositif : 2022 (3 à 15 mois).",
        "",
        "",
    ]
    figures = {words: count for count, words in found.figures}
    assert figures["rôles documentés"] == "3"
    assert figures["offre proposée"] == "1"
    assert figures["instance"] == "–", "nothing documented is not a zero"
    assert (found.seats, found.load, found.ends) == (None, "", ())


def test_many_schemes_make_one_table() -> None:
    (group,) = page(20).groups
    assert len(group.table.rows) == 21
    assert "dispositif" in [column.name for column in group.table.columns]


def test_a_state_that_never_changes_is_left_to_the_drawer() -> None:
    same = answer("absences", ("etat",), [{"etat": "sans_role_documente"}] * 2)
    both = answer("absences", ("etat",), [{"etat": "sans_role_documente"}, {"etat": "role_termine"}])
    assert "etat" in absence_left_out(same)
    assert "etat" not in absence_left_out(both)
