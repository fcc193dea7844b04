"""Hold how values are written for people and for programs, and that an output is complete or absent."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.commands.failures import CommandFailure, check_output, failure_of
from app.commands.output import counted, human, machine
from app.commands.plan_text import describe_plan
from app.exports.files import complete_or_absent
from graph.closing import Disparu, Raison
from graph.matching import Rapproche
from graph.model.statement import Properties, RelationshipStatement
from graph.plan import Change, ChangeKind, NodeState, Plan, RelationshipState
from graph.store.conflicts import StalePlan, StoreBusy
from graph.store.errors import EngineLost, QueryRefused, StoreError


@pytest.mark.parametrize(
    ("value", "people", "programs"),
    [
        (None, "", ""),
        (True, "oui", "oui"),
        (66478, "66\u202f478", 66478),
        (0.65601, "0,656", 0.65601),
        (2.0, "2", 2.0),
        (["a", "b"], "a, b", "a|b"),
        ([1234, None], "1\u202f234, ", "1234|"),
        ({"é": 1}, '{"é": 1}', '{"é": 1}'),
        ("[gras] :smile:", "[gras] :smile:", "[gras] :smile:"),
    ],
)
def test_values(value: object, people: str, programs: object) -> None:
    assert human(value) == people
    assert machine(value) == programs


def test_a_noun_agrees() -> None:
    assert [counted(n, "ligne", "lignes") for n in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]


def test_the_exit_code_says_whose_fault_it_is() -> None:
    codes = {
        EngineLost("x"): 3,
        StoreError("x"): 3,
        StoreBusy(): 3,
        StalePlan(): 1,
        QueryRefused("x"): 1,
        FileNotFoundError(2, "absent", "f"): 2,
    }
    for error, status in codes.items():
        failure = failure_of(error)
        assert failure is not None
        assert failure.status == status
    assert failure_of(ZeroDivisionError()) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("nothing", "file"), ("file", "file"), ("nothing", "folder"), ("file", "folder"), ("folder", "folder")],
)
def test_an_output_is_replaced_at_the_end_or_not_at_all(tmp_path: Path, before: str, after: str) -> None:
    out = tmp_path / "sortie"
    if before == "file":
        out.write_text("avant", encoding="utf-8")
    elif before == "folder":
        out.mkdir()
        (out / "a.csv").write_text("avant", encoding="utf-8")

    def write(draft: Path) -> None:
        if after == "folder":
            draft.mkdir()
            draft = draft / "b.csv"
        draft.write_text("après", encoding="utf-8")

    def found() -> list[str]:
        return sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))

    def fail() -> None:
        with complete_or_absent(out) as draft:
            write(draft)
            raise ZeroDivisionError

    kept = found()
    with pytest.raises(ZeroDivisionError):
        fail()
    assert found() == kept
    with complete_or_absent(out) as draft:
        write(draft)
    assert found() == (["sortie"] if after == "file" else ["sortie", "sortie/b.csv"])


def test_an_output_needs_a_folder_that_exists(tmp_path: Path) -> None:
    with pytest.raises(CommandFailure) as raised:
        check_output(tmp_path / "absent" / "x", force=True)
    assert raised.value.status == 2


def test_a_plan_tells_what_changes_before_what_is_new() -> None:
    old = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "A", "sigle": "X"}, fait=True)
    new = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "A", "sigle": "Y"}, fait=True)
    other = NodeState(id="acteur:b", labels=("Acteur",), properties={"nom": "B"}, fait=True)
    commune = NodeState(id="COM-1", labels=("Territoire",), properties={"nom": "C"}, reference=True)
    changes = (
        Change(ChangeKind.CREE, None, other),
        Change(ChangeKind.MODIFIE, old, new),
        Change(ChangeKind.REFERENTIEL, None, commune),
    )
    lines = list(describe_plan(Plan(changes=changes, unchanged=4, base_version="0")))
    assert lines[0] == "À créer\u00a0: 1 acteur."
    assert "À modifier\u00a0: 1" in lines[1]
    assert lines[2].endswith("1 territoire.")
    assert lines[3].startswith("  ~ Acteur «\u00a0A\u00a0» (acteur:a)")
    assert lines[4].endswith("X → Y")
    assert lines[5].startswith("  + Acteur «\u00a0B\u00a0» (acteur:b)")
    (nothing,) = describe_plan(Plan(changes=(), unchanged=4, base_version="0"))
    assert nothing.startswith("Rien à écrire")


def test_a_plan_tells_a_verdict_as_it_is() -> None:
    doubt = RelationshipState(
        id="r-1", type="POSSIBLE_DOUBLON", start="acteur:a", end="acteur:b", properties={}, fait=True
    )
    judged = replace(doubt, id="r-2", properties={"verdict": "distinct"})
    changes = tuple(Change(ChangeKind.CREE, None, state) for state in (doubt, judged))
    first, _, *lines = describe_plan(Plan(changes=changes, unchanged=0, base_version="0"))
    assert first == ("À créer : 1 relation « est peut-être le même que », 1 relation « sont deux objets différents ».")
    assert lines == ["  + acteur:a est peut-être le même que acteur:b", "  + acteur:a n’est pas le même que acteur:b"]
    alone = next(describe_plan(Plan(changes=changes[1:], unchanged=0, base_version="0")))
    assert alone == "À créer : 1 relation « sont deux objets différents »."


def test_a_plan_tells_what_files_no_longer_say_and_dispute() -> None:
    link = {"type": "SIGNE", "start": "acteur:a", "end": "disp:d", "fait": True, "origines": ("a.xlsx",)}
    open_, gone = (RelationshipState(id=f"r-{n}", properties={"role": "signataire"}, **link) for n in range(2))  # type: ignore[arg-type]
    dits: dict[str, Properties] = {"a.xlsx": {"nom": "A"}, "b.xlsx": {"nom": "B"}, "c.xlsx": {"nom": "A"}}
    actor = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": "A"}, fait=True, origines=tuple(dits))
    statement = RelationshipStatement(type="SIGNE", start="acteur:a", end="disp:d", properties={})
    plan = Plan(
        changes=(
            Change(ChangeKind.REFERENTIEL, actor, replace(actor, dits=dits)),
            Change(ChangeKind.CLOS, open_, replace(open_, properties={"role": "signataire", "valid_to": "2026-11-22"})),
        ),
        unchanged=1,
        base_version="0",
        disparus=(Disparu("a.xlsx", open_, Raison.FERMEE), Disparu("a.xlsx", gone, Raison.A_VENIR)),
        rapproches=(Rapproche(statement, "r-2", "2021-09-15"),),
    )
    text = (
        "\n".join(describe_plan(plan, lambda ids: {"disp:d": "Le contrat"} if "disp:d" in ids else {}))
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    assert "      Jusqu’au : (vide) → 22 novembre 2026" in text
    assert "N’est plus dit (« a.xlsx ») : 1, close, car le fichier ne la dit plus. Elle vaut" in text
    assert "plus à partir du 23 novembre 2026." in text
    assert "N’est plus dit (« a.xlsx ») : 1, gardée, car elle commence après le jour de fermeture." in text
    assert "Les fichiers se contredisent : 1." in text
    assert "Nom : « A » selon a.xlsx, c.xlsx ; « B » selon b.xlsx ; montré : « A »" in text
    assert "A (acteur:a) signe Le contrat (disp:d), depuis le 15 septembre 2021" in text


def test_a_plan_keeps_its_lines_short_and_says_nothing_of_what_is_empty_on_both_sides() -> None:
    long = "Association " + "x" * 5000
    actor = NodeState(id="acteur:a", labels=("Acteur",), properties={"nom": long}, fait=True)
    before = RelationshipState(
        id="r-1", type="SIGNE", start="acteur:a", end="disp:d", fait=True,
        properties={"preuve_sources": ["a.pdf"], "preuve_citations": [""]},
    )  # fmt: skip
    after = replace(
        before,
        properties={"valid_to": "2026-11-22", "preuve_sources": ["a.pdf", "b.pdf"], "preuve_citations": ["", ""]},
    )
    changes = (Change(ChangeKind.CREE, None, actor), Change(ChangeKind.CLOS, before, after))
    lines = list(describe_plan(Plan(changes=changes, unchanged=0, base_version="0")))
    assert max(map(len, lines)) < 300
    assert any("Documents cités" in line for line in lines)
    assert not [line for line in lines if "Citations" in line]


def test_an_unforeseen_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(name: str) -> None:
        raise ZeroDivisionError(name)

    monkeypatch.setattr("app.cli._command", broken)
    assert main(["status"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("[APP-900]")
    assert "Traceback" not in said.err
