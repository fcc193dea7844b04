"""What is written to a workbook reads back the same: every label, type, property, proof."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from graph.model.nodes import DUAL_LABELS
from graph.model.ontology import node_properties, node_specs, relationship_properties, relationship_specs
from graph.model.properties import ENTITY_PROPERTIES
from graph.model.spec import ANY, PropertySpec, ValueType
from graph.model.statement import NodeStatement, Preuve, Properties, RelationshipStatement, Statement, with_proofs
from graph.model.vocabularies import vocabulary
from graph.plan import NodeState
from graph.reference.loader import load_reference
from ingest.importer import check
from ingest.template import write_template
from ingest.workbook_writer import write_workbook

# Nothing that the import would refuse or put right: no blanks at the ends, no control, no « @ », no digits in a row.
LETTERS = "abcéÀœ’'\"«»=+-#_x0041_;,\\<&>\t\n 5日😀"
WORD = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda t: bool(t) and not t.startswith("#N"))
FORMATS = {
    "siren": "243500741",
    "siret": "24350074100158",
    "finess": "350000022",
    "rna": "W123456789",
    "courriel": "accueil@exemple.fr",
    "url": "https://exemple.fr/page",
}
NUMBER = st.one_of(st.floats(0, 1), st.floats(-1e9, 1e9), st.integers(-10, 10).map(float))
DATE = st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(str)
PARTIAL = st.one_of(DATE, DATE.map(lambda day: day[:7]), DATE.map(lambda day: day[:4]))


BY_TYPE: dict[ValueType, st.SearchStrategy[object]] = {
    ValueType.ENTIER: st.integers(-(10**9), 10**9),
    ValueType.DECIMAL: NUMBER,
    ValueType.BOOLEEN: st.booleans(),
    ValueType.DATE: PARTIAL,
    ValueType.LISTE: st.lists(WORD, min_size=1, max_size=3),
    ValueType.TEXTE: WORD,
}
# In a pair a number is text, and text numbers are read without exponent.
PLAIN_NUMBER = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)


def value(spec: PropertySpec) -> st.SearchStrategy[object]:
    """Draw a stored value of a property that is not made of pairs."""
    if spec.vocabulary:
        codes = st.sampled_from(sorted(vocabulary(spec.vocabulary).terms))
        if spec.type is ValueType.LISTE:
            return st.lists(codes, min_size=1, max_size=3)
        return codes.map(int) if spec.type is ValueType.ENTIER else codes
    if spec.format in {"part", "confiance"}:
        return st.floats(0, 1)
    return st.just(FORMATS[spec.format]) if spec.format else BY_TYPE[spec.type]


@st.composite
def properties(draw: st.DrawFn, specs: dict[str, PropertySpec]) -> Properties:
    """Draw some of the properties, the required ones always; ids held by properties are those of territories."""
    found: Properties = {}
    for spec in specs.values():
        if spec.filled_by != "fichier" or spec.name == "id" or not (spec.required or draw(st.booleans())):
            continue
        if spec.type is ValueType.COUPLES:
            keys, values = spec.storage_names
            items = PLAIN_NUMBER if spec.item_type is ValueType.DECIMAL else BY_TYPE[spec.item_type]
            pairs = draw(st.dictionaries(WORD, items, min_size=1, max_size=3))
            found[keys], found[values] = list(pairs), list(pairs.values())  # type: ignore[assignment]
        elif spec.reference_label:
            found[spec.name] = "REG-53" if spec.reference_label == "Territoire" else "inst:1"
        else:
            found[spec.name] = draw(value(spec))  # type: ignore[assignment]
    if found.get("date_debut", "") > found.get("date_fin", "9999"):  # type: ignore[operator]
        del found["date_fin"]
    return found


PROOFS = st.lists(
    st.builds(Preuve, st.sampled_from(["a.txt", "src:2"]), st.one_of(st.just(""), WORD)), max_size=3, unique=True
)
SOURCES = [
    NodeStatement(id="src:1", labels=("Source",), properties={"nom": "Un", "fichier": "a.txt"}),
    NodeStatement(id="src:2", labels=("Source",), properties={"nom": "Deux"}),
]
TERRITORIES = {"REG-53": "53", "terr:essai": None, "COM-35236": "35236"}


@st.composite
def all_labels(draw: st.DrawFn) -> list[Statement]:
    """Draw one node of each label, one of two natures, one relationship of each type between them."""
    nodes: dict[str, NodeStatement] = {"src:1": SOURCES[0], "src:2": SOURCES[1]}
    groups = [(spec.label,) for spec in node_specs()] + [tuple(sorted(DUAL_LABELS))]
    for place, labels in enumerate(groups):
        spec = next(found for found in node_specs() if found.label == labels[0])
        drawn = draw(properties({**{p.name: p for p in ENTITY_PROPERTIES}, **node_properties(labels)}))
        id_ = f"{spec.prefix[-1]}{place}"
        if spec.vocabulary:
            id_ = spec.prefix[0] + draw(st.sampled_from(sorted(vocabulary(spec.vocabulary).terms)))
        elif labels == ("Instance",):
            id_ = "inst:1"
        elif len(labels) == 2:
            id_, drawn["type_dispositif"] = "disp:cpts", "CPTS"
        nodes[id_] = NodeStatement(id=id_, labels=labels, properties=drawn, preuves=tuple(draw(PROOFS)))
    edges = []
    for type_ in relationship_specs():
        ends = [_ends(nodes, allowed) for allowed in (type_.start, type_.end)]
        start = draw(st.sampled_from(ends[0]))
        end = draw(st.sampled_from([id_ for id_ in ends[1] if id_ != start]))
        drawn = draw(properties(relationship_properties(type_.type)))
        drawn.pop("role", None)
        if type_.roles and draw(st.booleans()):
            drawn["role"] = draw(st.sampled_from(type_.roles))
        for name in ("valid_from", "valid_to"):
            if name in drawn:
                drawn[name] = draw(DATE)
        if str(drawn.get("valid_from", "")) > str(drawn.get("valid_to", "9999")):
            del drawn["valid_to"]
        edges.append(
            RelationshipStatement(type=type_.type, start=start, end=end, properties=drawn, preuves=tuple(draw(PROOFS)))
        )
    return [*nodes.values(), *edges]


def _ends(nodes: dict[str, NodeStatement], allowed: tuple[str, ...]) -> list[str]:
    found = [id_ for id_, node in nodes.items() if ANY in allowed or set(allowed) & set(node.labels)]
    return [*found, "REG-53", "REG-52"] if "Territoire" in allowed or ANY in allowed else [*found, *_known(allowed)]


def _known(allowed: tuple[str, ...]) -> list[str]:
    """Give other objects at the end when the nature has only one in the file: terms exist without being declared."""
    known = {
        # Two of each: the file may declare one of them.
        "Thematique": ["theme:nutrition", "theme:sante_mentale"],
        "Public": ["public:enfants", "public:jeunes"],
    }
    return [id_ for label in allowed for id_ in known.get(label, ())]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(statements=all_labels())
def test_everything_reads_back(statements: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write_workbook(path, statements, "Essai")
        checked = check([path], None)
    assert [str(issue) for issue in checked.report.problemes if issue.blocking] == []
    written = {statement.id: statement for statement in statements}
    read = {statement.id: statement for statement in checked.statements}
    for id_, statement in written.items():
        # The import completes the sector of an actor, and nothing else.
        if "Acteur" in getattr(statement, "labels", ()) and "secteur" not in statement.properties:
            read[id_].properties.pop("secteur", None)
    assert read == written


def test_states_that_no_file_asserts_are_left_out(tmp_path: Path) -> None:
    proofs = (Preuve("a.txt", "mots"), Preuve("b.txt", ""))
    kept = NodeState(
        id="acteur:a", labels=("Acteur",), properties=with_proofs({"nom": "A", "type_acteur": "ars"}, proofs), fait=True
    )
    left = NodeState(id="acteur:b", labels=("Acteur",), properties={"nom": "B", "type_acteur": "ars"}, reference=True)
    write_workbook(tmp_path / "a.xlsx", [kept, left], "Essai")
    checked = check([tmp_path / "a.xlsx"], None)
    read = {s.id: s for s in checked.statements}
    assert "acteur:b" not in read
    assert read["acteur:a"].preuves == proofs


def test_what_the_reference_fills_in_is_not_written(tmp_path: Path) -> None:
    commune = load_reference().communes["35236"]
    state = NodeState(
        id="COM-35236",
        labels=("Territoire",),
        properties={"nom": commune.nom, "type_territoire": "commune", "millesime": "2026", "population_rp2023": 9_000},
        fait=True,
        reference=True,
    )
    write_workbook(tmp_path / "a.xlsx", [state], "Essai")
    [statement] = check([tmp_path / "a.xlsx"], None).statements
    assert statement.properties == {"nom": commune.nom, "type_territoire": "commune"}


def test_a_long_table_goes_on_to_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.workbook_writer.MAX_ROWS", 2)
    actors = [
        NodeStatement(
            id=f"acteur:{n}",
            labels=("Acteur",),
            properties={"nom": f"A{n}", "type_acteur": "cabinet_conseil", "secteur": "prestataire"},
        )
        for n in range(5)
    ]
    write_workbook(tmp_path / "a.xlsx", actors, "Essai")
    assert [name for name in load_workbook(tmp_path / "a.xlsx").sheetnames if "acteurs" in name] == [
        "acteurs",
        "acteurs 2",
        "acteurs 3",
    ]
    assert list(check([tmp_path / "a.xlsx"], None).statements) == actors


def test_the_template_shows_the_model_and_reads_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    write_template(path)
    book = load_workbook(path)
    assert book.sheetnames[0] == "lisez-moi"
    assert {spec.sheet for spec in node_specs()} | {"relations", "preuves", "roles", "liens", "perimetres"} <= set(
        book.sheetnames
    )
    assert book["listes"].sheet_state == "hidden"
    sheet = book["acteurs"]
    assert [cell.value for cell in sheet[1]][:3] == ["id", "nom", "type_acteur"]
    assert sheet["A1"].font.bold
    assert sheet["C1"].comment is not None
    assert "Type d’acteur" in sheet["C1"].comment.text
    assert sheet.freeze_panes == "C2"
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    letters, _, _ = lists["C2:C20000"].partition("$1:")
    first = book["listes"][letters.split("!$")[1] + "1"].value
    assert first == next(iter(vocabulary("types_acteur").terms))
    assert {issue.code for issue in check([path], None).report.problemes} == {"ING-109"}
