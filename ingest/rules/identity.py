"""Check rows against each other: contradictions, doubles, homonyms, actors to specify, personal data (R4, R11, R12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.model.statement import Location
from graph.model.vocabularies import vocabulary
from ingest.facts import Facts
from ingest.headings import fold
from ingest.issues import Issue, problem, quoted
from ingest.personal import find, hint
from ingest.records import Record

_NAMED = ("Acteur", "Dispositif", "Instance", "Offre")
"""Labels whose homonyms are worth a look; communes have homonyms of their own, told apart by their codes."""


_NOT_TEXTS = frozenset({"sha256", "siren", "siret", "finess_ej", "finess_et", "rna"})
"""Properties whose digits are identifiers."""


def contradictions(facts: Facts) -> Iterator[Issue]:
    """Report each value that two rows about one object give differently."""
    for fact in facts:
        for found in fact.contradictions:
            record = found.second_record
            yield problem(
                "ING-401",
                record.location,
                f"{_place(found.first_record.location)}, sur le même objet, dit autre chose",
                column=record.headings.get(found.name, found.name),
                value=found.second,
                expected=f"Elle dit « {quoted(found.first)} ».",
            )


def doubles(facts: Facts) -> Iterator[Issue]:
    """Report the rows of one table that repeat an earlier one and add nothing."""
    for fact in facts:
        if len(fact.records) < 2:
            continue
        seen: dict[tuple[str, str | None, object], Location] = {}
        for record in fact.records:
            if not record.declares:
                continue
            where = record.location
            said = (
                tuple(sorted((k, str(v)) for k, v in record.statement.properties.items())),
                record.statement.preuves,
            )
            key = (where.file, where.sheet, said)
            first = seen.setdefault(key, where)
            if first.row != where.row:
                yield problem("ING-402", where, f"cette ligne répète {_place(first)}", value=fact.id)


def homonyms(facts: Facts) -> Iterator[Issue]:
    """Warn of two objects of one nature with the same name, and of acronyms with several meanings (R12)."""
    told: set[tuple[str, ...]] = set()
    for label in _NAMED:
        named: dict[str, list[str]] = defaultdict(list)
        for node in facts.with_label(label):
            if name := node.text("nom"):
                named[fold(name)].append(node.id)
        for ids in named.values():
            # A scheme that is an actor too has both labels: said once.
            if len(ids) > 1 and tuple(ids) not in told:
                told.add(tuple(ids))
                last = facts.nodes[ids[-1]]
                yield problem(
                    "ING-410",
                    last.declaring.location,
                    f"{len(ids)} objets portent le même nom",
                    column=last.declaring.headings.get("nom", "nom"),
                    value=last.nom,
                    expected=f"Identifiants : {', '.join(ids[:5])}.",
                )
    acronyms = vocabulary("sigles").terms
    for node in facts.nodes.values():
        sigle = node.text("sigle")
        term = acronyms.get(sigle) if sigle else None
        if sigle and term and term.attributes.get("ambigu"):
            record = node.giver("sigle")
            yield problem(
                "ING-410",
                record.location,
                "ce sigle a plusieurs sens",
                column=record.headings.get("sigle", "sigle"),
                value=sigle,
                expected=f"Il peut vouloir dire : {term.libelle}.",
            )


def to_specify(facts: Facts) -> Iterator[Issue]:
    """Inform of the actors that the source does not name exactly (R11)."""
    for node in facts.with_label("Acteur"):
        if node.properties.get("a_preciser") is True:
            record = node.giver("a_preciser")
            yield problem(
                "ING-307",
                record.location,
                "la source ne dit pas de quel organisme il s’agit exactement",
                column=record.headings.get("nom", "nom"),
                value=node.nom,
            )


def personal_data(facts: Facts) -> Iterator[Issue]:
    """Block personal data in any text of a statement, whatever reader it came from (R4)."""
    for fact in facts:
        for record in fact.records:
            if not record.harmless:
                yield from _personal_in(record)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    for name, value in record.statement.properties.items():
        if name in _NOT_TEXTS:
            continue
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, list):
            yield from ((name, item) for item in value if isinstance(item, str))
    yield from (("citation", preuve.citation) for preuve in record.statement.preuves)
    yield from (("source", preuve.source) for preuve in record.statement.preuves)


def _personal_in(record: Record) -> Iterator[Issue]:
    for name, text in _texts(record):
        kind = find(text)
        if kind:
            yield problem(
                "ING-207",
                record.location,
                f"donnée personnelle ({kind})",
                column=record.headings.get(name, name),
                expected="La valeur n’est pas répétée ici : Maillage ne garde aucune donnée sur les personnes."
                + hint(kind),
            )


def _place(where: Location) -> str:
    sheet = f"la feuille « {where.sheet} »" if where.sheet else where.file
    return f"la ligne {where.row} de {sheet}"
