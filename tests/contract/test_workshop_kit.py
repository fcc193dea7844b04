"""Hold the kit of a workshop to the answers it comes from, to its list and to its plan, on the Breton example."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from app.exports import kit
from app.exports.documents.desk import desk_of
from app.exports.kit.guide import guide
from app.exports.kit.material import Material
from app.exports.kit.pairing import meetings
from app.view_models import workshop_plan as view
from app.view_models.typography import sentence, typeset
from app.workshops.planning import guest_parameters
from app.workshops.record import ABSENT, CONFIRMED, DECLINED, LATE, PAIRS, Participant, Round, Workshop
from graph.answer import Answer
from graph.answers import ask
from graph.answers.context import Context
from graph.settings import Settings
from tests.support.stores import emptied

pytestmark = pytest.mark.contract

REDON = "EPCI-243500741"
ACTORS = (
    "acteur:ch-redon", "acteur:cpam-35", "acteur:cpam-56", "acteur:redon-agglomeration", "acteur:anpaa",
    "acteur:mutualite-pays-redon", "acteur:gem-oxygene", "acteur:ars-bretagne", "acteur:mission-locale-redon",
)  # fmt: skip
HOSTILE = (
    "../../etc/passwd <script>alert(1)</script> " + "très long " * 60,
    'L\'«\u00a0Élan\u00a0» 🌈 d\u2019Été "d’ici" \u202eicsrever',
    "=cmd()|'/c calc'!A1",
    "   ",
)
PLAN: tuple[Round, ...] = (
    (("p01", "p02", "p05"), ("p03", "p04", "p06"), ("p07", "p08", "p09")),
    (("p01", "p04", "p07"), ("p02", "p03", "p08"), ("p05", "p06", "p09")),
)

Files = Mapping[str, bytes]


def people(context: Context) -> tuple[Participant, ...]:
    """Return nine organisations of the example, whatever their ids are, the well known ones first."""
    known = {row["id"]: row["nom"] for row in context.names if "Acteur" in row["labels"]}
    ids = [id_ for id_ in ACTORS if id_ in known]
    answer = ask(context.store, "acteurs_du_territoire", {"territoire": REDON}, context=context)
    ids += [id_ for id_ in dict.fromkeys(str(row.valeurs["acteur_id"]) for row in answer.lignes) if id_ not in ids]
    return tuple(
        Participant(
            id=f"p{rank:02d}", acteur=id_, nom=known[id_], fonction="Référente", organisme=id_, statut=CONFIRMED
        )
        for rank, id_ in enumerate(ids[:9], start=1)
    )


@pytest.fixture(scope="module")
def workshop(embedded_example: Context) -> Workshop:
    """Give a workshop of nine organisations, three tables and two rounds."""
    gone = Participant(id="p10", nom="Organisme parti", organisme="parti", statut=DECLINED, raison="avait dit oui")
    return Workshop(
        id="redon-2027-03-18",
        titre="Rencontre santé",
        objectif="mieux se connaître",
        territoire=REDON,
        date="2027-03-18",
        lieu="Redon",
        participants=(*people(embedded_example), gone),
        tables=3,
        tours=2,
        plan=PLAN,
        places=9,
    )


def opened(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def whole(embedded_example: Context, workshop: Workshop) -> Files:
    """Give the files of its kit."""
    return opened(kit.build(workshop, desk_of(embedded_example, None)))


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def squeezed(text: str) -> str:
    """Return a text typeset, without spaces: a page breaks its lines where it likes."""
    return re.sub(r"\s", "", typeset(text))


def printed(content: bytes) -> str:
    return squeezed(" ".join(pages(content)))


def typed(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return squeezed(" ".join(element.text or "" for element in body.iter(qn("w:t"))))


def one(files: Files, start: str, end: str) -> bytes:
    (found,) = [content for name, content in files.items() if name.startswith(start) and name.endswith(end)]
    return found


def answer_of(context: Context, name: str, **parameters: str) -> Answer:
    return ask(context.store, name, parameters, context=context)


def only(context: Context, workshop: Workshop, code: str) -> kit.Part:
    (part,) = kit.parts(workshop, desk_of(context, None), only=(code,))
    return part


# --------------------------------------------------------------------------------------------------------- the archive


def test_the_kit_is_complete_and_numbered_in_the_order_of_use(whole: Files) -> None:
    names = list(whole)
    assert names[0] == "00-lisez-moi.pdf"
    assert [int(name[:2]) for name in names] == sorted(int(name[:2]) for name in names)
    assert {int(name[:2]) for name in names} == set(range(12))
    assert all(re.fullmatch(r"[a-z0-9./-]+", name) and ".." not in name for name in names)
    readme = printed(whole["00-lisez-moi.pdf"])
    for words in ("Lisez-moi", "Pour quoi faire", "Papier", "Combien", "fiches à corriger", "Rien ne manque"):
        assert squeezed(words) in readme or words == "Rien ne manque"


def test_every_file_opens_and_says_what_it_is(whole: Files) -> None:
    for name, content in whole.items():
        if name.endswith(".pdf"):
            reader = PdfReader(io.BytesIO(content))
            assert len(reader.pages) >= 1
            assert reader.metadata is not None
            assert reader.metadata.title, name
        elif name.endswith(".docx"):
            assert docx.Document(io.BytesIO(content)).core_properties.title, name
        else:
            assert load_workbook(io.BytesIO(content)).sheetnames, name


def test_the_same_data_give_the_same_bytes(embedded_example: Context, workshop: Workshop) -> None:
    first, again = (
        kit.build(workshop, desk_of(Context(embedded_example.store), None)) for _ in range(2)
    )  # fmt: skip
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_progress_is_told(embedded_example: Context) -> None:
    told: list[tuple[int, int]] = []
    empty = Workshop(id="x", titre="", territoire="", date="2027-03-18")
    kit.parts(empty, desk_of(embedded_example, None), progress=lambda done, all_: told.append((done, all_)))
    assert told == [(rank, 11) for rank in range(1, 12)]


def test_no_file_shows_an_identifier_of_the_base(whole: Files) -> None:
    for name, content in whole.items():
        if name.endswith(".pdf"):
            words = " ".join(pages(content))
            assert not re.search(r"\b(?:disp|acteur|action|inst|theme|public):\w", words), name


# -------------------------------------------------------------------------------------------------- the list, the plan


def test_the_list_keeps_who_declined_and_the_rest_does_not(whole: Files) -> None:
    listed = printed(one(whole, "01-", ".pdf"))
    assert squeezed("Organisme parti") in listed
    assert squeezed("Avait dit oui") in listed
    assert squeezed("ne vient pas") in listed
    for start in ("02-fiches-a-corriger-toutes", "04-plan-de-table.", "05-", "08-", "09-"):
        assert squeezed("Organisme parti") not in printed(one(whole, start, ".pdf")), start


def test_reasons_and_substitutes_are_those_of_the_list_as_it_is(
    embedded_example: Context, whole: Files, workshop: Workshop
) -> None:
    answer = desk_of(embedded_example, None).asking("invites", guest_parameters(workshop, kept=True))
    words = typed(one(whole, "01-", ".docx"))
    assert len(answer.lignes) > 5
    for row in answer.lignes:
        reason = sentence(row.valeurs["raison"].removesuffix(", présence demandée")) + row.valeurs["remplacant"]
        assert squeezed(reason) in words


def test_the_plan_says_each_table_round_and_person(whole: Files, workshop: Workshop) -> None:
    names = {participant.id: participant.nom for participant in workshop.participants}
    tables = docx.Document(io.BytesIO(one(whole, "04-", "table.docx"))).tables
    rounds = [table for table in tables if [cell.text for cell in table.rows[0].cells] == ["Table", "Qui", "Combien"]]
    assert len(rounds) == len(PLAN)
    for table, round_ in zip(rounds, PLAN, strict=True):
        for row, seated in zip(list(table.rows)[1:], round_, strict=True):
            found = row.cells[1].text.split(" · ")
            assert [squeezed(name) for name in found] == [squeezed(f"{int(id_[1:])}. {names[id_]}") for id_ in seated]
    (by_person,) = [table for table in tables if table.rows[0].cells[1].text.startswith("Organisme")]
    said = {
        squeezed(row.cells[1].text.removesuffix(", Référente")): [cell.text for cell in (row.cells[0], *row.cells[2:])]
        for row in list(by_person.rows)[1:]
    }
    for id_, name in names.items():
        if id_ != "p10":
            places = [str(place) for round_ in PLAN for place, table in enumerate(round_, start=1) if id_ in table]
            assert said[squeezed(name)] == [str(int(id_[1:])), *places]
    assert list(said) == sorted(said, key=lambda text: re.sub(r"[^a-z0-9]", "", text.lower()))
    on_screen = [squeezed(row[0].removesuffix(", Référente")) for row in view.by_person(workshop)[1]]
    assert list(said) == on_screen


def test_one_number_everywhere_whatever_the_order_of_the_list(embedded_example: Context, workshop: Workshop) -> None:
    """A number copied from the list onto a questionnaire must say the same organisation."""
    turned = replace(workshop, participants=workshop.participants[::-1])
    listed = docx.Document(io.BytesIO(only(embedded_example, turned, "invites").files[0].content)).tables[-1]
    numbers = {squeezed(row.cells[1].text.split(", ")[0]): row.cells[0].text for row in list(listed.rows)[1:]}
    assert list(numbers.values()) == [str(rank) for rank in range(10, 0, -1)]
    form = docx.Document(io.BytesIO(only(embedded_example, turned, "questionnaire").files[0].content))
    (asked,) = [table for table in form.tables if table.rows[0].cells[0].text == "Participant"]
    rows = [squeezed(row.cells[0].text).partition(".") for row in list(asked.rows)[1:]]
    on_form = {name: number for number, _, name in rows}
    on_cards = printed(
        next(file.content for file in only(embedded_example, turned, "plan").files if "cartes" in file.path)
    )
    on_links = printed(only(embedded_example, turned, "liens_oublies").files[0].content)
    for participant in workshop.presents:
        name = squeezed(participant.nom)
        assert on_form[name] == numbers[name]
        assert f"{numbers[name]}.{name}Tour1" in on_cards
        assert f"Cartede:{numbers[name]}.{name}" in on_links


def test_who_arrived_or_left_once_a_round_was_played_is_said_and_is_no_alarm(
    embedded_example: Context, workshop: Workshop
) -> None:
    gone = tuple(replace(one, statut=ABSENT) if one.id == "p09" else one for one in workshop.participants)
    late = Participant(id="p11", nom="Maison des aidants", statut=LATE)
    after = (("p01", "p04", "p07"), ("p02", "p03", "p08"), ("p05", "p06", "p11"))
    begun = replace(workshop, participants=(*gone, late), plan=(PLAN[0], after), joues=1)
    made = only(embedded_example, begun, "plan")
    assert made.lacks == ()
    plan = printed(next(file.content for file in made.files if file.path.endswith("table.pdf")))
    assert squeezed("Maison des aidants (arrivé après le tour 1)") in plan
    left = squeezed(f"9. {workshop.participant('p09').nom} (parti après le tour 1)")
    assert left in plan
    assert squeezed("ne vient pas") not in plan
    listed = printed(only(embedded_example, begun, "invites").files[1].content)
    assert squeezed("parti après le tour 1") in listed
    assert squeezed("arrivé après le tour 1") in listed
    assert squeezed("11 participants sur la liste, dont 10 venus") in listed
    assert squeezed("à relancer") not in listed
    cards = printed(next(file.content for file in made.files if "cartes" in file.path))
    assert cards.count(squeezed("Arrivé après le tour 1. Le grand chiffre : votre table.")) == 1
    first = printed(guide(Material(begun, desk_of(embedded_example, None)), (made,)).content)
    assert squeezed("(parti après le tour 1)") in first
    assert squeezed("Maison des aidants (arrivé après le tour 1)") in first
    assert "10questionnaires" in squeezed(only(embedded_example, begun, "questionnaire").copies), (
        "both had a round here"
    )
    # A round still to play is another matter: it can be made again.
    forgotten = replace(begun, plan=(PLAN[0], after[:2]))
    said = " ".join(only(embedded_example, forgotten, "plan").lacks)
    assert "3\u00a0participants sans place à un tour au moins" in said


def test_badges_bear_the_organisation_and_the_function_only(whole: Files, workshop: Workshop) -> None:
    (page,) = pages(one(whole, "05-", ".pdf"))
    left = squeezed(page)
    for participant in workshop.presents:
        for words in (participant.nom, participant.fonction):
            assert squeezed(words) in left
            left = left.replace(squeezed(words), "", 1)
    assert left == ""


def test_eleven_badges_take_two_sheets(embedded_example: Context, workshop: Workshop) -> None:
    more = tuple(Participant(id=f"q{rank}", nom=f"Organisme {rank}") for rank in range(2))
    (file,) = only(embedded_example, replace(workshop, participants=(*workshop.presents, *more)), "badges").files
    assert len(pages(file.content)) == 2


def test_cards_say_the_table_of_each_round(whole: Files, workshop: Workshop) -> None:
    words = printed(one(whole, "04-plan-de-table-cartes", ".pdf"))
    assert words.count("Tour1") == len(workshop.presents)
    for participant in workshop.presents:
        stops = [str(place) for round_ in PLAN for place, table in enumerate(round_, 1) if participant.id in table]
        number = int(participant.id[1:])
        assert squeezed(f"{number}. {participant.nom}Tour1{stops[0]}Tour2{stops[1]}") in words


# ---------------------------------------------------------------------------------------------------------- the sheets


def test_a_sheet_says_what_the_base_says_of_its_actor(
    embedded_example: Context, whole: Files, workshop: Workshop
) -> None:
    for participant in workshop.presents:
        words = typed(one(whole, f"02-fiches-a-corriger/{participant.id}-", ".docx"))
        roles = answer_of(embedded_example, "engagements", acteur=participant.acteur).lignes
        offers = answer_of(embedded_example, "offres_de_l_acteur", acteur=participant.acteur).lignes
        for row in [row for row in roles if row.valeurs["nature"] != "instance"][:14]:
            assert squeezed(f"{row.valeurs['role']} {row.valeurs['objet']}") in words
        for row in offers[:14]:
            assert squeezed(str(row.valeurs["offre"])) in words
        for label in ("Je propose", "Je cherche", "Thèmes", "Publics", "Territoire", "Sources", "Nos missions"):
            assert squeezed(label) in words
        assert ("☐oui" in words) == bool(roles or offers)
        cited = {proof.source for row in (*roles, *offers) for proof in row.preuves}
        for info in {embedded_example.sources[name].nom for name in cited}:
            assert squeezed(info) in words.split("Relule")[1].split("Cequin’estpasdocumenté")[0]
        assert squeezed(participant.nom) in printed(one(whole, "02-fiches-a-corriger-toutes", ".pdf"))


def test_the_themes_of_a_sheet_are_those_of_its_actions(embedded_example: Context, whole: Files) -> None:
    """The hospital pilots five actions of the first contract: their themes stand on its sheet."""
    words = typed(one(whole, "02-fiches-a-corriger/p01-", ".docx"))
    roles = answer_of(embedded_example, "engagements", acteur="acteur:ch-redon").lignes
    mine = {row.valeurs["objet_id"] for row in roles}
    actions = answer_of(embedded_example, "actions_du_territoire", territoire=REDON).lignes
    themes = {theme for row in actions if row.valeurs["action_id"] in mine for theme in row.valeurs["themes"]}
    assert themes
    assert all(squeezed(theme) in words for theme in themes)


# ---------------------------------------------------------------------------------------------------------- the matrix


def matrix(content: bytes) -> tuple[dict[tuple[str, str], str], set[str]]:
    """Return the marks of a matrix by (name, theme), and the themes of its shaded columns."""
    marks: dict[tuple[str, str], str] = {}
    empty = set()
    for table in docx.Document(io.BytesIO(content)).tables:
        head = [cell.text for cell in table.rows[0].cells]
        if head[0] != "Organisme":
            continue
        for row in list(table.rows)[1:]:
            cells = row.cells
            for theme, cell in zip(head[1:-1], cells[1:-1], strict=True):
                marks[squeezed(cells[0].text), theme] = cell.text
                if cell._tc.tcPr is not None and cell._tc.tcPr.find(qn("w:shd")) is not None:
                    empty.add(theme)
    return marks, empty


def test_the_matrix_gives_the_roles_that_the_answers_give(
    embedded_example: Context, whole: Files, workshop: Workshop
) -> None:
    marks, empty = matrix(one(whole, "08-", ".docx"))
    actions = answer_of(embedded_example, "actions_du_territoire", territoire=REDON).lignes
    themes_of = {row.valeurs["action_id"]: set(row.valeurs["themes"]) for row in actions}
    letters = {"pilote": "P", "co-pilote": "C", "partenaire": "p", "financeur": "F"}
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for participant in workshop.presents:
        for row in answer_of(embedded_example, "engagements", acteur=participant.acteur).lignes:
            for theme in themes_of.get(row.valeurs["objet_id"], ()):
                wanted[squeezed(participant.nom), theme.replace("'", "’")].add(letters[row.valeurs["role"]])
    assert wanted
    for key, found in wanted.items():
        assert found <= set(marks[key]), key
    names = {squeezed(participant.nom) for participant in workshop.presents}
    for (name, theme), text in marks.items():
        if name in names and set(text) & set("PCpF"):
            assert (name, theme) in wanted or theme not in {one for themes in themes_of.values() for one in themes}
    held = {theme for (name, theme), text in marks.items() if name in names and text}
    assert empty == {theme for _, theme in marks} - held
    assert empty
    words = printed(one(whole, "08-", ".pdf"))
    assert squeezed("Personne n’y est documenté") in words


def test_the_themes_that_were_chosen_are_the_columns(embedded_example: Context, workshop: Workshop) -> None:
    chosen = replace(workshop, themes={"nutrition": 1.0, "acces_soins": 2.0})
    part = only(embedded_example, chosen, "matrice")
    marks, _ = matrix(part.files[0].content)
    assert {theme for _, theme in marks} == {"Alimentation, nutrition", "Accès aux soins"}


# ----------------------------------------------------------------------------------------------------------- the cards


def best_weight(ids: Iterable[str], weights: Mapping[frozenset[str], float]) -> float:
    """Return the greatest weight of a matching, by trying them all."""
    left = list(ids)
    if not left:
        return 0.0
    first, *others = left
    found = best_weight(others, weights)
    for other in others:
        weight = weights.get(frozenset((first, other)))
        if weight:
            found = max(found, weight + best_weight([id_ for id_ in others if id_ != other], weights))
    return found


def test_partners_make_the_heaviest_matching_of_the_missing_links(
    embedded_example: Context, workshop: Workshop
) -> None:
    answer = answer_of(embedded_example, "liens_oublies", territoire=REDON, limite="1000")
    of_actor = {participant.acteur: participant.id for participant in workshop.presents}
    weights = {
        frozenset((of_actor[row.valeurs["a_id"]], of_actor[row.valeurs["b_id"]])): float(row.valeurs["score"])
        for row in answer.lignes
        if row.valeurs["a_id"] in of_actor and row.valeurs["b_id"] in of_actor
    }
    found = {item.seat.id: item for item in meetings(Material(workshop, desk_of(embedded_example, None)))}
    assert list(found) == [participant.id for participant in workshop.presents]
    mutual = {
        frozenset((id_, item.partner.id))
        for id_, item in found.items()
        if item.partner and item.row and (back := found[item.partner.id].partner) and back.id == id_
    }
    assert sum(weights[pair] for pair in mutual) == pytest.approx(best_weight(found, weights))
    matched = {id_ for pair in mutual for id_ in pair}
    seconds = [item for id_, item in found.items() if item.row and id_ not in matched]
    assert len({item.partner.id for item in seconds if item.partner}) == len(seconds)
    for item in seconds:
        assert item.partner is not None
        assert found[item.partner.id].sought_by == item.seat
    for id_, item in found.items():
        if item.row:
            assert item.partner is not None
            assert frozenset((id_, item.partner.id)) in weights
    assert matched


def test_nobody_is_sent_to_whom_it_met_at_a_round_already_played(embedded_example: Context, workshop: Workshop) -> None:
    desk = desk_of(embedded_example, None)
    before = meetings(Material(workshop, desk))
    sought = next(item for item in before if item.row and item.partner)
    assert sought.partner is not None
    together = (sought.seat.id, sought.partner.id)
    others = tuple(one.id for one in workshop.presents if one.id not in together)
    begun = replace(workshop, plan=((together, others), *PLAN[1:]), joues=1)
    for item in meetings(Material(begun, desk)):
        assert item.partner is None or {item.seat.id, item.partner.id} != {*together}
        assert item.partner is None or not {item.seat.id, item.partner.id} <= {*others}
    assert meetings(Material(replace(begun, joues=0), desk)) == before


def test_those_without_a_documented_reason_meet_somebody_to_whom_nothing_ties_them(
    embedded_example: Context, workshop: Workshop
) -> None:
    material = Material(workshop, desk_of(embedded_example, None))
    free = [item for item in meetings(material) if item.row is None and item.partner]
    for item in free:
        assert item.partner is not None
        assert not material.tied(item.seat, item.partner)
        assert item.seat.organisme != item.partner.organisme


def test_a_card_says_why_what_to_ask_and_when_they_sit_together(
    embedded_example: Context, whole: Files, workshop: Workshop
) -> None:
    words = printed(one(whole, "09-", ".pdf"))
    assert words.count("Cartede:") == len(workshop.presents)
    for item in meetings(Material(workshop, desk_of(embedded_example, None))):
        if item.row is not None and item.partner is not None:
            assert squeezed(item.row.phrase)[:90] in words
            together = [
                (rank, place)
                for rank, round_ in enumerate(PLAN, start=1)
                for place, table in enumerate(round_, start=1)
                if {item.seat.id, item.partner.id} <= set(table)
            ]
            if together:
                assert "Vousserezensembleautour{},table{}".format(*together[0]) in words
    assert words.count("Sources:") == sum("Sources" in page for page in words.split("Cartede:"))
    assert "…" not in words, "a source must be readable whole"
    assert "…" not in printed(one(whole, "05-", ".pdf"))


def test_the_agenda_of_a_usual_day_holds_on_one_sheet(embedded_example: Context, workshop: Workshop) -> None:
    for rounds in (2, 4, 6):
        made = only(embedded_example, replace(workshop, tours=rounds, plan=()), "ordre_du_jour")
        assert len(pages(next(file.content for file in made.files if file.path.endswith(".pdf")))) == 1


# -------------------------------------------------------------------------------------------- articulations and poster


def test_a_sheet_for_each_pair_of_schemes_that_is_ranked(embedded_example: Context, whole: Files) -> None:
    answer = answer_of(embedded_example, "articulations", territoire=REDON)
    said = printed(one(whole, "10-", ".pdf"))
    assert 1 <= len(answer.lignes) <= 8
    for row in answer.lignes:
        assert squeezed(f"{row.valeurs['rang']}. {row.valeurs['a']} et {row.valeurs['b']}") in said
    weak = len(answer.tableaux["confiance_faible"].lignes)
    assert squeezed(f"{weak} paires de plus, trop peu documentées") in said


def test_the_poster_has_its_sheet_and_every_participant(whole: Files, workshop: Workshop) -> None:
    for size, sides in (("a1", (594, 841)), ("a0", (841, 1189))):
        reader = PdfReader(io.BytesIO(one(whole, "06-", f"-{size}.pdf")))
        (page,) = reader.pages
        wide, high = (float(length) * 25.4 / 72 for length in (page.mediabox.width, page.mediabox.height))
        assert sorted((round(wide), round(high))) == list(sides)
        words = squeezed(page.extract_text())
        assert "/XObject" not in page["/Resources"] or not page["/Resources"]["/XObject"]  # type: ignore[index,operator]
        for participant in workshop.presents:
            first = squeezed(participant.nom.split(" (")[0])[:12]
            assert first in words, participant.nom


def test_actors_without_any_link_are_listed(embedded_example: Context, whole: Files, workshop: Workshop) -> None:
    words = printed(one(whole, "06-affiche-du-reseau-acteurs", ".pdf"))
    health = answer_of(embedded_example, "sante_reseau", territoire=REDON)
    alone = [row.valeurs["acteur"] for row in health.tableaux["acteurs"].lignes if not row.valeurs["n_liens"]]
    assert alone
    coming = {participant.acteur for participant in workshop.presents}
    for row in health.tableaux["acteurs"].lignes:
        if not row.valeurs["n_liens"] and row.valeurs["acteur_id"] not in coming:
            assert squeezed(row.valeurs["acteur"]) in words


# ----------------------------------------------------------------------------------------------------- what is missing


def lacking(context: Context, workshop: Workshop) -> tuple[Files, str]:
    files = opened(kit.build(workshop, desk_of(context, None)))
    return files, printed(files["00-lisez-moi.pdf"])


def test_without_a_plan_the_first_page_says_what_to_do(embedded_example: Context, workshop: Workshop) -> None:
    files, readme = lacking(embedded_example, replace(workshop, plan=()))
    assert not [name for name in files if name.startswith("04-")]
    assert squeezed("Le plan n’est pas encore fait") in readme
    assert {int(name[:2]) for name in files} == set(range(12)) - {4}


def test_a_plan_that_no_longer_suits_the_list_is_said_in_the_kit(embedded_example: Context, workshop: Workshop) -> None:
    people = tuple(replace(one, statut=DECLINED) if one.id == "p03" else one for one in workshop.participants)
    late = Participant(id="p11", nom="Maison des aidants", statut=CONFIRMED)
    stale = replace(workshop, participants=(*people, late), tours=3)
    made = only(embedded_example, stale, "plan")
    said = squeezed(" ".join(made.lacks))
    assert squeezed("1 participant sans place à un tour au moins (Maison des aidants)") in said
    assert squeezed("Ce plan ne va plus. Ne viennent plus") in said
    assert squeezed("Le nombre de tours a changé.") in said
    assert said.count("Maisondesaidants") == 1
    page = next(file.content for file in made.files if file.path.endswith("plan-de-table.pdf"))
    assert squeezed("Ce plan ne va plus.") in squeezed(pages(page)[0])
    assert only(embedded_example, workshop, "plan").lacks == ()


def test_an_actor_that_the_base_does_not_know_has_an_empty_sheet(embedded_example: Context, workshop: Workshop) -> None:
    new = Participant(id="p11", acteur="acteur:disparu", nom="Nouvelle association", organisme="nouvelle")
    people_ = replace(workshop, participants=(*workshop.participants, new))
    part = only(embedded_example, people_, "fiches")
    assert "Nouvelle association" in " ".join(part.lacks)
    (file,) = [file for file in part.files if "/p11-" in file.path]
    words = typed(file.content)
    assert squeezed("non documenté, à compléter") in words
    assert squeezed("Je propose") in words
    grid, _ = matrix(only(embedded_example, people_, "matrice").files[0].content)
    assert {text for (name, _), text in grid.items() if name == squeezed("Nouvelle association")} == {"?"}
    plan = only(embedded_example, people_, "plan")
    assert "sans place" in " ".join(plan.lacks)
    assert plan.files


def test_without_its_territory_what_needs_it_is_said(embedded_example: Context, workshop: Workshop) -> None:
    files, readme = lacking(embedded_example, replace(workshop, territoire="EPCI-000000000"))
    assert {int(name[:2]) for name in files} == set(range(12)) - {6, 8, 10}
    assert readme.count(squeezed("La base ne connaît pas le territoire")) == 4


def test_a_territory_may_be_given_by_its_name(embedded_example: Context, workshop: Workshop) -> None:
    named = replace(workshop, territoire="Redon Agglomération")
    material, again = (Material(item, desk_of(embedded_example, None)) for item in (named, workshop))
    assert material.territory == again.territory == "Redon Agglomération (EPCI)"
    assert material.missing.keys() == again.missing.keys()


def test_a_territory_without_themes_says_so(embedded_example: Context, workshop: Workshop) -> None:
    part = only(embedded_example, replace(workshop, territoire="COM-13055"), "matrice")
    assert not part.files
    assert "Aucun thème n’est documenté" in part.lacks[0]


def test_a_workshop_with_nobody_still_has_its_kit(embedded_example: Context) -> None:
    files, readme = lacking(embedded_example, Workshop(id="x", titre="", territoire=REDON, date="2027-03-18"))
    assert {int(name[:2]) for name in files} == {0, 3, 6, 7, 10}
    assert squeezed("La liste des invités est vide") in readme
    assert readme.count(squeezed("Personne n’est attendu")) == 4


def test_hostile_names_break_neither_a_file_nor_its_name(embedded_example: Context, workshop: Workshop) -> None:
    named = tuple(
        replace(participant, nom=nom, fonction=nom)
        for participant, nom in zip(workshop.presents, HOSTILE * 3, strict=False)
    )
    hostile = replace(workshop, titre=HOSTILE[0], lieu=HOSTILE[1], objectif=HOSTILE[2], participants=named)
    files = opened(kit.build(hostile, desk_of(embedded_example, None)))
    assert {int(name[:2]) for name in files} == set(range(12))
    assert re.fullmatch(r"kit-[a-z0-9-]+-2027-03-18\.zip", kit.file_name(hostile))
    for name, content in files.items():
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)?\.(pdf|docx|xlsx)", name)
        if name.endswith(".pdf"):
            assert "\u202e" not in " ".join(pages(content))
        elif name.endswith(".docx"):
            assert docx.Document(io.BytesIO(content)).paragraphs
        else:
            book = load_workbook(io.BytesIO(content))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f" and "cmd" in str(cell.value)]
    assert "�" not in " ".join(pages(one(files, "05-", ".pdf")))


@pytest.mark.parametrize("date", ["toutes", "1999-01-01"])
def test_any_date_makes_a_kit(embedded_example: Context, workshop: Workshop, date: str) -> None:
    few = replace(workshop, participants=workshop.presents[:3], plan=())
    files = opened(kit.build(few, desk_of(embedded_example, date)))
    assert {2, 5, 7, 9, 11} <= {int(name[:2]) for name in files}
    readme = printed(files["00-lisez-moi.pdf"])
    assert ("Aucunedonnéeàcettedate" in readme) == (date != "toutes")


def test_a_service_speaks_for_itself(embedded_example: Context, workshop: Workshop) -> None:
    """The territorial health animation and the CPAM of Morbihan share themes that their organisations do not."""
    seats = (
        Participant(id="p01", acteur="acteur:ats-redon", nom="ATS", organisme="acteur:redon-agglomeration"),
        Participant(id="p02", acteur="acteur:cpam-56", nom="CPAM 56", organisme="acteur:cpam-56"),
        Participant(id="p03", acteur="acteur:redon-agglomeration", nom="EPCI", organisme="acteur:redon-agglomeration"),
    )
    material = Material(replace(workshop, participants=seats, plan=()), desk_of(embedded_example, None))
    rows = ask(
        embedded_example.store,
        "liens_oublies",
        {"territoire": REDON, "granularite": "service", "limite": "1000"},
        context=embedded_example,
    ).lignes
    (wanted,) = [
        row for row in rows if {row.valeurs["a_id"], row.valeurs["b_id"]} == {"acteur:ats-redon", "acteur:cpam-56"}
    ]
    assert material.missing["p01", "p02"].valeurs["score"] == wanted.valeurs["score"]
    assert ("p01", "p03") not in material.missing


# ------------------------------------------------------------------------------------------------------------ in pairs


def test_in_pairs_a_card_says_the_place_and_the_partner_of_each_round(
    embedded_example: Context, workshop: Workshop
) -> None:
    ids = [participant.id for participant in workshop.presents]
    rounds = tuple(
        (*((ids[rank], ids[-1 - rank]) for rank in range(4)), (ids[4],)) if not turn else ((ids[0], ids[1]), (ids[2],))
        for turn in range(2)
    )
    paired = replace(workshop, mode=PAIRS, plan=rounds, tours=2, minutes=5)
    part = only(embedded_example, paired, "plan")
    words = printed(next(file.content for file in part.files if "cartes" in file.path))
    names = {participant.id: squeezed(participant.nom) for participant in workshop.presents}
    assert f"Tour1place19.{names[ids[-1]]}" in words
    assert squeezed("vous observez, ou vous vous reposez") in words
    assert squeezed("sans place à ce tour") in words
    plan = printed(next(file.content for file in part.files if file.path.endswith("table.pdf")))
    assert squeezed("Se repose, ou observe") in plan
    assert "sans place" in " ".join(part.lacks)


def test_in_pairs_many_rounds_go_over_several_cards(embedded_example: Context, workshop: Workshop) -> None:
    ids = [participant.id for participant in workshop.presents]
    pairs = list(combinations(ids, 2))[:30]
    paired = replace(workshop, mode=PAIRS, plan=tuple((pair,) for pair in pairs), tours=30, minutes=3)
    part = only(embedded_example, paired, "plan")
    cards: Any = next(file.content for file in part.files if "cartes" in file.path)
    assert len(pages(cards)) == -(-2 * len(ids) // 4)


def test_an_empty_base_still_makes_a_kit(embedded_settings: Settings, workshop: Workshop) -> None:
    few = replace(workshop, participants=workshop.participants[:2], plan=())
    with emptied(embedded_settings) as store:
        files = opened(kit.build(few, desk_of(Context(store), None)))
    assert {2, 5, 7, 9, 11} <= {int(name[:2]) for name in files}
    assert squeezed("Fiche vierge pour 2 participants") in printed(files["00-lisez-moi.pdf"])
