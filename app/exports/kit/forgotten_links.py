"""Write the « liens oubliés » cards: each participant learns whom it should know, why, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from app.exports.documents.content import clean
from app.exports.kit.card_sheet import CARDS, CardSheets, fits, fitted, text_height
from app.exports.kit.material import MOST_PAIRS, Material
from app.exports.kit.pairing import Meeting, meetings
from app.exports.kit.part import NO_TERRITORY, NOBODY, File, Part
from app.exports.kit.plan import Plan
from app.view_models.typography import NBSP, counted, day, number, typeset
from graph.answer import Proof

_PART: Final = Part(
    number=9,
    name="cartes liens oubliés",
    purpose="Une carte par personne\u00a0: un organisme à rencontrer, ce qu’ils font tous deux, une question ouverte.",
    when="jour J, à l’accueil",
    paper="A4, papier épais, quatre cartes par feuille, à couper",
)
_QUESTIONS: Final = (
    "Qu’aimeriez-vous que l’autre sache de votre travail sur ce sujet{}?",
    "À quel moment vos publics passent-ils de l’un à l’autre, et que se passe-t-il alors{}?",
    "Qu’est-ce que chacun fait déjà, et que l’autre pourrait faire connaître{}?",
    "Que pourriez-vous essayer ensemble en une demi-journée, d’ici trois mois{}?",
)
_FREE: Final = (
    "Pour qui travaillez-vous l’un et l’autre, et qui n’arrive à aucun de vous deux{}?",
    "Qu’est-ce que l’autre croit que vous faites, et que vous ne faites pas{}?",
    "Qui, ici, l’un de vous devrait-il présenter à l’autre{}?",
)
_LEARNT: Final = "Ce que j’ai appris, un prochain pas, pour quand"
_FEW, _TITLE = 2, 240
"""Documents named on a card when there is room, and most characters of a title."""
_FOOT, _SMALL = (20.0, 6.5), 5.5
"""Millimetres that the sources may take and height of their letters, in points; the smallest height."""
_STEP: Final = 8.0
"""Millimetres between two lines to write on."""


def forgotten_links(material: Material) -> Part:
    """Return the cards, in the order of the list; those without a documented missing link are counted."""
    if not material.seats:
        return replace(_PART, lacks=(NOBODY,))
    found = meetings(material)
    plan = Plan(material)
    pdf = CardSheets(CARDS, f"Cartes « liens oubliés » : {material.title}", material.desk.today)
    for rank, (meeting, corner) in enumerate(zip(found, pdf.places(len(found)), strict=True)):
        _draw(pdf, material, plan, meeting, rank, corner)
    without = sum(meeting.row is None for meeting in found)
    lacks: tuple[str, ...] = ()
    if not material.territory:
        lacks = (f"Cartes sans motif documenté. {NO_TERRITORY}",)
    elif without:
        lacks = (
            f"{counted(without, 'carte')} sur {len(found)} sans lien oublié documenté{NBSP}: la base ne connaît pas "
            "l’organisme, ou aucun thème commun à quelqu’un de libre. La carte propose alors une rencontre sans motif "
            "documenté. Pour en avoir davantage, complétez les actions et leurs thèmes, puis refaites le kit.",
        )
    if material.pairs_left:
        lacks += (
            f"Le territoire a plus de {number(MOST_PAIRS)} liens oubliés{NBSP}: seuls les plus forts ont été lus. Un "
            "territoire plus petit les donnerait tous.",
        )
    copies = f"1 ({counted(CARDS.sheets(len(found)), 'feuille')} de quatre cartes)"
    return replace(_PART, copies=copies, lacks=lacks, files=(File(_PART.path("pdf"), pdf.content()),))


def _draw(
    pdf: CardSheets, material: Material, plan: Plan, meeting: Meeting, rank: int, corner: tuple[float, float]
) -> None:
    """Draw one card: whom to look for, why, what to ask; what stands under comes as high as what is over it allows."""
    left, top = corner[0] + 6, corner[1] + 5
    wide = 83.0
    pdf.words(
        f"Carte de{NBSP}: {meeting.seat.number}.{NBSP}{meeting.seat.called}",
        (left, top, wide, 9),
        largest=9,
        smallest=7,
        grey=True,
    )
    pdf.rule(left, top + 10, wide)
    title = "Cherchez" if meeting.partner else "Cherchez qui vous voulez"
    pdf.words(title, (left, top + 11.5, wide, 5), largest=9, smallest=8)
    name = meeting.partner.called if meeting.partner else "un organisme que vous connaissez mal"
    line = pdf.words(name, (left, top + 17, wide, 22), largest=20, smallest=9, bold=True)
    line = pdf.words(_why(meeting), (left, line + 2.5, wide, 30), largest=10, smallest=6.5)
    line = pdf.words("La question", (left, line + 3, wide, 5), largest=9, smallest=8, grey=True)
    line = pdf.words(_question(meeting, rank), (left, line, wide, 19), largest=12, smallest=8.5, bold=True)
    line = pdf.words(_where(material, plan, meeting), (left, line + 3, wide, 14), largest=9.5, smallest=7)
    pdf.words(_LEARNT, (left, line + 3, wide, 5), largest=8, smallest=7, grey=True)
    first = line + 3 + 13
    sources = _sources(material, meeting, wide)
    size, lines = fitted(sources, wide, _FOOT[0], largest=_FOOT[1], smallest=_SMALL)
    high = text_height(size, len(lines))
    for rule in range(int((top + 126 - high - first) // _STEP) + 1):
        pdf.rule(left, first + rule * _STEP, wide)
    pdf.words(sources, (left, top + 127.5 - high, wide, high), largest=size, smallest=size, grey=True)


def _why(meeting: Meeting) -> str:
    if meeting.row is not None:
        return clean(typeset(meeting.row.phrase), 420)
    if meeting.partner is not None:
        return "Aucun document ne dit encore ce que vous avez en commun, ni un lien entre vous. À vous de voir."
    return (
        "Il ne reste personne à vous proposer\u00a0: les autres ont déjà une carte, ou vous vous connaissez déjà. "
        "La vôtre est libre."
    )


def _question(meeting: Meeting, rank: int) -> str:
    asked = _QUESTIONS if meeting.row is not None else _FREE
    return asked[rank % len(asked)].format("\u202f")


def _where(material: Material, plan: Plan, meeting: Meeting) -> str:
    """Return when both are at the same place, or that they must look for each other; and who else looks for it."""
    also = f" {meeting.sought_by.called} vous cherche aussi." if meeting.sought_by else ""
    return f"{_meeting_place(material, plan, meeting)}{also}"


def _meeting_place(material: Material, plan: Plan, meeting: Meeting) -> str:
    if meeting.partner is None:
        return "À l’accueil, ou à la pause."
    stops = plan.together(meeting.seat.id, meeting.partner.id)
    if stops:
        first = stops[0]
        return f"Vous serez ensemble au tour{NBSP}{first.round}, {material.spot}{NBSP}{first.place}."
    if plan.rounds:
        return f"Vous ne serez pas à la même {material.spot}{NBSP}: retrouvez-vous à l’accueil ou à la pause."
    return "Retrouvez-vous à l’accueil, ou à la pause."


def _sources(material: Material, meeting: Meeting, wide: float) -> str:
    """Return the documents with their whole titles, as many as there is room for, and how many are not named."""
    seen = f"vues au {day(material.desk.date)}" if material.desk.day else "de toutes les dates"
    if meeting.row is None:
        return f"Données {seen}."
    names = _named(material, meeting.row.preuves)
    texts = [f"Sources{NBSP}: {_some(names, count)}. Données {seen}." for count in range(_FEW, 0, -1)]
    return next((text for text in texts if fits(text, wide, _FOOT[0], _SMALL)), texts[-1])


def _named(material: Material, proofs: Iterable[Proof]) -> list[str]:
    known = material.desk.context.sources
    found = (
        f"{clean(typeset(info.nom), _TITLE)} ({day(info.date, 'non daté')})"
        if (info := known.get(proof.source))
        else proof.source
        for proof in proofs
    )
    return list(dict.fromkeys(found))


def _some(names: list[str], count: int) -> str:
    left = len(names) - count
    return "\u202f; ".join(names[:count]) + (f"\u202f; et {left}{NBSP}de plus" if left > 0 else "")
