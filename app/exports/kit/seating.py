"""Write the plan of the tables: by round, by table, by person, and the card that each person carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import comb
from typing import Final

from app.exports.documents.binder import UNSAID
from app.exports.documents.content import Block, Heading, Paragraph, Section, Table
from app.exports.kit.card_sheet import BADGES, CARDS, CardSheets
from app.exports.kit.material import Material, Seat
from app.exports.kit.part import File, Part, both
from app.exports.kit.plan import Plan, Stop
from app.view_models.typography import NBSP, counted, number, sentence
from app.view_models.workshop_plan import who_meets_again
from app.workshops.planning import NO_SEAT, plan_state
from app.workshops.record import Round
from app.workshops.timetable import timetable

_PART: Final = Part(
    number=4,
    name="plan de table",
    purpose="Qui est où à chaque tour\u00a0: par tour, par table, par personne, et une carte à porter par personne.",
    when="J-10, à refaire si la liste change",
    paper="A4, une face, noir et blanc\u202f; les cartes sur papier épais, à couper",
    copies="2 du plan (accueil, animation), 1 des cartes",
)
_WIDE: Final = 6
"""Rounds that stand side by side in a table."""
_READ_STANDING: Final = 4
"""Rounds side by side that still leave room for large letters."""
_LARGE: Final = 6
"""Rounds that a small card shows in large numbers."""
_LIST: Final = 24
"""Rounds that a large card lists."""
_BETWEEN: Final = " · "


def seating(material: Material) -> Part:
    """Return the plan and the cards; what the plan lacks is said."""
    plan = Plan(material)
    if not plan.rounds:
        why = "Le plan n’est pas encore fait. À l’écran « Atelier », calculez le plan, puis refaites le kit."
        return replace(_PART, lacks=(why,))
    sections = (
        _summary(material, plan),
        *_by_round(material, plan),
        _by_person(material, plan),
        *_by_place(material, plan),
    )
    document = material.document("Plan de table", sections)
    cards = File(_PART.path("pdf", "cartes à porter"), _cards(material, plan))
    purpose = _PART.purpose.replace("par table", f"par {material.spot}")
    files = (*both(document, _PART.path), cards)
    return replace(_PART, purpose=purpose, files=files, lacks=(*_forgotten(plan), *_stale(material)))


def _stale(material: Material) -> tuple[str, ...]:
    """Return why the plan no longer suits the list or the rounds; who has no seat is said apart."""
    reasons = " ".join(text for text in plan_state(material.workshop).reasons if not text.startswith(NO_SEAT))
    if not reasons:
        return ()
    return (f"Ce plan ne va plus. {reasons} À l’écran « Atelier », refaites le plan, puis refaites le kit.",)


def _forgotten(plan: Plan) -> tuple[str, ...]:
    if not plan.unseated:
        return ()
    names = ", ".join(seat.name for seat in plan.unseated)
    return (
        f"{counted(len(plan.unseated), 'participant')} sans place à un tour au moins ({names}). "
        "À l’écran « Atelier », refaites le plan des tours qui restent, puis refaites le kit.",
    )


def _summary(material: Material, plan: Plan) -> Section:
    # Those who left after a round have met people too: as on the screen, they count on both sides.
    everyone = {seat.id for seat in material.seats} | {id_ for tour in plan.rounds for table in tour for id_ in table}
    possible, met = comb(len(everyone), 2), plan.pairs_met
    gone = ", ceux qui sont partis compris" if len(everyone) > len(material.seats) else ""
    return Section(
        "En bref",
        (
            Paragraph(
                f"{counted(len(material.seats), 'participant')}, {counted(len(plan.rounds), 'tour')} de "
                f"{counted(material.workshop.minutes, 'minute')}, {counted(plan.places, material.spot)}.",
                "chapeau",
            ),
            Paragraph(
                f"{counted(met, 'paire')} de participants se {'rencontre' if met < 2 else 'rencontrent'} au moins une "
                f"fois, sur les {number(possible)} que forment les participants{gone} (compté dans ce plan)."
            ),
            *(
                Paragraph(text)
                for text in (*_again(material, plan), plan.moves, *_forgotten(plan), *_stale(material))
                if text
            ),
            Paragraph(
                "Devant chaque nom, le n° du participant\u00a0: le même sur la liste des invités, les cartes et les "
                "questionnaires.",
                "note",
            ),
        ),
    )


def _again(material: Material, plan: Plan) -> tuple[str, ...]:
    """Return how many meetings come back, and who meets most often."""
    if not plan.repeats:
        return ()
    again = counted(plan.repeats, "rencontre revient", "rencontres reviennent")
    return (f"{again} entre personnes qui se sont déjà vues. {who_meets_again(material.workshop)}",)


def _by_round(material: Material, plan: Plan) -> tuple[Section, ...]:
    """Return the rounds: a page each, to hang on the wall, but the first; pairs follow one another."""
    tables = [_round(material, rank, round_) for rank, round_ in enumerate(plan.rounds, start=1)]
    if material.in_pairs:
        return (Section("Tour par tour", tuple(tables)),)
    return tuple(
        Section(table.title, (replace(table, title="Qui est où"),), new_page=rank > 1)
        for rank, table in enumerate(tables, start=1)
    )


def _round(material: Material, rank: int, round_: Round) -> Table:
    rows = tuple(
        (str(place), _BETWEEN.join(material.name(id_) for id_ in table) or UNSAID, str(len(table)))
        for place, table in enumerate(round_, start=1)
    )
    headings = (
        Heading(material.spot.capitalize(), 9.0, numeric=True),
        Heading("Qui", 81.0),
        Heading("Combien", 10.0, numeric=True),
    )
    hours = [step.hours for step in timetable(material.workshop) if step.round == rank]
    played = " (déjà joué)" if rank <= material.workshop.joues else ""
    title = f"Tour{NBSP}{rank}{''.join(f', {text}' for text in hours)}{played}"
    return Table(title, headings, rows, _rest_note(material, round_), large=not material.in_pairs)


def _rest_note(material: Material, round_: Sequence[Sequence[str]]) -> str:
    alone = [material.name(table[0]) for table in round_ if len(table) == 1]
    return f"Se repose, ou observe{NBSP}: {', '.join(alone)}." if material.in_pairs and alone else ""


def _by_place(material: Material, plan: Plan) -> tuple[Section, ...]:
    """Return, for each table, the page that stands on it: who sits there round after round; for pairs, a list."""
    if material.in_pairs:
        blocks = tuple(_place_list(material, plan, place) for place in range(1, plan.places + 1))
        return (Section("Place par place", blocks, new_page=True),)
    return tuple(
        Section(f"Table{NBSP}{place}", _place_page(material, plan, place), new_page=True)
        for place in range(1, plan.places + 1)
    )


def _place_list(material: Material, plan: Plan, place: int) -> Table:
    rows = tuple(
        (str(rank), _BETWEEN.join(map(material.name, table)) or UNSAID)
        for rank, table in enumerate(plan.at(place), start=1)
    )
    return Table(f"Place{NBSP}{place}", (Heading("Tour", 10.0, numeric=True), Heading("Qui", 90.0)), rows)


def _place_page(material: Material, plan: Plan, place: int) -> tuple[Block, ...]:
    hosts = [material.name(seat.id) for seat in material.seats if seat.record.table == place]
    blocks: list[Block] = []
    if hosts:
        blocks.append(Paragraph(f"Accueille à chaque tour{NBSP}: {', '.join(hosts)}.", "chapeau"))
    tables = plan.at(place)
    for start in range(0, len(tables), _WIDE):
        shown = tables[start : start + _WIDE]
        headings = tuple(Heading(f"Tour{NBSP}{rank}", 10.0) for rank in range(start + 1, start + 1 + len(shown)))
        rows = tuple(
            tuple(material.name(table[rank]) if rank < len(table) else "" for table in shown)
            for rank in range(max(map(len, shown), default=0))
        )
        blocks.append(Table("Qui s’assoit ici", headings, rows, large=len(shown) <= _READ_STANDING))
    return tuple(blocks)


def _by_person(material: Material, plan: Plan) -> Section:
    """Return the list at the door: each person, by name, and its tables."""
    blocks: list[Block] = [Paragraph("Par ordre alphabétique, pour l’accueil.")]
    for start in range(0, len(plan.rounds), 2 * _WIDE):
        ranks = range(start + 1, min(start + 2 * _WIDE, len(plan.rounds)) + 1)
        headings = (
            Heading("N°", 5.0, True),
            Heading("Organisme, fonction", 50.0),
            *(Heading(f"T{NBSP}{rank}", 7.0, True) for rank in ranks),
        )
        rows = tuple(
            (
                seat.number,
                f"{seat.words} ({arrived})" if (arrived := plan.arrived(seat.id)) else seat.words,
                *(_number(stop) for stop in plan.of(seat.id)[start : start + 2 * _WIDE]),
            )
            for seat in plan.by_name
        )
        blocks.append(
            Table(
                f"Numéro de {material.spot} à chaque tour",
                headings,
                rows,
                f"T{NBSP}1{NBSP}: tour{NBSP}1. « {UNSAID} »{NBSP}: sans place à ce tour.",
            )
        )
    return Section("Personne par personne", tuple(blocks), new_page=True)


def _number(stop: Stop) -> str:
    return str(stop.place) if stop.place else UNSAID


def _cards(material: Material, plan: Plan) -> bytes:
    """Return the cards, by name: large numbers when rounds are few, else the list of the meetings."""
    small = not material.in_pairs and len(plan.rounds) <= _LARGE
    pdf = CardSheets(BADGES if small else CARDS, f"Cartes à porter : {material.title}", material.desk.today)
    cards = [(seat, stops) for seat in plan.by_name for stops in _shared(plan.of(seat.id), small=small)]
    for (seat, stops), corner in zip(cards, pdf.places(len(cards)), strict=True):
        if small:
            _small(pdf, material, seat, stops, corner, plan.arrived(seat.id))
        else:
            _large(pdf, material, seat, stops, corner)
    return pdf.content()


def _shared(stops: tuple[Stop, ...], *, small: bool) -> Iterator[tuple[Stop, ...]]:
    """Yield the rounds of each card of one person: one card, or several when the rounds are many."""
    size = len(stops) if small else _LIST
    for start in range(0, len(stops), size):
        yield stops[start : start + size]


def _small(
    pdf: CardSheets,
    material: Material,
    seat: Seat,
    stops: tuple[Stop, ...],
    corner: tuple[float, float],
    arrived: str,
) -> None:
    left, top = corner
    name = f"{seat.number}.{NBSP}{seat.called}"
    pdf.words(name, (left + 5, top + 4, 75, 14), largest=13, smallest=8.5, bold=True, centred=True, middle=True)
    pdf.rule(left + 5, top + 20, 75, strong=True)
    wide = 75 / len(stops)
    for rank, stop in enumerate(stops):
        box = left + 5 + rank * wide
        pdf.words(f"Tour{NBSP}{stop.round}", (box, top + 22, wide, 5), largest=9, smallest=7, centred=True)
        pdf.words(
            _number(stop), (box, top + 28, wide, 16), largest=34, smallest=14, bold=True, centred=True, middle=True
        )
    said = f"Le grand chiffre est le numéro de votre {material.spot}."
    if arrived:
        said = f"{sentence(arrived)}. Le grand chiffre{NBSP}: votre {material.spot}."
    if seat.record.table and all(stop.place == seat.record.table for stop in stops):
        said = f"Vous accueillez à la table{NBSP}{seat.record.table}, à chaque tour."
    pdf.words(said, (left + 5, top + 46.5, 75, 5), largest=7.5, smallest=6.5, centred=True, grey=True)


def _large(
    pdf: CardSheets, material: Material, seat: Seat, stops: tuple[Stop, ...], corner: tuple[float, float]
) -> None:
    left, top = corner
    bottom = pdf.words(
        f"{seat.number}.{NBSP}{seat.called}",
        (left + 6, top + 6, 83, 16),
        largest=13,
        smallest=8.5,
        bold=True,
        centred=True,
        middle=True,
    )
    pdf.rule(left + 6, max(bottom, top + 22) + 1.5, 83, strong=True)
    first = top + 26.0
    step = min(104.0 / len(stops), 9.0)
    for rank, stop in enumerate(stops):
        line = first + rank * step
        pdf.words(f"Tour{NBSP}{stop.round}", (left + 6, line, 15, step), largest=9, smallest=7)
        where = f"{material.spot}{NBSP}{stop.place}" if stop.place else UNSAID
        pdf.words(where, (left + 22, line, 18, step), largest=9.5, smallest=7, bold=True)
        with_whom = _BETWEEN.join(map(material.name, stop.others))
        if not with_whom:
            with_whom = "sans place à ce tour" if not stop.place else "vous observez, ou vous vous reposez"
        pdf.words(with_whom, (left + 41, line, 48, step), largest=8.5, smallest=6.5)
