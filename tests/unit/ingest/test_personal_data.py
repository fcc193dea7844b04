"""Personal data is seen in any form, never repeated, and organisations are not taken for people."""

import pytest

from ingest.functions import looks_like_name
from ingest.headings import fold
from ingest.person_headings import announces_person
from ingest.personal import HIDDEN, find, find_number, mask, may_be_nir


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "07-12-34-56-78",
        "06/12/34/56/78",
        "+33 6 12 34 56 78",
        "+33612345678",
        "0033 7 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06\u202f12\u202f34\u202f56\u202f78",
        "Tél. : 06 12 34 56 78 (le matin)",
        "0 6 1 2 3 4 5 6 7 8",
        "(06)12345678",
        "33 6 12 34 56 78",
        "612 34 56 78",
        "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    ],
)
def test_mobile_numbers(text: str) -> None:
    assert find(text) == "numéro de téléphone mobile"
    assert "34" not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "claire.martin@exemple.fr",
        "Claire.MARTIN@sous.exemple.fr",
        "c.martin@exemple.fr",
        "jean-paul.le-goff@exemple.bzh",
        "écrire à jean_dupont@exemple.org",
    ],
)
def test_nominative_mailboxes(text: str) -> None:
    assert find(text) == "adresse électronique nominative"
    assert "@" not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mme Martin",
        "monsieur Martin",
        "M DUPONT",
        "Mesdames Dupont et Martin",
        "Melle Dupont",
        "mme Le Goff".replace("mme", "Mme"),
        "M. Dupont, directeur",
        "Monsieur Jean Dupont",
        "MADAME DUPONT",
        "le Dr Dupont",
        "Docteur Anne-Marie Martin",
        "contact : Pr. Martin",
    ],
)
def test_civilities(text: str) -> None:
    assert find(text) == "civilité suivie d’un nom"
    assert not {"Dupont", "DUPONT", "Martin", "Goff"} & set(mask(text).replace(",", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        "2 55 08 14 168 025 38",
        "255081416802538",
        "NIR : 253072A07300443",
        "2 53 07 2B 073 004 70",
    ],
)
def test_social_security_numbers(text: str) -> None:
    assert find(text) == "numéro de sécurité sociale"
    assert "073" not in mask(text)
    assert "168" not in mask(text)


@pytest.mark.parametrize("text", ["RPPS 10001234567", "n° RPPS : 81001234567", "Adeli 351 00001 2"])
def test_numbers_of_professionals(text: str) -> None:
    assert find(text) == "numéro RPPS ou ADELI d’un professionnel"
    assert not any(character.isdigit() for character in mask(text))


@pytest.mark.parametrize(
    ("number", "heading", "personal"),
    [
        ("10001234567", "N° RPPS", True),
        ("10001234567", "rpps", True),
        ("351000012", "ADELI", True),
        ("10001234567", "Téléphone", False),
        ("12", "Nombre de RPPS", False),
        ("2550814168025", "NIR", True),
        ("2550814168025", "code-barres", False),
        ("255081416802539", "remarque", False),
        ("24350074100018", "SIRET", False),
        ("35600000049837", "SIRET", False),
        ("0299711234", "Téléphone", False),
        ("350000022", "FINESS", False),
    ],
)
def test_a_number_is_told_by_its_key_or_its_heading(number: str, heading: str, personal: bool) -> None:
    assert (find_number(number, fold(heading)) is not None) is personal


@pytest.mark.parametrize(
    "heading",
    ["Nom du référent", "Prénom", "mobile", "Président-e", "Coordonnateur-rice", "N° RPPS", "Nom et prénom", "portable",
     "Téléphone mobile", "mail du coordinateur", "Né(e) le", "Personne à contacter", "Nom du contact"],
)  # fmt: skip
def test_headings_that_announce_a_person(heading: str) -> None:
    assert announces_person(heading)


@pytest.mark.parametrize(
    "heading",
    ["nom", "Nom de la structure", "Contact", "Téléphone", "courriel", "Médecins", "Nombre de médecins",
     "Équipe mobile", "Signataires", "Animateurs", "Responsables", "population", "Mobilité", "colonne D", ""],
)  # fmt: skip
def test_headings_of_services(heading: str) -> None:
    assert not announces_person(heading)


@pytest.mark.parametrize(
    "text",
    [
        "accueil@cpts-redon.fr",
        "cpam.accueil@exemple.fr",
        "service.social@exemple.fr",
        "sante.publique@exemple.fr",
        "contact@exemple.fr",
        "02 99 71 12 34",
        "+33 2 99 71 12 34",
        "réunion du 07/08/2021, 16 h 30",
        "07/08/2021 16:30",
        "2021-07-06 12:34:56",
        "SIREN 243500741",
        "SIRET 24350074100018",
        "La Poste, SIRET 356 000 000 49837",
        "SIREN 243 500 741, FINESS 350000022",
        "RPPS non communiqué, 12 professionnels",
        "standard 02 99 71 12 34, poste 1234",
        "COM-35236",
        "66 478 habitants",
        "M'T dents",
        "rue du Docteur Roux",
        "Maison de santé du Docteur Roux".replace("Maison de santé", "Maison"),
        "Madame la Présidente".replace("Présidente", "présidente"),
        "Monsieur le Préfet",
        "action 14, 15 et 16",
        "0123456789012345",
    ],
)
def test_what_is_not_personal(text: str) -> None:
    assert find(text) is None
    assert mask(text) == text


def test_only_the_personal_part_is_hidden() -> None:
    assert mask("CPAM 35, 06 12 34 56 78, agence de Redon") == f"CPAM 35, {HIDDEN}, agence de Redon"


@pytest.mark.parametrize("text", ["Jean Dupont", "Marie-Claude Le Gall", "Paul DURAND", "Anne de Kerdrel, CPAM"])
def test_a_name_is_not_a_function(text: str) -> None:
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chargée de mission", "Chargée de Mission", "Pôle Santé", "Direction Prévention", "Coordinatrice CLS",
        "Référente parcours", "Médecin Conseil", "Délégation Départementale", "Rennes Métropole", "ARS Bretagne",
        "Assistante Sociale", "Service Autonomie", "Vice-présidente Santé", "Infirmière Puéricultrice", "directrice",
        "Cheffe de Projet", "Élue Santé", "Redon Agglomération", "CPAM 35",
    ],
)  # fmt: skip
def test_a_function_is_not_a_name(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    "text", ["n° sécu 1 85 05 35 238 001", "NIR : 1850535238001", "numéro de sécurité sociale 1850535238001 12"]
)
def test_a_number_said_to_be_a_nir_needs_no_key(text: str) -> None:
    assert find(text) == "numéro de sécurité sociale"
    assert "238" not in mask(text)


def test_thirteen_digits_of_nothing_said_are_no_nir() -> None:
    assert find("lot 1850535238001 de la mission") is None
    assert find_number("1850535238001", fold("N° sécu")) is not None
    assert find_number("1850535238001", fold("Lot")) is None


def test_a_nir_with_a_wrong_key_is_doubtful() -> None:
    assert may_be_nir("185053523800112")
    assert not may_be_nir("18505352380011")
    assert not may_be_nir("21 350 238 800 019")
