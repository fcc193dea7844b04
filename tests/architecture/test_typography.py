"""Hold the French that people read to the rules of its typography, in the guide and in the messages."""

import pytest

from tests.architecture.tree import python_files, report, strings, text_files
from tests.architecture.typeset import (
    EVERYWHERE,
    EXEMPT,
    NBSP,
    PROSE,
    THIN,
    VERBATIM,
    corrected,
    corrected_module,
    corrected_prose,
    corrected_question,
    faults,
    prose_pieces,
)

HINT = "`make format` puts most of it right."


def test_the_guide_is_well_typeset() -> None:
    violations = [
        f"{path}:{number}: {fault}"
        for path, text in text_files()
        if path.startswith("docs/guide/")
        for number, piece, prose in prose_pieces(text)
        if prose
        for fault in faults(piece, EVERYWHERE + PROSE)
    ]
    report(f"The guide follows French typography. {HINT}", violations)


def test_the_messages_are_well_typeset() -> None:
    texts = dict(text_files())
    violations = [
        f"{path}:{line}: {fault}"
        for path, tree in python_files("app", "ingest", "graph", "queries")
        if not path.startswith(EXEMPT)
        for line, text in strings(tree)
        if not texts[path].splitlines()[line - 1].rstrip().endswith(VERBATIM)
        for fault in faults(text, EVERYWHERE)
    ]
    report(f"French messages follow French typography. {HINT}", violations)


def test_the_questions_are_well_typeset() -> None:
    """Titles, sentences and captions of a question stand in the comments of its file."""
    violations = [
        f"{path}:{number}: {fault}"
        for path, text in text_files()
        if path.endswith(".cypher")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("//")
        for fault in faults(line, EVERYWHERE)
    ]
    report(f"The headers of the questions follow French typography. {HINT}", violations)


@pytest.mark.parametrize(
    ("faulty", "right"),
    [
        ("l'acteur, qu'il", "l’acteur, qu’il"),
        ("Aujourd'hui", "Aujourd’hui"),
        ("Quoi ?", f"Quoi{THIN}?"),
        (f"Quoi{NBSP}?", f"Quoi{THIN}?"),
        ("Voici : la suite", f"Voici{NBSP}: la suite"),
        ("« mot » ; fin", f"«{NBSP}mot{NBSP}»{THIN}; fin"),
        ("«mot»", f"«{NBSP}mot{NBSP}»"),
        ("66 478 habitants", f"66{THIN}478 habitants"),
        ("la suite...", "la suite…"),
        ("Vraiment!", f"Vraiment{THIN}!"),
        ('le mot "acteur" ici', f"le mot «{NBSP}acteur{NBSP}» ici"),
    ],
)
def test_the_rules_put_right(faulty: str, right: str) -> None:
    assert list(faults(faulty, EVERYWHERE + PROSE))
    assert corrected(faulty, EVERYWHERE + PROSE) == right
    assert list(faults(right, EVERYWHERE + PROSE)) == []


@pytest.mark.parametrize("text", ["10:30", "don't, isn't, it's", "a:b;c", "{value!r:>10}", "key: value", "<a;b>"])
def test_the_rules_leave_code_alone(text: str) -> None:
    assert list(faults(text, EVERYWHERE)) == []


def test_only_strings_of_a_module_change() -> None:
    source = (
        '"""Say l\'acteur : here."""\n'
        "TITLE = \"l'acteur : ici\"  # l'acteur : là\n"
        'OTHER = f"« {TITLE} » ; fin"\n'
        'KEPT = "Communauté d\'agglomération"  # verbatim\n'
    )
    expected = (
        '"""Say l\'acteur : here."""\n'
        f'TITLE = "l’acteur{NBSP}: ici"  # l\'acteur : là\n'
        f'OTHER = f"«{NBSP}{{TITLE}}{NBSP}»{THIN}; fin"\n'
        'KEPT = "Communauté d\'agglomération"  # verbatim\n'
    )
    assert corrected_module(source) == expected


def test_code_of_a_text_stays() -> None:
    assert corrected_prose("`l'acteur : x` d'ici\n```\nqu'il ?\n```\n") == "`l'acteur : x` d’ici\n```\nqu'il ?\n```\n"
    assert corrected_question("// titre : l'acteur\nRETURN 'd : l'\n") == f"// titre{NBSP}: l’acteur\nRETURN 'd : l'\n"
