"""Hold the text of every question: a total order, the promised columns, names that the model and both engines know."""

import re
from string import Formatter

from graph.answers.analyses import ANALYSES
from graph.model.ontology import ENTITE, all_relationship_properties, node_specs, relationship_specs
from graph.model.properties import ENTITY_PROPERTIES, PREUVE_CITATIONS, PREUVE_SOURCES, TECHNICAL_PROPERTIES
from graph.model.vocabularies import vocabulary
from queries.catalogue import Question, catalogue, get
from queries.page import catalogue_markdown
from tests.architecture.tree import ROOT, report, text_files

QUESTIONS = tuple(catalogue().values())
GENERIC = tuple(question for question in QUESTIONS if question.analyse is None)
BODIES = {
    path: re.sub(r"^//.*$", "", text, flags=re.MULTILINE) for path, text in text_files() if path.endswith(".cypher")
}
SENTENCE = {"n", "n_liste", "n_certains", "n_incertains", "dont_hors_calcul", "liste", "date"}
"""Fields of any sentence, beside the required parameters of the question."""

ROLE_WORDS = re.compile(r"CASE coalesce\(r\.role, type\(r\)\)\s+WHEN 'referent_cls'.*?ELSE r\.role END", re.DOTALL)


def bare(body: str) -> str:
    """Return a query without what stands between quotes."""
    return re.sub(r"'[^']*'", "''", body)


def returned(question: Question) -> tuple[str, str]:
    """Return the last clause of a query: what it returns, and in which order."""
    last = re.split(r"^RETURN ", question.cypher, flags=re.MULTILINE)[-1]
    columns, *order = re.split(r"^ORDER BY ", last, flags=re.MULTILINE)
    return columns, " ".join(order)


