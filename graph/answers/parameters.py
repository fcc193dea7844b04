"""Read the parameters of a question: names become ids, the day is settled, the scope is said in French."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.answers.context import Context
from graph.answers.errors import BadParameter
from graph.certainty import ALL_DATES, Certitude
from graph.model.dates import first_day, format_french, is_partial_date, no_date
from graph.model.ontology import node_spec
from graph.reference.loader import load_reference
from graph.search import fold, resolve
from graph.snapshot import ORGANISATION, SERVICE
from queries.catalogue import Parameter, Question

TODAY = "aujourd’hui"
_TODAY_WORDS = frozenset({fold(TODAY), "aujourdhui"})
_DATES = "Écrivez AAAA-MM-JJ, un mois (AAAA-MM), une année (AAAA), aujourd’hui ou toutes."
COMMON = ("territoire", "date", "granularite", "certitude")
"""Parameters accepted wherever they make sense, declared or not."""

_CERTAINTIES = {
    Certitude.CERTAIN: "énoncés certains seulement",
    Certitude.INCERTAIN: "énoncés certains et incertains",
    Certitude.INACTIF: "tous les énoncés, même terminés",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    Hold a question as understood.

    Parameters
    ----------
    question
        The question.
    values
        Values by parameter: ids for entities, a list when several are allowed, None when not given.
    date
        ISO day, or `toutes`.
    date_origin
        French words that say where the day comes from.
    granularite
        `service` or `organisation`.
    certitude
        Weakest state kept.
    """

    question: Question
    values: Mapping[str, Any]
    date: str
    date_origin: str
    granularite: str = ORGANISATION
    certitude: Certitude = Certitude.INCERTAIN
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> str | None:
        """Return the ISO day, or None for all dates."""
        return None if self.date == ALL_DATES else self.date

    @property
    def year(self) -> int:
        """Return the civil year of the day (this year for all dates)."""
        return int(self.date[:4]) if self.day else datetime.date.today().year

    def keeps(self, state: Certitude) -> bool:
        """Tell whether rows of this state are wanted."""
        order = list(Certitude)
        return order.index(state) <= order.index(self.certitude)

    def scope(self, context: Context) -> str:
        """Return the French sentence that says what the answer is about."""
        words = []
        territoire = self.values.get("territoire")
        if territoire:
            words.append(describe_territory(context, territoire))
        if self.question.organisation or self.question.lit or "$granularite" in self.question.cypher:
            words.append("par organisme" if self.granularite == ORGANISATION else "par service")
        words.append(_CERTAINTIES[self.certitude])
        when = "toutes dates confondues" if self.day is None else f"vu au {format_french(self.date)}"
        return " · ".join((*words, f"{when} ({self.date_origin})" if self.date_origin else when))


def read_request(
    context: Context, question: Question, given: Mapping[str, object], *, date: str | None = None
) -> Request:
    """
    Check and read what was given.

    Raises
    ------
    BadParameter
        If a parameter is missing, unknown, or not of its kind.
    UnknownName, AmbiguousName
        If a name designates nothing, or several things.
    """
    known = set(question.parametres) | set(COMMON)
    for name in given:
        if name not in known:
            accepted = ", ".join(sorted(known))
            raise BadParameter(
                name, f"La question « {question.nom} » n’a pas de paramètre « {name} ».", f"Elle accepte : {accepted}."
            )
    seen = next((name for name, spec in question.parametres.items() if spec.vue), "")
    wanted_date = given.get(seen) or (given.get("date") if date is None else date)
    day, origin = read_date(context, str(wanted_date) if wanted_date else None)
    declared = dict(question.parametres)
    declared.setdefault(
        "territoire",
        Parameter(nom="territoire", type="Territoire", titre="Territoire", description="Territoire", obligatoire=False),
    )
    values = {
        name: _read_value(context, spec, given.get(name))
        for name, spec in declared.items()
        if name not in {"date", "granularite", "certitude"}
    }
    if seen:
        values[seen] = day
    return Request(
        question=question,
        values=values,
        date=day,
        date_origin=origin,
        granularite=_choice("granularite", given.get("granularite"), (ORGANISATION, SERVICE)),
        certitude=Certitude(_choice("certitude", given.get("certitude"), ("incertain", "certain", "inactif"))),
    )


