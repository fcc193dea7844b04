"""Read headers of questions, good and bad: every problem of a file is told, with the name of the file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from queries import catalogue as module
from queries.catalogue import CatalogueError, Question, catalogue, get

GOOD = """\
// titre = "Qui signe ?"
// description = "Les signataires."
// usagers = ["ars"]
// phrase = "{n:signataire|signataires}."
// phrase_vide = "Aucun."
// organisation = ["acteur_id"]
// [parametres.dispositif]
// type = "Dispositif"
// titre = "Dispositif"
// description = "Le contrat."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant."
// [colonnes.acteur]
// titre = "Signataire"
// description = "Nom."
MATCH (a:Entite:Acteur)-[r:SIGNE]->(d:Entite:Dispositif {id: $dispositif})
RETURN a.id AS acteur_id, a.nom AS acteur, r AS liens
ORDER BY acteur, acteur_id
"""

Read = Callable[[str], Question]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    """Give a function that reads a catalogue made of one question, of this text."""
    monkeypatch.setattr(module, "FOLDER", tmp_path / "queries")
    (tmp_path / "queries" / "dispositifs").mkdir(parents=True)

    def reading(text: str, name: str = "dispositifs/essai") -> Question:
        (tmp_path / "queries" / f"{name}.cypher").write_text(text, encoding="utf-8")
        module.catalogue.cache_clear()
        module._all.cache_clear()
        return get(name.split("/")[1])

    yield reading
    module.catalogue.cache_clear()
    module._all.cache_clear()


def test_a_header_becomes_a_question(read: Read) -> None:
    question = read(GOOD)
    assert (question.nom, question.famille, question.titre) == ("essai", "dispositifs", "Qui signe ?")
    assert question.parametres["dispositif"].nom == "dispositif"
    assert question.parametres["dispositif"].obligatoire
    assert list(question.colonnes) == ["acteur_id", "acteur"]
    assert question.colonnes["acteur"].type == "texte"
    assert question.cypher.startswith("MATCH (a:Entite:Acteur)")
    assert question.fichier == "queries/dispositifs/essai.cypher"
    assert (question.vide, question.analyse, question.lecture) == ("insuffisant", None, False)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('// titre = "Qui signe ?"\n', "", "missing « titre »"),
        ('// phrase_vide = "Aucun."\n', "", "missing « phrase_vide »"),
        ('// usagers = ["ars"]\n', '// usagers = ["tous"]\n', "usagers"),
        ('// usagers = ["ars"]\n', '// usagers = ["ars"]\n// couleur = "bleu"\n', "couleur"),
        ('// type = "Dispositif"\n', '// type = "Contrat"\n', "type"),
        ("$dispositif", "$contrat", "$contrat is not declared"),
        ("{id: $dispositif}", "", "parameter « dispositif » is never used"),
        ('["acteur_id"]', '["pilote_id"]', "« pilote_id » is not a column"),
        ('// titre = "Qui signe ?"', "// titre = Qui signe ?", "essai.cypher"),
    ],
)
def test_a_wrong_header_is_told(read: Read, old: str, new: str, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as error:
        read(GOOD.replace(old, new))
    assert problem in str(error.value)
    assert "queries/dispositifs/essai.cypher" in str(error.value)


def test_a_question_without_query_is_told(read: Read) -> None:
    header = "\n".join(line for line in GOOD.splitlines() if line.startswith("//"))
    with pytest.raises(CatalogueError, match="no query under the header"):
        read(header)


def test_every_problem_is_told_at_once(read: Read) -> None:
    text = GOOD.replace('// titre = "Qui signe ?"\n', "").replace("$dispositif", "$contrat")
    with pytest.raises(CatalogueError) as error:
        read(text)
    assert len(str(error.value).splitlines()) == 3


def test_two_questions_of_one_name_are_told(read: Read) -> None:
    read(GOOD)
    module.FOLDER.joinpath("actions").mkdir()
    with pytest.raises(CatalogueError, match="same name as"):
        read(GOOD, "actions/essai")


def test_an_unknown_family_is_told(read: Read) -> None:
    module.FOLDER.joinpath("divers").mkdir()
    with pytest.raises(CatalogueError, match="unknown family « divers »"):
        read(GOOD, "divers/autre")


def test_a_shared_reading_is_no_question(read: Read) -> None:
    module.FOLDER.joinpath("lectures").mkdir()
    found = read("// lecture = true\nMATCH (s:Entite:Source) RETURN s.id AS id ORDER BY id\n", "lectures/textes")
    assert found.lecture
    assert "textes" not in catalogue()


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(KeyError):
        get("une_question_qui_n_existe_pas")
