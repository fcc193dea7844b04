"""Personal data is seen in any form, never repeated, and organisations are not taken for people."""

import pytest

from ingest.personal import HIDDEN, find, mask


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