def fields(template: str) -> set[str]:
    """Return the names of the fields of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_labels_and_types_are_those_of_the_model() -> None:
    labels = {ENTITE, *(spec.label for spec in node_specs())}
    types = {spec.type for spec in relationship_specs()}
    used_labels = re.compile(r"(?<![\w\]])\w*((?::[A-Z][A-Za-z]+)+)")
    used_types = re.compile(r"\[\w*:([A-Z_|]+)[*\d.]*\]")
    violations = []
    for path, body in BODIES.items():
        text = bare(body)
        found = {label for run in used_labels.findall(used_types.sub("", text)) for label in run.split(":") if label}
        violations += [f"{path}: label {label}" for label in sorted(found - labels)]
        found = {name for run in used_types.findall(text) for name in run.split("|")}
        violations += [f"{path}: type {name}" for name in sorted(found - types)]
    report("A question names labels and types that the model declares.", violations)
    assert sum(len(used_types.findall(bare(body))) for body in BODIES.values()) > 100


def test_properties_are_those_of_the_model() -> None:
    known = {
        name for spec in (*node_specs(), *relationship_specs()) for p in spec.properties for name in p.storage_names
    }
    known |= {name for p in all_relationship_properties().values() for name in p.storage_names}
    known |= {p.name for p in ENTITY_PROPERTIES} | TECHNICAL_PROPERTIES | {PREUVE_SOURCES, PREUVE_CITATIONS}
    violations = []
    for path, body in BODIES.items():
        text = bare(body)
        keys = set(re.findall(r"[{,]\s*(\w+):", text))
        used = set(re.findall(r"\b[a-z]\w*(?:\[\d\])?\.([a-z_]\w*)", text))
        violations += [f"{path}: {name}" for name in sorted(used - known - keys)]
    report("A question reads properties that the model declares.", violations)


def test_nodes_are_looked_for_by_label() -> None:
    """Without a label the engines read every node."""
    unlabelled = re.compile(r"(?:MATCH|\{)\s*(?:p = )?\((\w*)(?:\s*\{[^}]*\})?\)")
    violations = []
    for path, body in BODIES.items():
        for match in unlabelled.finditer(bare(body)):
            before = body[: match.start()]
            known = match[1] and re.search(rf"\({match[1]}:|\b{match[1]}\b(?=[,\s]*(?:WITH|WHERE|\n|AS|,))", before)
            if not known:
                violations.append(f"{path}: {match[0]}")
    report("A pattern starts from a label, or from a node that is already found.", violations)


def test_the_words_of_both_engines_only() -> None:
    violations = [
        f"{path}: {found[0]}"
        for path, body in BODIES.items()
        for found in re.finditer(r"\bapoc\.|\bCALL\s*\{|\bdb\.|\bLOAD CSV\b", bare(body))
    ]
    report("A question says nothing that one engine alone understands.", violations)


def test_a_list_is_cut_only_when_it_is_in_order() -> None:
    violations = [path for path, body in BODIES.items() if re.search(r"\bLIMIT\b", re.sub(r"ORDER BY[^}]*", "", body))]
    report("LIMIT follows an ORDER BY.", violations)


def test_every_column_is_returned() -> None:
    violations = [
        f"{question.fichier}: {name}"
        for question in GENERIC
        for name in question.colonnes
        if not re.search(rf"\b{name}\b", returned(question)[0])
    ]
    report("A question returns every column that its header promises.", violations)


def test_every_row_says_what_it_rests_on() -> None:
    violations = [
        question.fichier for question in GENERIC if not re.search(r"\b(?:liens|appuis)\b", returned(question)[0])
    ]
    report("A question returns `liens` or `appuis`: certainty and proofs come from them.", violations)


def test_the_order_is_total() -> None:
    """Two engines, or two days, give the same list only if ties are broken by an id."""
    violations = []
    for question in GENERIC:
        order = returned(question)[1]
        if not re.search(r"\w+_id\b|\b\w\.id\b", order):
            violations.append(question.fichier)
    report("A question ends with an order that breaks ties by id.", violations)


def test_an_entity_has_its_name_beside_its_id() -> None:
    violations = [
        f"{question.fichier}: {name}"
        for question in QUESTIONS
        for name in question.colonnes
        if name.endswith("_id") and name.removesuffix("_id") not in question.colonnes
    ]
    report("A column `<objet>_id` has a readable twin `<objet>`.", violations)


def test_sentences_ask_for_what_they_are_given() -> None:
    violations = []
    for question in GENERIC:
        required = {name for name, spec in question.parametres.items() if spec.obligatoire}
        violations += [f"{question.fichier}: {name}" for name in sorted(fields(question.phrase) - SENTENCE - required)]
        empty = fields(question.phrase_vide) - {"date"} - required
        violations += [f"{question.fichier}, phrase_vide: {name}" for name in sorted(empty)]
    report("A sentence has no field that stays empty: an optional parameter may not be given.", violations)


def test_titles_are_different_questions() -> None:
    titles = [question.titre for question in QUESTIONS]
    report("A title is a question.", [title for title in titles if not title.endswith("\u202f?")])
    assert len(titles) == len(set(titles))


def test_analyses_and_questions_know_each_other() -> None:
    assert {question.analyse for question in QUESTIONS if question.analyse} == set(ANALYSES)


def test_choices_are_those_of_the_vocabularies() -> None:
    lists = {"type": "types_dispositif", "secteur": "secteurs"}
    choices = {
        (question.nom, name): spec.choix
        for question in QUESTIONS
        for name, spec in question.parametres.items()
        if spec.type == "choix" and name in lists
    }
    assert len(choices) >= 2
    for (nom, name), choix in choices.items():
        assert choix == tuple(vocabulary(lists[name]).terms), nom


def test_contracts_are_those_of_the_vocabulary() -> None:
    written = re.search(r"o\.type_dispositif IN \[([^\]]*)\] AS contrat", get("documentation_manquante").cypher)
    assert written is not None
    terms = vocabulary("types_dispositif").terms.values()
    assert re.findall(r"'(\w+)'", written[1]) == [t.code for t in terms if t.attributes["nature"] == "contrat"]


def test_roles_are_said_with_the_same_words_everywhere() -> None:
    written = {" ".join(found.split()) for body in BODIES.values() for found in ROLE_WORDS.findall(body)}
    assert len(written) == 1, "four questions or more share these lines"
    (words,) = written
    coded = {
        role
        for spec in relationship_specs()
        if spec.weight and spec.type != "LIEN"
        for role in spec.roles
        if "_" in role
    }
    assert coded
    assert {role for role in coded if f"WHEN '{role}'" not in words} == set()


def test_the_page_of_the_catalogue_is_up_to_date() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert page == catalogue_markdown(), "write it again: python -m queries.page > docs/questions.md"
    for question in QUESTIONS:
        assert f"maillage ask {question.nom}" in page


def test_the_guide_names_questions_that_exist() -> None:
    guide = (ROOT / "docs" / "guide" / "questions.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2] for line in guide.splitlines() if line.startswith("| ") and "`" in line]
    named = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    asked = set(re.findall(r"maillage ask (\w+)", guide))
    assert len(named) > 30
    assert (named | asked) - set(catalogue()) == set()