def describe_territory(context: Context, territoire_id: str) -> str:
    """Return a territory in words: « Pipriac (commune, 35) »."""
    reference = load_reference()
    kind, _, code = territoire_id.partition("-")
    if kind == "COM" and code in reference.communes:
        commune = reference.communes[code]
        return f"{commune.nom} (commune, {commune.departement})"
    name = context.name_of.get(territoire_id)
    if name is None and kind == "EPCI" and code in reference.epci:
        name = reference.epci[code].nom
    elif name is None and kind == "DEP" and code in reference.departements:
        name = reference.departements[code].nom
    elif name is None and kind == "REG" and code in reference.regions:
        name = reference.regions[code].nom
    words = {"EPCI": "EPCI", "DEP": "département", "REG": "région"}
    return f"{name or territoire_id} ({words[kind]})" if kind in words else name or territoire_id


def read_date(context: Context, text: str | None) -> tuple[str, str]:
    """Return the day a text means (ISO, or `toutes`) and the French words that say where it comes from."""
    if text is None:
        newest = context.newest_source
        return (
            (newest, "date de la source la plus récente")
            if newest
            else (datetime.date.today().isoformat(), "aujourd’hui")
        )
    word = text.strip()
    if fold(word) in _TODAY_WORDS:
        return datetime.date.today().isoformat(), TODAY
    if word == ALL_DATES:
        return ALL_DATES, ""
    if not is_partial_date(word):
        raise BadParameter(
            "date",
            no_date(text),
            _DATES,
        )
    day = first_day(word)
    if day != word:
        year, month = int(word[:4]), int(word[5:7]) if len(word) > 4 else 12
        day = datetime.date(year, month, calendar.monthrange(year, month)[1]).isoformat()
        return day, f"dernier jour de {format_french(word)}"
    return day, ""


def _read_value(context: Context, spec: Parameter, raw: object) -> Any:
    items = _items(spec, raw)
    if not items:
        if spec.obligatoire and spec.defaut is None:
            raise BadParameter(spec.nom, f"Il manque « {spec.nom} » : {spec.description}", f"Ajoutez -p {spec.nom}=…")
        return [] if spec.multiple else spec.defaut
    if len(items) > 1 and not spec.multiple:
        raise BadParameter(spec.nom, f"« {spec.nom} » n’accepte qu’une valeur.", f"Reçu : {', '.join(items)}.")
    values = [_convert(context, spec, item) for item in items]
    return values if spec.multiple else values[0]


def _items(spec: Parameter, raw: object) -> list[str]:
    if raw is None:
        return []
    parts = raw if isinstance(raw, list | tuple) else [raw]
    items = [piece for part in parts for piece in (str(part).split("|") if spec.multiple else [str(part)])]
    return [item.strip() for item in items if item.strip()]


def _convert(context: Context, spec: Parameter, text: str) -> Any:
    if spec.type == "Entite":
        return resolve(context, text, (), spec.nom)
    if node_spec(spec.type) is not None:
        return _entity(context, spec, text)
    if spec.type == "choix":
        return _choice(spec.nom, text, spec.choix)
    if spec.type in {"entier", "decimal"}:
        try:
            return int(text) if spec.type == "entier" else float(text.replace(",", "."))
        except ValueError:
            raise BadParameter(spec.nom, f"« {text} » n’est pas un nombre ({spec.nom}).") from None
    if spec.type == "date":
        whole = spec.borne == "debut" and is_partial_date(text.strip())
        return first_day(text.strip()) if whole else read_date(context, text)[0]
    return text


def _entity(context: Context, spec: Parameter, text: str) -> str:
    declared = node_spec(spec.type)
    if declared and declared.vocabulary:
        # A term is known by its code: `sante_mentale` stands for `theme:sante_mentale`.
        coded = declared.prefix[0] + text
        if coded in context.name_of:
            return coded
    return resolve(context, text, (spec.type,), spec.nom)


def _choice(name: str, raw: object, choices: Sequence[str]) -> str:
    if raw is None or raw == "":
        return choices[0]
    text = str(raw).strip()
    if text not in choices:
        raise BadParameter(
            name, f"« {text} » n’est pas accepté pour « {name} ».", f"Choisissez : {', '.join(choices)}."
        )
    return text
