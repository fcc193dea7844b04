"""Turn the establishments of a FINESS file into rows of our tables: actors, schemes, seats, legal entities.

The seat is where an establishment is (INTERVIENT_SUR, role `siege`): FINESS never says a perimeter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from graph.model.identifiers import identifier_problem, is_finess
from ingest.finess.categories import Category, category, category_code, type_of_legal_entity
from ingest.finess.columns import Field
from ingest.headings import fold
from ingest.personal import find, may_be_nominative
from ingest.place_spellings import departement_code, departement_of_code
from ingest.tables import APART, RawTable
from ingest.territories import find_territory

PREFIX = "acteur:finess-"
"""Beginning of the ids: the same establishment has the same id in every extract."""

_OVERSEAS = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9E": "975", "9F": "976"}
_COG = re.compile(r"[0-9][0-9A-F][0-9]{3}")
_SAME_NAME = 80
_KEPT_APART = (
    Field.CATEGORIE, Field.CATEGORIE_NOM, Field.AGREGAT_NOM, Field.APE, Field.TARIF, Field.STATUT,
    Field.OUVERTURE, Field.AUTORISATION,
)  # fmt: skip
NOT_READ = frozenset({Field.CONTACT, Field.COMPLEMENT, Field.VOIE})
"""Columns left out on purpose: contacts, and the lines of an address, which often name a person."""


@dataclass(slots=True)
class Establishment:
    """
    Hold one row of a FINESS file.

    Parameters
    ----------
    number
        Row as a spreadsheet shows it.
    values
        Text of each field, filled ones only.
    others
        Columns that are not of FINESS: heading -> text.
    legal
        Whether it is a legal entity, and not a place.
    left
        Number of its cells left out on purpose.
    """

    number: int
    values: Mapping[Field, str]
    others: Mapping[str, str] = field(default_factory=dict)
    legal: bool = False
    left: int = 0

    def get(self, *fields: Field) -> str:
        """Return the first filled field, or empty text."""
        return next((self.values[name] for name in fields if name in self.values), "")

    @property
    def finess(self) -> str:
        """Return its number, leading zeros restored when the key confirms them; empty when it has none."""
        return whole_number(self.get(Field.EJ, Field.NUMERO) if self.legal else self.get(Field.ET, Field.NUMERO))

    @property
    def entity(self) -> str:
        """Return the number of the legal entity of a place; empty when it has none, or is its own."""
        number = "" if self.legal else whole_number(self.get(Field.EJ))
        return "" if number == self.finess else number

    @property
    def nom(self) -> str:
        """Return the usual name."""
        return self.get(Field.NOM_EJ, Field.NOM, Field.NOM_LONG) if self.legal else self.get(Field.NOM, Field.NOM_LONG)

    @property
    def category(self) -> Category:
        """Return what its category is in the model."""
        return category(self.category_code, self.get(Field.AGREGAT))

    @property
    def category_code(self) -> str:
        """Return the code of its category, told by the code or by the label; empty when it is not a known one."""
        return category_code(self.get(Field.CATEGORIE), self.get(Field.CATEGORIE_NOM))

    @property
    def commune(self) -> str:
        """Return the id of the commune of the seat, or empty text when it cannot be told."""
        return seat(self)


@lru_cache(maxsize=65_536)
def whole_number(text: str) -> str:
    """
    Return a FINESS number as written, or with the zeros and the form that a spreadsheet took, if the key agrees.

    Examples
    --------
    >>> whole_number("99900102"), whole_number("99900102.0"), whole_number("123")
    ('099900102', '099900102', '123')
    """
    plain = text.strip().replace(" ", "").upper()
    bare = plain.removesuffix(".0").removesuffix(",0")
    padded = bare.zfill(9)
    return padded if len(bare) >= 7 and is_finess(padded) else plain


def seat(row: Establishment) -> str:
    """Return the id of the commune where an establishment is: by code, else by name and département; empty if none."""
    for code in _codes(row):
        found = find_territory(code, kind="commune")
        if found.id:
            # The code as written, so that a former one is said to be one.
            return f"COM-{code}"
    name = row.get(Field.VILLE) or _city(row.get(Field.ACHEMINEMENT))
    if not name and row.get(Field.COMMUNE) and not row.get(Field.COMMUNE).isdigit():
        name = row.get(Field.COMMUNE)
    if not name:
        return ""
    sites = (find_territory(name, departement=where, kind="commune").id for where in _departements(row))
    return next((id_ for id_ in sites if id_), "")


def _codes(row: Establishment) -> Iterator[str]:
    """Yield the COG codes that the row may mean, the surest first."""
    for text in (row.get(Field.INSEE), row.get(Field.COMMUNE)):
        plain = text.strip().removesuffix(".0").upper()
        whole = f"0{plain}" if len(plain) == 4 and plain.isdigit() else plain
        if _COG.fullmatch(whole):
            yield f"97{whole[2:]}" if whole[:2] in _OVERSEAS else whole
    place, departement = row.get(Field.COMMUNE).strip().removesuffix(".0"), row.get(Field.DEPARTEMENT).strip().upper()
    if place.isdigit() and len(place) <= 3 and departement:
        if departement in _OVERSEAS or departement.startswith("97"):
            yield f"97{place.zfill(3)}"
        else:
            yield departement.zfill(2)[:2] + place.zfill(3)


def _departements(row: Establishment) -> Iterator[str]:
    """Yield the département where a row is: as it says it, else after its postal code, else after its number."""
    text = row.get(Field.DEPARTEMENT).strip().upper()
    said = departement_code(_OVERSEAS.get(text, text)) if text else None
    if said:
        yield said
        return
    words = (word.removesuffix(".0") for word in row.get(Field.ACHEMINEMENT).split())
    postal = next((word for word in words if word.isdigit()), "")
    if len(postal) in {4, 5} and (found := departement_of_code(postal.zfill(5))):
        yield found
    start = row.finess[:2]
    if start and (found := departement_code(_OVERSEAS.get(start, start))):
        yield found


def _city(line: str) -> str:
    """Return the town of « 09300 LAVELANET CEDEX »."""
    words = line.split()
    if words and words[0].removesuffix(".0").isdigit():
        words = words[1:]
    upper = [word.upper() for word in words]
    return " ".join(words[: upper.index("CEDEX")] if "CEDEX" in upper else words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """
    Say how messages name the columns of one file.

    Parameters
    ----------
    names
        Heading of each field, as written.
    others
        Headings that are not of FINESS.
    """

    names: Mapping[Field, str]
    others: Sequence[str] = ()

    def of(self, name: Field) -> str:
        """Return the heading of a field."""
        return self.names.get(name, name.value)


def actor_table(table: RawTable, rows: Sequence[Establishment], shown: Headings, source: str) -> RawTable:
    """Return the table of the actors: one row per establishment or legal entity."""
    kept = [name for name in _KEPT_APART if any(name in row.values for row in rows)]
    place = "commune du siège (non située)"
    columns = {
        "identifiant composé": "id",
        shown.of(Field.NOM): "nom",
        shown.of(Field.ET): "finess_et",
        shown.of(Field.EJ): "finess_ej",
        "type d’acteur (d’après la catégorie)": "type_acteur",
        "secteur (d’après la catégorie)": "secteur",
        shown.of(Field.SIRET): "siret",
        shown.of(Field.SIREN): "siren",
        shown.of(Field.COURRIEL): "courriel_generique",
        shown.of(Field.ETAT): "statut",
        "autre nom": "alias",
        shown.of(Field.NOM_LONG): "libelle_source",
        "extrait": "source",
        "mots de l’extrait": "citation",
        place: APART,
        **{shown.of(name): APART for name in kept},
        **dict.fromkeys(shown.others, APART),
    }

    def cells() -> Iterator[tuple[int, list[object]]]:
        yield 1, list(columns)
        for row in rows:
            apart = [*(row.get(name) for name in kept), *map(row.others.get, shown.others)]
            yield row.number, [*_actor(row, source), *apart]

    return replace(table, title="acteurs", rows=cells(), columns=columns)


def _actor(row: Establishment, source: str) -> list[object]:
    kind = row.category
    nom, siret, long_name = row.nom, row.get(Field.SIRET), row.get(Field.NOM_LONG)
    # Some SIRET columns hold a SIREN: nine digits.
    siren = siret if len(siret) == 9 and identifier_problem("siren", siret) is None else ""
    type_ = type_of_legal_entity(fold(row.get(Field.STATUT))) if row.legal else kind.type_acteur
    alike = long_name and long_name != nom and fuzz.token_set_ratio(fold(long_name), fold(nom)) >= _SAME_NAME
    clean = " ".join(nom.split())
    return [
        PREFIX + row.finess,
        clean or None,
        None if row.legal else row.get(Field.ET, Field.NUMERO),
        row.get(Field.EJ, Field.NUMERO) if row.legal else row.get(Field.EJ),
        type_,
        None if row.legal else kind.secteur,
        None if siren else siret,
        row.get(Field.SIREN) if row.legal else siren,
        generic_mailbox(row.get(Field.COURRIEL)),
        "termine" if fold(row.get(Field.ETAT)).startswith("ferme") else None,
        " ".join(long_name.split()) if alike else None,
        long_name if long_name != nom else None,
        source,
        clean,
        None if row.commune else _written_place(row),
    ]


def _written_place(row: Establishment) -> str | None:
    parts = (row.get(Field.DEPARTEMENT), row.get(Field.INSEE, Field.COMMUNE), row.get(Field.VILLE, Field.ACHEMINEMENT))
    return " ".join(part for part in parts if part) or None


def generic_mailbox(text: str) -> str | None:
    """Return a mailbox when it is plainly that of a service, else None."""
    return text if "@" in text and find(text) is None and not may_be_nominative(text) else None


def scheme_table(table: RawTable, rows: Sequence[Establishment]) -> RawTable:
    """Return the table of the schemes among the establishments: the same ids, their other nature."""
    columns = {
        "identifiant composé": "id",
        "type de dispositif (d’après la catégorie)": "type_dispositif",
    }

    def cells() -> Iterator[tuple[int, list[object]]]:
        yield 1, list(columns)
        for row in rows:
            if row.category.type_dispositif and not row.legal:
                yield row.number, [PREFIX + row.finess, row.category.type_dispositif]

    return replace(table, title="dispositifs", rows=cells(), columns=columns)


def seat_table(table: RawTable, rows: Sequence[Establishment], shown: Headings, source: str) -> RawTable:
    """Return the table of the seats: where each establishment is."""
    heading = shown.of(Field.INSEE if Field.INSEE in shown.names else Field.COMMUNE)
    edges = ((row.number, PREFIX + row.finess, row.commune) for row in rows)
    return _edges(table, "INTERVIENT_SUR", ((n, a, b) for n, a, b in edges if b), heading, source, role="siege")


def entity_table(table: RawTable, rows: Sequence[Establishment], shown: Headings, source: str) -> RawTable:
    """Return the table of what each place is a part of: its legal entity."""
    edges = ((row.number, PREFIX + row.finess, PREFIX + row.entity) for row in rows if row.entity)
    return _edges(table, "PARTIE_DE", edges, shown.of(Field.EJ), source)


def named_entities(rows: Sequence[Establishment]) -> list[Establishment]:
    """Return one legal entity per place that names its own; the first name given stands for all its places."""
    names: dict[str, str] = {}
    found = []
    for row in rows:
        if not row.entity or not (name := row.get(Field.NOM_EJ)):
            continue
        values = {Field.EJ: row.entity, Field.NOM: names.setdefault(row.entity, name)}
        if Field.STATUT in row.values:
            values[Field.STATUT] = row.values[Field.STATUT]
        found.append(Establishment(row.number, values, legal=True))
    return found


def _edges(
    table: RawTable,
    type_: str,
    edges: Iterator[tuple[int, str, str]],
    heading: str,
    source: str,
    *,
    role: str | None = None,
) -> RawTable:
    columns = {"relation": "type", "identifiant composé": "de", heading: "vers", "rôle": "role", "extrait": "source"}

    def cells() -> Iterator[tuple[int, list[object]]]:
        yield 1, list(columns)
        for number, start, end in edges:
            yield number, [type_, start, end, role, source]

    return replace(table, title="relations", rows=cells(), columns=columns)
