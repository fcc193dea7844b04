"""Attach proofs to what they prove, and make sure that every document cited is a source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from graph.model.statement import (
    IDENTITY,
    NodeStatement,
    Preuve,
    Properties,
    RelationshipStatement,
    relationship_id,
)
from graph.model.values import SEPARATOR
from graph.plan import RelationshipState
from ingest.decode import widen
from ingest.designations import find_type
from ingest.headings import fold, slug
from ingest.issues import problem
from ingest.known import Known
from ingest.records import LooseProof, Record
from ingest.resolve import Names

_FILE_NAME = re.compile(r"^[^/\\]+\.\w{2,5}$")
_RELATIONSHIP_ID = re.compile(r"^r-[0-9a-f]{10}$")


def attach(proofs: Iterable[LooseProof], records: list[Record], names: Names) -> list[Record]:
    """Return one record per loose proof: the object or relationship it is about, with nothing else to say."""
    by_id = {r.statement.id: r.statement for r in records if isinstance(r.statement, RelationshipStatement)}
    by_ends: dict[tuple[str, str, str], dict[str, RelationshipStatement]] = {}
    for statement in by_id.values():
        by_ends.setdefault((statement.type, statement.start, statement.end), {})[statement.id] = statement
    found = []
    for proof in proofs:
        record = _attach(proof, by_id, by_ends, names)
        if record is not None:
            found.append(record)
    return found


def wanted_relationships(proofs: Iterable[LooseProof]) -> set[tuple[str, str, str]]:
    """Return (type, start, end) of the relationships that proofs designate by ids: the graph may hold them."""
    found = set()
    for proof in proofs:
        parts = [part.strip() for part in proof.target.split(SEPARATOR)]
        spec = find_type(parts[0]) if len(parts) >= 3 else None
        if spec:
            found.add((spec.type, parts[1], parts[2]))
    return found


def designated_relationships(proofs: Iterable[LooseProof]) -> set[str]:
    """Return the ids of relationships (`r-…`) that proofs cite."""
    return {proof.target for proof in proofs if _RELATIONSHIP_ID.match(proof.target)}


def cite_sources(records: list[Record], names: Names) -> list[Record]:
    """
    Return the records with proofs that cite sources by their file name, or else by their id; plus new sources.

    A document that is neither declared in the files nor in the graph gives a `Source` record at each row that cites
    it, so that it survives as long as one of these rows does.
    """
    cited = _declared_sources(records, names.known)
    folded = {fold(key): word for key, word in cited.items()}
    announced: set[str] = set()
    found: list[Record] = []
    for record in records:
        if not record.statement.preuves:
            found.append(record)
            continue
        preuves = []
        for preuve in record.statement.preuves:
            word = cited.get(preuve.source) or folded.get(fold(preuve.source))
            if word is None:
                heading = record.headings.get("source", "source")
                new = _new_source(preuve.source)
                word = str(new.properties.get("fichier") or new.id)
                found.append(
                    Record(statement=replace(new, location=record.location), headings={"nom": heading}, declares=False)
                )
                if new.id not in announced:
                    announced.add(new.id)
                    names.issues.append(
                        problem(
                            "ING-414",
                            record.location,
                            "ce document n’était pas décrit : il est ajouté aux sources",
                            column=heading,
                            value=preuve.source,
                        )
                    )
            preuves.append(Preuve(word, preuve.citation))
        found.append(replace(record, statement=replace(record.statement, preuves=tuple(preuves))))
    return found


def _declared_sources(records: list[Record], known: Known) -> dict[str, str]:
    """Return, for each name, id and file name of a document, the word by which proofs cite it."""
    cited = dict(known.sources)
    for record in records:
        statement = record.statement
        if isinstance(statement, NodeStatement) and "Source" in statement.labels:
            word = str(statement.properties.get("fichier") or cited.get(statement.id) or statement.id)
            for key in (statement.properties.get("nom"), statement.id, statement.properties.get("fichier")):
                if key:
                    cited[str(key)] = word
    return cited


def _attach(
    proof: LooseProof,
    by_id: dict[str, RelationshipStatement],
    by_ends: dict[tuple[str, str, str], dict[str, RelationshipStatement]],
    names: Names,
) -> Record | None:
    heading = proof.headings.get("objet", "objet")
    if _RELATIONSHIP_ID.match(proof.target):
        known = by_id.get(proof.target) or _held(names.known.relationship(proof.target))
        if known is None:
            names.issues.append(
                problem(
                    "ING-403",
                    proof.location,
                    "aucune relation du fichier ni de la base n’a cet identifiant",
                    column=heading,
                    value=proof.target,
                    expected="Désignez-la par « type|de|vers|role|valid_from ».",
                )
            )
            return None
        return _of_relationship(known, proof)
    if SEPARATOR in proof.target:
        return _of_designated(proof, by_ends, names, heading)
    id_ = names.find(proof.target, (), proof.location, heading)
    if id_ is None:
        return None
    labels = tuple(sorted(names.labels_of(id_)))
    statement = NodeStatement(id=id_, labels=labels, properties={}, preuves=(proof.preuve,), location=proof.location)
    return Record(statement=statement, headings=proof.headings, declares=False)


def _of_designated(
    proof: LooseProof,
    by_ends: dict[tuple[str, str, str], dict[str, RelationshipStatement]],
    names: Names,
    heading: str,
) -> Record | None:
    parts = [part.strip() for part in proof.target.split(SEPARATOR)]
    spec = find_type(parts[0])
    if spec is None or not 3 <= len(parts) <= 5:
        names.issues.append(
            problem(
                "ING-403",
                proof.location,
                "relation mal désignée",
                column=heading,
                value=proof.target,
                expected="Écrivez « type|de|vers|role|valid_from » ; les deux derniers peuvent manquer.",
            )
        )
        return None
    start = names.find(parts[1], spec.start, proof.location, heading)
    end = names.find(parts[2], spec.end, proof.location, heading)
    if start is None or end is None:
        return None
    exact = _identity(parts[3:])
    id_ = relationship_id(spec.type, start, end, exact.get("role"), exact.get("valid_from"))
    same_ends = by_ends.get((spec.type, start, end), {})
    if id_ in same_ends:
        return _of_relationship(same_ends[id_], proof)
    known = _held(names.known.relationship(id_))
    if known is not None:
        return _of_relationship(known, proof)
    if len(same_ends) == 1 and len(parts) == 3:
        return _of_relationship(next(iter(same_ends.values())), proof)
    code = "ING-404" if len(same_ends) > 1 and len(parts) == 3 else "ING-403"
    names.issues.append(
        problem(
            code,
            proof.location,
            "plusieurs relations du fichier ont ce type et ces deux bouts"
            if code == "ING-404"
            else "aucune relation du fichier ni de la base n’est celle-là",
            column=heading,
            value=proof.target,
            expected="Précisez le rôle et la date : « type|de|vers|role|valid_from ».",
        )
    )
    return None


def _identity(parts: list[str]) -> Properties:
    """Return the role and first day of a designation; a partial date is widened as in a relationship."""
    found: Properties = {}
    if parts and parts[0]:
        found["role"] = parts[0]
    if len(parts) > 1 and parts[1]:
        found["valid_from"] = parts[1]
        with suppress(ValueError):
            widen(found)
    return found


def _held(state: RelationshipState | None) -> RelationshipStatement | None:
    """Return what a relationship of the graph is, as a statement."""
    if state is None:
        return None
    kept = {name: value for name, value in state.properties.items() if name in IDENTITY}
    return RelationshipStatement(type=state.type, start=state.start, end=state.end, properties=kept)


def _of_relationship(known: RelationshipStatement, proof: LooseProof) -> Record:
    kept = {name: value for name, value in known.properties.items() if name in IDENTITY}
    statement = RelationshipStatement(
        type=known.type,
        start=known.start,
        end=known.end,
        properties=kept,
        preuves=(proof.preuve,),
        location=proof.location,
    )
    return Record(statement=statement, headings=proof.headings, declares=False)


@lru_cache(maxsize=1024)
def _new_source(text: str) -> NodeStatement:
    """Return the source that a document cited by this text becomes; the same text gives the same id."""
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:6]
    properties: Properties = {"nom": text}
    if text.startswith(("http://", "https://")):
        properties["url"] = text
    elif _FILE_NAME.match(text):
        properties["fichier"] = text
    return NodeStatement(id=f"src:{slug(text)[:60]}-{digest}", labels=("Source",), properties=properties)
