"""Hold documents to the answers they come from, on the Breton example."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from app.exports.documents.catalogue import WRITERS, make
from app.exports.documents.content import Document, Facts, Figures, Paragraph, Picture, Section, Table, words_of
from app.exports.documents.desk import desk_of
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.kinds import ACTEUR, DISPOSITIF, LABELS, PORTRAIT, SUPERPOSITION
from app.exports.documents.pdf_writer import to_pdf
from app.view_models.typography import number
from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from tests.support.command import maillage

pytestmark = pytest.mark.contract

REDON, CPAM = "EPCI-243500741", "acteur:cpam-35"
REDON_1, REDON_2, BROCELIANDE, PRS = (
    "disp:cls-redon-1", "disp:cls-redon-2", "disp:cls-broceliande-1", "disp:prs-bretagne",
)  # fmt: skip
EVERY = (
    (PORTRAIT, (), REDON),
    (ACTEUR, (CPAM,), ""),
    (DISPOSITIF, (REDON_1,), ""),
    (SUPERPOSITION, (REDON_2, PRS), ""),
    (SUPERPOSITION, (), REDON),
)


MADE: dict[tuple[object, ...], Document] = {}


def made(
    context: Context, kind: str, ids: tuple[str, ...] = (), territoire: str = "", date: str | None = None
) -> Document:
    """Return a document about the example, made once."""
    key = (context.moment, kind, ids, territoire, date)
    if key not in MADE:
        MADE[key] = make(desk_of(context, date), kind, ids, territoire)
    return MADE[key]


def section(document: Document, title: str) -> Section:
    (found,) = [part for part in document.sections if part.title == title]
    return found


def blocks(document: Document, kind: type[Any]) -> list[Any]:
    return [block for part in document.sections for block in part.blocks if isinstance(block, kind)]


def figures(document: Document) -> dict[str, str]:
    """Return the key figures: value by label."""
    (found,) = blocks(document, Figures)
    return {item.label.split(",")[0]: item.value for item in found.items}


def table(document: Document, title: str) -> Table:
    found: Table
    (found,) = [block for block in blocks(document, Table) if title in block.title]
    return found


def pages_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def squeezed(text: str) -> str:
    """Return a text without spaces: a page breaks its lines where it likes."""
    return re.sub(r"\s", "", text)


# -------------------------------------------------------------------------------------------------- what they say


def test_the_figures_of_a_portrait_are_those_of_the_answers(embedded_example: Context) -> None:
    found = made(embedded_example, PORTRAIT, territoire=REDON)
    answers = {
        name: ask(embedded_example.store, name, {"territoire": REDON}, context=embedded_example)
        for name in ("dispositifs_du_territoire", "acteurs_du_territoire", "actions_du_territoire", "composition")
    }
    said = figures(found)
    assert said["dispositifs"] == number(len(answers["dispositifs_du_territoire"].lignes))
    actors = {row.valeurs["acteur_id"] for row in answers["acteurs_du_territoire"].lignes}
    assert said["acteurs"] == number(len(actors))
    assert said["actions"] == number(len(answers["actions_du_territoire"].lignes))
    assert said["habitants"] == number(answers["composition"].mesures["population"])
    schemes = table(found, "Dispositifs dont le périmètre touche")
    names = [row.valeurs["dispositif"].replace("'", "’") for row in answers["dispositifs_du_territoire"].lignes]
    assert [row[0] for row in schemes.rows] == names


def test_the_figures_of_a_pair_are_those_of_the_answer(embedded_example: Context) -> None:
    found = made(embedded_example, SUPERPOSITION, (REDON_2, PRS))
    answer = ask(embedded_example.store, "recouvrement", {"a": REDON_2, "b": PRS}, context=embedded_example)
    said = figures(found)
    assert said["indice de recouvrement"] == number(answer.mesures["indice"], 2)
    assert said["habitants en commun"] == number(answer.lignes[0].valeurs["population"])
    calculation = table(found, "Comment l’indice est calculé")
    assert [row[0] for row in calculation.rows] == [part.libelle for part in answer.lignes[0].parts]
    (drawn,) = blocks(found, Picture)
    shared = [item for item in drawn.view.legend if item.look.code == "AB"]
    assert [item.count for item in shared] == [answer.lignes[0].valeurs["n_communes"]]


def test_the_tables_of_a_sheet_are_those_of_the_answers(embedded_example: Context) -> None:
    found = made(embedded_example, ACTEUR, (CPAM,))
    answer = ask(embedded_example.store, "engagements", {"acteur": CPAM}, context=embedded_example)
    roles = table(found, "Rôles, et dans quoi")
    assert [row[0] for row in roles.rows] == [row.valeurs["role"] for row in answer.lignes]
    certainty = [heading.text for heading in roles.headings].index("Certitude")
    assert {row[certainty] for row in roles.rows} <= {"certain", "incertain", "en projet"}
    assert "en projet" in {row[certainty] for row in roles.rows}


@pytest.mark.parametrize(("kind", "ids", "territoire"), EVERY)
def test_every_figure_says_where_it_comes_from(
    embedded_example: Context, kind: str, ids: tuple[str, ...], territoire: str
) -> None:
    found = made(embedded_example, kind, ids, territoire)
    numbered = {block.title.split(".")[0] for block in blocks(found, Table)}
    assert len(numbered) == len(blocks(found, Table))
    for block in blocks(found, Figures):
        for item in block.items:
            assert item.origin in numbered or item.origin.startswith(("INSEE", "périmètre calculé"))


@pytest.mark.parametrize(("kind", "ids", "territoire"), EVERY)
def test_every_row_cites_documents_of_the_list(
    embedded_example: Context, kind: str, ids: tuple[str, ...], territoire: str
) -> None:
    found = made(embedded_example, kind, ids, territoire)
    cited = {row[0] for row in table(found, "Documents cités").rows}
    for block in blocks(found, Table):
        if block.headings[-1].text == "Sources":
            numbers = {number_ for row in block.rows for number_ in row[-1].split(", ")}
            assert numbers
            assert numbers <= cited
    titles = {info.nom.replace("'", "’") for info in embedded_example.sources.values()}
    assert {row[1] for row in table(found, "Documents cités").rows} <= titles


@pytest.mark.parametrize(("kind", "ids", "territoire"), EVERY)
def test_every_document_says_its_scope_its_date_its_method_and_what_is_missing(
    embedded_example: Context, kind: str, ids: tuple[str, ...], territoire: str
) -> None:
    found = made(embedded_example, kind, ids, territoire)
    assert found.kind == LABELS[kind]
    assert [name for name, _ in found.dates] == [
        "Périmètre", "Données vues au", "Document écrit le", "Version des données",
    ]  # fmt: skip
    assert dict(found.dates)["Version des données"] == embedded_example.version[:12]
    assert "source datée la plus récente" in dict(found.dates)["Données vues au"]
    assert blocks(found, Picture)
    assert section(found, "Ce qui n’est pas documenté").blocks
    read = words_of([section(found, "Lire ce document")])
    assert "Licence Ouverte 2.0" in read
    assert "n’est jamais une absence" in read
    for word in ("Certain", "Incertain", "Pas à cette date", "En projet"):
        assert word in read
    words = words_of(found.sections)
    assert not re.search(r"\b(?:disp|acteur|action|inst|theme|public):\w", words)
    assert "infobulle" not in words


def test_a_method_is_told_for_what_is_computed(embedded_example: Context) -> None:
    found = made(embedded_example, SUPERPOSITION, territoire=REDON)
    answer = ask(embedded_example.store, "recouvrements", {"territoire": REDON}, context=embedded_example)
    assert squeezed(answer.methode)[:300] in squeezed(words_of([section(found, "Lire ce document")]))


def test_a_date_that_was_chosen_is_said(embedded_example: Context) -> None:
    found = made(embedded_example, ACTEUR, (CPAM,), date="2021-09-15")
    assert dict(found.dates)["Données vues au"].replace("\u00a0", " ") == "15 septembre 2021, jour choisi"
    whole = made(embedded_example, ACTEUR, (CPAM,), date="toutes")
    assert dict(whole.dates)["Données vues au"] == "toutes dates confondues"


# ------------------------------------------------------------------------------------------------- what is missing


def test_a_territory_without_data_says_so_and_why(embedded_example: Context) -> None:
    found = made(embedded_example, PORTRAIT, territoire="COM-13055")
    essential = section(found, "L’essentiel")
    texts = [block.text for block in essential.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "Données insuffisantes."
    assert "ne couvre Marseille" in texts[1]
    assert not blocks(found, Figures)
    (facts,) = [block for block in essential.blocks if isinstance(block, Facts)]
    assert [name for name, _ in facts.items] == ["Population calculée"]


def test_before_the_first_fact_a_document_says_that_it_is_too_early(embedded_example: Context) -> None:
    found = made(embedded_example, PORTRAIT, territoire=REDON, date="1999-01-01")
    assert "Données insuffisantes" in words_of(found.sections)
    assert "Aucune donnée à cette date" in words_of(found.sections)


def test_an_unknown_common_ground_is_no_zero(embedded_example: Context) -> None:
    found = made(embedded_example, SUPERPOSITION, (REDON_1, BROCELIANDE))
    assert "habitants en commun" not in figures(found)
    assert "Ce que les deux territoires ont en commun." in words_of([section(found, "Ce qui n’est pas documenté")])
    (territory, *_) = table(found, "Comment l’indice est calculé").rows
    assert territory[1] == "non documenté"


def test_what_was_true_at_another_date_is_not_called_unknown(embedded_example: Context) -> None:
    words = words_of([section(made(embedded_example, DISPOSITIF, (BROCELIANDE,)), "Ce qui n’est pas documenté")])
    assert "d’autres dates seulement\u00a0: son porteur, ses signataires, son périmètre." in words
    then = made(embedded_example, DISPOSITIF, (BROCELIANDE,), date="2021-09-15")
    assert "d’autres dates" not in words_of(then.sections)
    assert table(then, "Rôles dans le dispositif").rows


# ------------------------------------------------------------------------------------------------------ as written


@pytest.mark.parametrize(("kind", "ids", "territoire"), EVERY)
def test_both_files_say_what_the_document_says(
    embedded_example: Context, kind: str, ids: tuple[str, ...], territoire: str
) -> None:
    found = made(embedded_example, kind, ids, territoire)
    pages = pages_of(to_pdf(found))
    assert 2 <= len(pages) <= 6
    printed = squeezed(" ".join(pages))
    opened = docx.Document(io.BytesIO(to_docx(found)))
    typed = squeezed(" ".join(element.text or "" for element in opened.element.body.iter(qn("w:t"))))
    for part in found.sections:
        assert squeezed(part.title) in printed
        assert squeezed(part.title) in typed
    for block in blocks(found, Table):
        assert squeezed(block.title) in printed
        for row in block.rows:
            assert squeezed("".join(row)) in typed
    for block in blocks(found, Figures):
        for item in block.items:
            assert squeezed(item.value) in printed
            assert squeezed(item.value) in typed


def test_the_same_data_give_the_same_files(embedded_example: Context) -> None:
    for kind, ids, territoire in EVERY[:2]:
        for write in WRITERS.values():
            first = write(made(embedded_example, kind, ids, territoire))
            again = write(make(desk_of(Context(embedded_example.store), None), kind, ids, territoire))
            assert first == again


# ------------------------------------------------------------------------------------------------------- commands


def test_the_command_writes_a_document(embedded_example: Context, embedded_settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "portrait.docx"
    words = ("export", "docx", str(out), "--document", "portrait", "--territory", "Redon Agglomération", "--json")
    done = maillage(*words, settings=embedded_settings)
    assert done.status == 0, done.err
    assert (done.json["document"], done.json["titre"]) == ("portrait", "Redon Agglomération (EPCI)")
    assert done.json["version_donnees"] == embedded_example.version
    assert "Redon Agglomération (EPCI)" in [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("docx", "x.docx"), 2, "Il manque le document"),
        (("pdf", "x.pdf", "--document", "affiche"), 2, "n’existe pas"),
        (("xlsx", "x.xlsx", "--document", "portrait", "--territory", REDON), 2, "--document"),
        (("pdf", "x.pdf", "--document", "portrait"), 2, "Donnez le territoire"),
        (("pdf", "x.pdf", "--document", "acteur", "--id", "CPAM 35", "--id", "CPAM 56"), 2, "Donnez l’acteur"),
        (("pdf", "x.pdf", "--document", "superposition", "--id", REDON_1, "--id", REDON_1), 2, "deux fois"),
        (("pdf", "x.pdf", "--document", "acteur", "--id", "CPAM d'Ille et Vilaines"), 1, "Vouliez-vous dire"),
        (("pdf", "x.pdf", "--document", "dispositif", "--id", "CLS"), 1, "désigne plusieurs choses"),
    ],
)
def test_the_command_refuses_in_french(
    embedded_example: Context,
    embedded_settings: Settings,
    tmp_path: Path,
    words: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    done = maillage("export", *words, settings=embedded_settings, cwd=tmp_path)
    assert done.status == status
    assert said in done.err
    assert not list(tmp_path.iterdir())
