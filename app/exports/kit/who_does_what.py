"""Write the « qui fait quoi » matrix: the role of each participant on each theme, and the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.exports.documents.binder import UNSAID, Binder
from app.exports.documents.content import Block, Facts, Matrix, Paragraph, Section, Subject, clean
from app.exports.kit.material import Material, Seat, listed
from app.exports.kit.part import NO_TERRITORY, NOBODY, Part, both
from app.view_models.terms import PLANNED
from app.view_models.typography import NBSP, counted, typeset
from app.view_models.typography import day as day_words
from graph.answers.rows import fact_proofs
from graph.model.vocabularies import vocabulary
from graph.snapshot import Fact, Snapshot

_PART: Final = Part(
    number=8,
    name="qui fait quoi",
    purpose="Qui agit sur quel thème, et à quel titre. Colonne grise : personne n’est documenté.",
    when="jour J, à la restitution",
    paper="A4 paysage\u202f; lisible agrandi en A3",
    copies="1 par table",
)
_LETTERS: Final = (
    ("P", "pilote"),
    ("C", "co-pilote"),
    ("p", "partenaire"),
    ("F", "financeur"),
    ("A", "anime"),
    ("M", "membre"),
)
_OF_TYPE: Final = {"PILOTE": "P", "EST_PARTENAIRE": "p", "FINANCE": "F", "ANIME": "A", "EST_MEMBRE": "M"}
_ORDER: Final = [letter for letter, _ in _LETTERS]
_UNKNOWN: Final = "?"
_THEME: Final = "theme:"
_NEEDS: Final = frozenset({"Action", "Dispositif", "Besoin", "Offre", "Instance"})

Marks = Mapping[tuple[str, str], Mapping[str, list[Fact]]]
"""Statements by letter, for each actor and theme."""


def who_does_what(material: Material) -> Part:
    """Return the matrix of those who are expected."""
    if not material.seats:
        return replace(_PART, lacks=(NOBODY,))
    if not material.territory:
        return replace(_PART, lacks=(NO_TERRITORY,))
    place = material.desk.context.snapshot(material.desk.day, collectifs=True, territoire_id=material.territory_id)
    day = material.desk.day
    first = material.desk.context.begins_after((*_OF_TYPE, "TRAITE"), day) if day else None
    if first:
        why = (
            f"Aucune donnée à cette date{NBSP}: les premières sont du {day_words(first)}. Prenez une autre date, puis "
            "refaites le kit."
        )
        return replace(_PART, lacks=(why,))
    themes = _themes(material, place)
    if not themes:
        why = (
            f"Aucun thème n’est documenté sur ce territoire ({material.territory}), et l’atelier n’en a pas choisi. "
            "Choisissez les thèmes à l’écran « Atelier », ou complétez la base, puis refaites le kit."
        )
        return replace(_PART, lacks=(why,))
    binder = Binder(material.desk)
    sections, gaps, silent = _sections(material, binder, place, themes)
    document = material.sourced(
        binder, "Qui fait quoi", material.territory, sections, _silent(material, gaps, silent), landscape=True
    )
    return replace(_PART, files=both(document, _PART.path))


def _themes(material: Material, place: Snapshot) -> tuple[str, ...]:
    """
    Return the ids of the themes of the matrix, family after family.

    Those that the workshop chose; without any choice, those that a document treats on the territory: an action, a
    scheme, a need, an offer, an instance.
    """
    terms = vocabulary("thematiques").terms
    order = {f"{_THEME}{code}": rank for rank, code in enumerate(terms)}
    chosen = {_theme(code) for code in material.workshop.themes}
    families = {id_.removeprefix(_THEME) for id_ in chosen}
    chosen |= {f"{_THEME}{code}" for code, term in terms.items() if term.parent in families}
    # A family is what its themes make of it: it is no column of its own, unless it has none.
    parents = {str(term.parent) for term in terms.values() if term.parent}
    chosen = {id_ for id_ in chosen if id_.removeprefix(_THEME) not in parents}
    found = chosen or {
        fact.end
        for fact in place.facts("TRAITE", planned=True)
        if fact.start not in place.nodes("Acteur") and place.in_scope(fact.start) and _stands(place, fact.start)
    }
    return tuple(sorted((id_ for id_ in found if id_ in order), key=order.__getitem__))


def _stands(place: Snapshot, id_: str) -> bool:
    return any(id_ in place.nodes(label) for label in _NEEDS)


def _theme(code: str) -> str:
    return code if code.startswith(_THEME) else f"{_THEME}{code}"


def _sections(
    material: Material, binder: Binder, place: Snapshot, themes: tuple[str, ...]
) -> tuple[tuple[Section, ...], list[str], list[str]]:
    """Return the parts, the themes on which nobody is documented, and the participants of the base who are on none."""
    marks = _marks(
        place, [seat.acteur for seat in material.known], themes, material.desk.context.organisations(place.day)
    )
    held = {theme for _, theme in marks}
    holders = {acteur for acteur, _ in marks}
    silent = [seat.name for seat in material.known if seat.acteur not in holders]
    terms = vocabulary("thematiques").terms
    names = {theme: clean(typeset(terms[theme.removeprefix(_THEME)].libelle)) for theme in themes}
    subjects = tuple(
        Subject(names[theme], str(terms[theme.removeprefix(_THEME)].parent or theme), theme not in held)
        for theme in themes
    )
    rows = [_row(material, binder, seat, themes, marks) for seat in material.known]
    rows += [(seat.name, (_UNKNOWN,) * len(themes), UNSAID) for seat in material.unknown]
    counts = tuple(
        str(n) if (n := sum((seat.acteur, theme) in marks for seat in material.known)) else "" for theme in themes
    )
    rows.append(("Nombre de participants documentés", counts, ""))
    gaps = [names[theme] for theme in themes if theme not in held]
    title = f"Qui fait quoi, sur {counted(len(themes), 'thème')}"
    chosen = "choisis pour l’atelier" if material.workshop.themes else "que les documents traitent sur ce territoire"
    how = (
        f"Colonnes{NBSP}: les thèmes {chosen}. Colonne grise{NBSP}: personne n’est documenté parmi les participants. "
        "Case vide, ou colonne grise, ne veut pas dire « personne ne le fait »"
        f"{NBSP}: demandez autour de la table. Rôles dans les actions, dispositifs et instances de ce territoire "
        f"({material.desk.seen_at})\u202f; porter ou signer un dispositif n’est pas compté ici, et une famille de "
        "thèmes n’a pas de colonne, alors que la liste des invités et le bilan les comptent."
    )
    first: list[Block] = [
        Paragraph(_lead(gaps, len(themes)), "chapeau"),
        Facts(_LETTERS),
        Facts((("(P)", "proposé ou en projet seulement"), (_UNKNOWN, "organisme inconnu de la base"))),
        Paragraph(how),
    ]
    grey = f"Colonne grise{NBSP}: personne n’est documenté parmi les participants."
    matrix = Matrix(
        title, "Organisme", "Sources", subjects, tuple(rows), f"{_legend()} {grey if gaps else ''}".rstrip()
    )
    return (Section("La matrice", (*first, matrix)),), gaps, silent


def _legend() -> str:
    signs = "\u202f; ".join(f"{letter}{NBSP}: {meaning}" for letter, meaning in _LETTERS)
    ahead = f"Entre parenthèses{NBSP}: proposé ou en projet seulement."
    return f"{signs}. {ahead} {_UNKNOWN}{NBSP}: organisme inconnu de la base."


def _lead(gaps: list[str], count: int) -> str:
    if not gaps and count == 1:
        return "Le thème a au moins un participant documenté."
    if not gaps:
        return f"Chacun des {count}{NBSP}thèmes a au moins un participant documenté."
    verb = "thème n’a" if len(gaps) == 1 else "thèmes n’ont"
    return (
        f"{len(gaps)}{NBSP}{verb} aucun participant documenté, sur {count}{NBSP}: {listed(gaps, 12)}. "
        "Personne n’y est documenté\u202f; cela ne veut pas dire que personne n’y agit."
    )


def _row(
    material: Material, binder: Binder, seat: Seat, themes: Iterable[str], marks: Marks
) -> tuple[str, tuple[str, ...], str]:
    found = [marks.get((seat.acteur, theme), {}) for theme in themes]
    facts = [fact for letters in found for facts in letters.values() for fact in facts]
    return seat.name, tuple(map(_letters, found)), binder.cite(fact_proofs(material.desk.context, facts))


def _letters(found: Mapping[str, list[Fact]]) -> str:
    """Return the letters of one cell; those of what is only planned stand in brackets."""
    words = []
    for letter in _ORDER:
        if letter in found:
            planned = all(fact.statut in PLANNED for fact in found[letter] if fact.type != "TRAITE")
            words.append(f"({letter})" if planned else letter)
    return " ".join(words)


def _marks(place: Snapshot, actors: Iterable[str], themes: Iterable[str], organisations: Mapping[str, str]) -> Marks:
    """Return who has which role on which theme: an organisation answers for its services, a service for itself."""
    wanted, columns = set(actors), set(themes)
    found: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for type_, usual in _OF_TYPE.items():
        for fact in place.facts(type_, planned=True):
            if not place.in_scope(fact.end):
                continue
            letter = "C" if type_ == "PILOTE" and "co-" in (fact.role or "") else usual
            subjects = [subject for subject in _subjects(place, fact.end) if subject.end in columns]
            for acteur in {fact.start, organisations.get(fact.start, fact.start)} & wanted:
                for subject in subjects:
                    found[acteur, subject.end][letter] += [fact, subject]
    return {key: dict(letters) for key, letters in found.items()}


def _subjects(place: Snapshot, id_: str) -> tuple[Fact, ...]:
    """Return the themes of something: its own, else those stated for its scheme."""
    own = place.out_of(id_, "TRAITE", planned=True)
    if own or id_ not in place.nodes("Instance"):
        return own
    return tuple(
        fact for scheme in place.schemes_of.get(id_, ()) for fact in place.out_of(scheme, "TRAITE", planned=True)
    )


def _silent(material: Material, gaps: list[str], silent: list[str]) -> tuple[str, ...]:
    """Return what no document says: who does what on some themes, who some participants are."""
    found = []
    if gaps:
        found.append(f"Qui agit, parmi les participants, sur{NBSP}: {listed(gaps, 12)}.")
    if silent:
        found.append(f"Ce que font, sur ces thèmes{NBSP}: {listed(silent)}.")
    if material.unknown:
        names = listed([seat.name for seat in material.unknown])
        found.append(f"La base ne connaît pas{NBSP}: {names}. Leur ligne porte « {_UNKNOWN} ».")
    return tuple(found)
