"""Write the answers of a workshop into the base: pending until confirmed, never twice, undone exactly."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from app.exports.documents.content import words_of
from app.exports.documents.desk import desk_of
from app.exports.documents.docx_writer import to_docx
from app.exports.documents.effet import bilan
from app.exports.documents.pdf_writer import to_pdf
from app.workshops.contacts import PENDING
from app.workshops.contacts_write import Writing, prepare, write
from app.workshops.effect_base import missing_pairs
from app.workshops.effects import report
from app.workshops.record import ABSENT, LATER, Form, Workshop
from graph.analysis.workshop.effect_share import Share
from graph.answers import ask
from graph.answers.context import Context
from graph.model.statement import relationship_id
from graph.plan import ChangeKind, NodeState, RelationshipState, State
from graph.settings import Settings
from graph.store.store import Store
from graph.ties import DIRECT, ties
from ingest.entries import EntryRefused
from ingest.importer import apply, check, plan
from tests.support.stores import emptied
from tests.support.workshops import form, participant, workshop
from tests.unit.ingest.builders import workbook

pytestmark = pytest.mark.contract

TODAY = date(2026, 4, 1)
DAY_OF = "2026-03-18"
ACTORS = ("acteur:cpam", "acteur:ccas", "acteur:ch", "acteur:clic")


@pytest.fixture
def store(engine_settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """Give a base of four actors."""
    rows = [("id", "nom", "type_acteur"), *((id_, id_[7:].upper(), "association") for id_ in ACTORS)]
    with emptied(engine_settings) as opened:
        checked = check([workbook(tmp_path / "acteurs.xlsx", {"acteurs": rows})], opened, today=TODAY)
        apply(checked, plan(checked, opened), opened)
        yield opened


def held(*forms: Form, **values: object) -> Workshop:
    people = [
        participant(place, id_[7:].upper(), acteur=id_, organisme=id_) for place, id_ in enumerate(ACTORS, start=1)
    ]
    people.append(participant(5, "Épicerie sociale", acteur=""))
    return workshop(participants=tuple(people), territoire="", formulaires=forms, **values)


def everything(store: Store) -> dict[str, State]:
    return {state.id: state for state in store.dump()}


def written(store: Store, made: Workshop) -> Writing:
    found = prepare(store, made, today=TODAY)
    assert found.plan is not None, found.prepared.checked.report.to_text()
    write(store, made, found)
    assert store.recompute_version() == store.version()
    return found


def link(store: Store, one: str, other: str, since: str | None = DAY_OF) -> RelationshipState | None:
    id_ = relationship_id("LIEN", f"acteur:{one}", f"acteur:{other}", "interconnaissance", since)
    state = everything(store).get(id_)
    assert state is None or isinstance(state, RelationshipState)
    return state


def statut(store: Store, one: str, other: str, since: str | None = DAY_OF) -> object:
    state = link(store, one, other, since)
    return state and state.properties["statut"]


def test_a_link_is_pending_until_the_other_side_says_it_too(store: Store) -> None:
    first = form("p01", {"p02": (0, True, 3), "p03": (0, True, 0)})
    made = held(first)
    found = written(store, made)
    assert (found.said.pending, found.said.confirmed) == (1, 0)
    one = link(store, "cpam", "ccas")
    assert one is not None
    assert one.properties["statut"] == PENDING
    assert one.properties["intensite"] == 3
    assert one.properties["valid_from"] == DAY_OF
    assert link(store, "cpam", "ch") is None
    assert not Context(store).snapshot("2026-03-20").facts(DIRECT)
    second = form("p02", {"p01": (0, True, 2)})
    written(store, replace(made, formulaires=(first, second)))
    assert (statut(store, "cpam", "ccas"), statut(store, "ccas", "cpam")) == ("effectif", "effectif")
    assert len(Context(store).snapshot("2026-03-20").facts(DIRECT)) == 2


def test_what_stood_before_has_no_first_day(store: Store) -> None:
    made = held(form("p01", {"p02": (2, True, 4), "p03": (None, True, 1)}), form("p02", {"p01": (0, True, 0)}))
    written(store, made)
    one = link(store, "cpam", "ccas", None)
    assert one is not None
    assert "valid_from" not in one.properties
    assert (one.properties["observed_at"], one.properties["intensite"]) == (DAY_OF, 4)
    assert one.properties["statut"] == PENDING
    assert "2 avant, 4 le jour de l’atelier" in str(one.properties["note"])
    assert link(store, "cpam", "ch", None) is not None
    assert link(store, "ccas", "cpam") is None


def test_the_event_and_who_came_are_written_and_tie_nobody_afterwards(store: Store) -> None:
    made = held(form("p01", {"p02": (0, True, 3)}), form("p05", {"p01": (0, True, 3)}))
    made = replace(
        made, participants=(*made.participants[:2], replace(made.participants[2], statut=ABSENT), made.participants[4])
    )
    found = written(store, made)
    event = everything(store)[found.said.evenement]
    assert isinstance(event, NodeState)
    assert event.properties["type_evenement"] == "atelier_interconnaissance"
    assert event.properties["date"] == DAY_OF
    came = {
        state.start
        for state in everything(store).values()
        if isinstance(state, RelationshipState) and state.type == "PARTICIPE"
    }
    assert came == {"acteur:cpam", "acteur:ccas"}
    assert ties(Context(store).snapshot(DAY_OF)).number_of_edges() == 1
    assert ties(Context(store).snapshot("2026-03-19")).number_of_edges() == 0
    assert [one.nom for one in found.said.unknown] == ["Épicerie sociale"]
    assert "Saisie" in found.said.notes[0]
    assert "acteur:epicerie-sociale" not in everything(store)


def test_the_same_answers_again_change_nothing_and_the_undo_gives_back_the_exact_base(store: Store) -> None:
    before, version = everything(store), store.version()
    made = held(form("p01", {"p02": (0, True, 3)}), form("p02", {"p01": (1, True, 3)}))
    after, entry = write(store, made, prepare(store, made, today=TODAY))
    assert entry is not None
    assert entry.nature == "saisie"
    assert after.evenement in everything(store)
    again = prepare(store, after, today=TODAY)
    assert again.plan is not None
    assert again.plan.is_empty
    assert write(store, after, again)[1] is None
    store.apply_undo(store.prepare_undo())
    assert everything(store) == before
    assert store.version() == store.recompute_version() == version


def test_a_form_put_right_takes_back_what_it_said(store: Store) -> None:
    made = held(form("p01", {"p02": (0, True, 3), "p03": (0, True, 2)}), form("p02", {"p01": (0, True, 3)}))
    written(store, made)
    middle, version = everything(store), store.version()
    right = replace(made, formulaires=(form("p01", {"p03": (1, True, 2)}), made.formulaires[1]))
    found = written(store, right)
    assert found.withdrawn == 2
    assert link(store, "cpam", "ccas") is None
    assert link(store, "cpam", "ch") is None
    assert link(store, "cpam", "ch", None) is not None
    assert statut(store, "ccas", "cpam") == PENDING
    store.apply_undo(store.prepare_undo())
    assert (everything(store), store.version()) == (middle, version)


def test_what_a_file_says_too_is_never_taken_back(store: Store, tmp_path: Path) -> None:
    made = held(form("p01", {"p02": (0, True, 3)}))
    written(store, made)
    rows = [
        ("type", "de", "vers", "role", "valid_from", "intensite"),
        ("LIEN", "acteur:cpam", "acteur:ccas", "interconnaissance", DAY_OF, 3),
    ]
    checked = check([workbook(tmp_path / "liens.xlsx", {"relations": rows})], store, today=TODAY)
    apply(checked, plan(checked, store), store)
    found = written(store, replace(made, formulaires=(form("p01", {"p03": (0, True, 1)}),)))
    assert found.withdrawn == 0
    assert link(store, "cpam", "ccas") is not None


def test_three_months_later_strengthens_begins_and_ends_links(store: Store) -> None:
    day = (
        form("p01", {"p02": (0, True, 2), "p03": (0, True, 3), "p04": (0, False, 0)}),
        form("p03", {"p01": (0, True, 3)}),
    )
    made = held(*day)
    written(store, made)
    later = form(
        "p01", {"p02": (None, None, 4), "p03": (None, None, 0), "p04": (None, None, 1)}, LATER, recu="2026-06-20"
    )
    found = prepare(store, replace(made, formulaires=(*day, later)), today=date(2026, 7, 1))
    assert found.plan is not None
    assert found.plan.count(ChangeKind.CLOS) == 1
    write(store, made, found)
    stronger, over, new = (
        link(store, "cpam", "ccas"),
        link(store, "cpam", "ch"),
        link(store, "cpam", "clic", "2026-06-20"),
    )
    assert stronger is not None
    assert over is not None
    assert new is not None
    assert (stronger.properties["intensite"], stronger.properties["observed_at"]) == (4, "2026-06-20")
    assert (over.properties["intensite"], over.properties["valid_to"]) == (3, "2026-06-20")
    assert new.properties["intensite"] == 1


def test_two_seats_of_one_actor_speak_as_one(store: Store) -> None:
    made = held(form("p01", {"p02": (0, True, 1), "p03": (0, True, 5)}), form("p03", {"p02": (0, True, 4)}))
    people = (*made.participants[:2], replace(made.participants[2], acteur="acteur:cpam"), *made.participants[3:])
    found = written(store, replace(made, participants=people))
    one = link(store, "cpam", "ccas")
    assert one is not None
    assert one.properties["intensite"] == 4
    assert any("Plusieurs sièges" in note for note in found.said.notes)


def test_what_cannot_be_written_is_said(store: Store) -> None:
    with pytest.raises(EntryRefused, match="Aucun questionnaire"):
        prepare(store, held(), today=TODAY)
    with pytest.raises(EntryRefused, match="pas encore eu lieu"):
        prepare(store, held(form("p01", {"p02": (0, True, 3)}), date="2027-01-01"), today=TODAY)
    stranger = replace(held(form("p05", {"p01": (0, True, 3)})), participants=(participant(5, acteur="acteur:rien"),))
    with pytest.raises(EntryRefused, match="Aucun participant n’est connu"):
        prepare(store, stranger, today=TODAY)


def test_one_form_alone_puts_in_doubt_nothing_that_others_hold_for_sure(store: Store, tmp_path: Path) -> None:
    rows = [
        ("type", "de", "vers", "role", "valid_from", "intensite"),
        ("LIEN", "acteur:cpam", "acteur:ccas", "interconnaissance", "2024-01-01", 2),
        ("LIEN", "acteur:ch", "acteur:ccas", "interconnaissance", None, 2),
    ]
    checked = check([workbook(tmp_path / "liens.xlsx", {"relations": rows})], store, today=TODAY)
    apply(checked, plan(checked, store), store)
    made = held(form("p01", {"p02": (2, True, 3)}), form("p03", {"p02": (1, True, 2)}))
    written(store, made)
    dated, undated = link(store, "cpam", "ccas", "2024-01-01"), link(store, "ch", "ccas", None)
    assert link(store, "cpam", "ccas", None) is None
    for state in (dated, undated):
        assert state is not None
        assert state.properties.get("statut") != PENDING
        assert len(state.origines) == 2
    again = prepare(store, made, today=TODAY)
    assert again.plan is not None
    assert again.plan.is_empty


def test_both_orders_give_the_same_base_and_the_undo_of_each_gives_back_the_one_before(store: Store) -> None:
    first, second = form("p01", {"p02": (0, True, 3), "p03": (1, True, 2)}), form("p02", {"p01": (0, True, 2)})
    empty, made = store.version(), held(first, second)
    seen = []
    for alone in (first, second):
        written(store, held(alone))
        middle = store.version()
        written(store, made)
        seen.append({id_: state.properties for id_, state in everything(store).items()})
        assert statut(store, "cpam", "ccas") == statut(store, "ccas", "cpam") == "effectif"
        assert statut(store, "cpam", "ch", None) == PENDING
        store.apply_undo(store.prepare_undo())
        assert store.version() == store.recompute_version() == middle
        store.apply_undo(store.prepare_undo())
        assert store.version() == empty
    assert seen[0] == seen[1]


def test_a_contradiction_waits_and_the_second_capture_confirms_it_then_denies_it(store: Store) -> None:
    day = (form("p01", {"p02": (0, True, 3)}), form("p02", {"p01": (0, True, 0)}))
    found = written(store, held(*day))
    assert (found.said.confirmed, found.said.pending, found.said.denied) == (0, 1, 1)
    known = ask(store, "liens_de_l_acteur", {"acteur": "acteur:cpam"}, date="2026-06-25")
    assert "1\u00a0lien documenté au 25 juin 2026, dont 1 à confirmer, avec" in known.phrase
    version = store.version()
    for grade, status, count in ((2, "effectif", 2), (0, PENDING, 0)):
        later = form("p02", {"p01": (None, None, grade)}, LATER, recu="2026-06-20")
        made = held(*day, later)
        write(store, made, prepare(store, made, today=date(2026, 7, 1)))
        assert statut(store, "cpam", "ccas") == status
        # What is pending enters no figure: the network sees two links, or none.
        assert len(Context(store).snapshot("2026-06-25").facts(DIRECT)) == count
        if grade:
            store.apply_undo(store.prepare_undo())
            assert store.version() == store.recompute_version() == version


def test_a_workshop_of_the_same_name_as_one_deleted_says_what_it_replaces(store: Store) -> None:
    made = held(form("p01", {"p02": (0, True, 3)}))
    after, _ = write(store, made, prepare(store, made, today=TODAY))
    again = prepare(store, replace(made, formulaires=(form("p03", {"p02": (0, True, 1)}),)), today=TODAY)
    assert "supprimé depuis" in again.said.notes[0]
    assert again.withdrawn == 1
    assert not any("supprimé depuis" in note for note in prepare(store, after, today=TODAY).said.notes)


def test_a_second_workshop_tells_the_link_of_the_first_again(store: Store) -> None:
    first = held(form("p01", {"p02": (0, True, 3)}), form("p02", {"p01": (0, True, 3)}))
    written(store, first)
    second = held(form("p01", {"p02": (3, True, 4)}), id="redon-2026-03-30", date="2026-03-30", titre="Le second")
    written(store, second)
    one = link(store, "cpam", "ccas")
    assert one is not None
    assert (one.properties["statut"], one.properties["intensite"]) == ("effectif", 4)
    assert link(store, "cpam", "ccas", None) is None
    # Written again, the first one does not bring back what it saw before the second one.
    more = form("p03", {"p02": (0, True, 1)})
    written(store, replace(first, formulaires=(*first.formulaires, more), evenement="evt:atelier-redon-2026-03-18"))
    again = link(store, "cpam", "ccas")
    assert again is not None
    assert (again.properties["intensite"], again.properties["observed_at"]) == (4, "2026-03-30")
    assert statut(store, "ch", "ccas") == PENDING
    assert written(store, replace(second, formulaires=(form("p01", {"p03": (0, True, 1)}),))).withdrawn == 0


def piloted(store: Store, folder: Path) -> None:
    """Let two of the actors lead one action: a documented tie."""
    tables: dict[str, list[tuple[object, ...]]] = {
        "actions": [("id", "nom", "pilotes"), ("action:a", "Aller vers", "acteur:cpam|acteur:clic")],
    }
    checked = check([workbook(folder / "actions.xlsx", tables)], store, today=TODAY)
    apply(checked, plan(checked, store), store)


def answered() -> Workshop:
    """Return a workshop of one table where three of the four answer: two links confirmed, one of one side."""
    return held(
        form("p01", {"p02": (0, True, 3), "p03": (2, True, 3), "p04": (0, True, 0)}, recu="2026-03-20"),
        form("p02", {"p01": (0, True, 2), "p03": (0, True, 1)}),
        form("p03", {"p01": (1, True, 3), "p02": (0, False, 0)}, absent="La Mission locale", erreur="L’adresse"),
        plan=((("p01", "p02", "p03"), ("p04", "p05")),),
        joues=1,
    )


def test_missing_pairs_are_those_that_the_base_did_not_tie_before_the_answers_came(
    store: Store, tmp_path: Path
) -> None:
    piloted(store, tmp_path)
    made = answered()
    wanted = {("p01", "p02"), ("p01", "p03"), ("p02", "p03"), ("p02", "p04"), ("p03", "p04")}
    assert missing_pairs(made, Context(store)) == wanted
    written(store, made)
    assert missing_pairs(made, Context(store)) == wanted


def test_the_report_compares_the_base_without_and_with_the_confirmed_answers(store: Store, tmp_path: Path) -> None:
    piloted(store, tmp_path)
    made = answered()
    before = report(made, Context(store)).line("base_densite")
    written(store, made)
    found = report(made, Context(store), desk_of(Context(store), None).asking)
    after, alone, together = (found.line(code) for code in ("base_densite", "base_isoles", "paires_reunies"))
    for line in (before, after, alone, together):
        assert line is not None
    assert before is not None
    assert before.avant == before.part == Share(1, 6)
    assert after is not None
    assert (after.avant, after.part) == (Share(1, 6), Share(3, 6))
    assert alone is not None
    assert (alone.avant, alone.part) == (Share(2, 4), Share(0, 4))
    assert together is not None
    assert (together.part.n, together.part.m) == (3, 5)
    # Whom the base does not know is in no such pair: the smaller table brings none together.
    assert "3 au plus" in together.phrase


def test_the_report_is_a_document_that_opens(store: Store, tmp_path: Path) -> None:
    piloted(store, tmp_path)
    made = answered()
    hostile = "Épicerie «\u00a0L’Étape\u00a0» 🏥 \u202e<b>=1+1</b>"
    people = (*made.participants[:2], replace(made.participants[2], nom=hostile), *made.participants[3:])
    made = replace(made, participants=people, titre="Se connaître", territoire="EPCI-243500741")
    earlier = replace(made, id="ancien", date="2025-03-18", titre="Le premier", formulaires=made.formulaires[:1])
    document = bilan(desk_of(Context(store), None), made, [earlier, made])
    text = words_of(document.sections)
    assert "La Mission locale" in text
    assert "Le premier" in text
    assert "1 sur 5, indicatif" in text
    assert "1\u00a0tour joué." in text
    # What the base documents is seen on one day, the one of the last answers, as the last part says.
    assert "Liens de la base au soir du 20\u00a0mars\u00a02026" in text
    assert "est vu au soir du 20\u00a0mars\u00a02026, jour des dernières réponses" in text
    assert "21\u00a0mars" not in text
    more = replace(made, plan=made.plan * 3)
    assert "1\u00a0tour joué sur 3." in words_of(bilan(desk_of(Context(store), "2026-03-20"), more).sections)
    assert "au soir du" not in words_of(bilan(desk_of(Context(store), "2026-03-20"), more).sections[-1:])
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(to_docx(document))).paragraphs)
    pages = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(to_pdf(document))).pages)
    for content in (word, pages):
        assert "Bilan de l’atelier" in content
        assert "3\u00a0participants sur 5 ont répondu" in content or "3 participants sur 5 ont répondu" in content


def test_a_report_without_any_form_says_what_to_do(store: Store) -> None:
    document = bilan(desk_of(Context(store), None), held())
    assert document.sections[0].title == "L’essentiel"
    assert "Données insuffisantes" in words_of(document.sections)
    assert to_pdf(document).startswith(b"%PDF")


def test_levels_of_articulation_are_compared_with_the_eve(store: Store, tmp_path: Path) -> None:
    schemes = [("id", "nom", "type_dispositif", "territoires")]
    schemes += [
        (f"disp:{name}", name.upper(), kind, "EPCI-243500741")
        for name, kind in (("cls", "CLS"), ("cpts", "CPTS"), ("dac", "DAC"))
    ]
    told = [
        ("type", "de", "vers", "valid_from", "valid_to", "niveau_articulation"),
        ("S_ARTICULE_AVEC", "disp:cls", "disp:cpts", "2024-01-01", "2026-03-17", "1"),
        ("S_ARTICULE_AVEC", "disp:cls", "disp:cpts", "2026-03-18", None, "3"),
        ("S_ARTICULE_AVEC", "disp:cls", "disp:dac", "2026-03-19", None, "2"),
    ]
    checked = check([workbook(tmp_path / "d.xlsx", {"dispositifs": schemes, "relations": told})], store, today=TODAY)
    assert not checked.report.refuse, checked.report.to_text()
    apply(checked, plan(checked, store), store)
    line = report(replace(answered(), territoire="EPCI-243500741"), Context(store)).line("articulations")
    assert line is not None
    assert (line.part.n, line.part.m) == (1, 1)
    assert "1\u00a0autre n’en a un que depuis" in line.phrase


def test_the_base_is_seen_when_the_forms_came_where_nobody_is_tied_for_having_come(store: Store) -> None:
    made = held(
        form("p01", {"p02": (0, True, 3)}, recu="2026-03-24"),
        form("p02", {"p01": (0, True, 3)}),
    )
    written(store, made)
    context = Context(store)
    assert context.newest_source == "2026-03-24"
    graph = ties(context.snapshot(context.newest_source))
    assert list(graph.edges) == [("acteur:ccas", "acteur:cpam")]
    one, other = link(store, "cpam", "ccas"), link(store, "ccas", "cpam")
    assert one is not None
    assert other is not None
    assert (one.properties["observed_at"], other.properties["observed_at"]) == ("2026-03-24", DAY_OF)
