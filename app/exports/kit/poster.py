"""Write the poster of the network of the territory and of the participants, and the list of those without any link."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.exports.documents.binder import UNSAID, Binder
from app.exports.documents.content import Bullets, Document, Heading, Paragraph, Section, clean
from app.exports.kit.material import Material, Seat, listed
from app.exports.kit.part import NO_TERRITORY, File, Part, both
from app.exports.network_file import NetworkFile
from app.exports.network_reading import read_network
from app.exports.poster import Size, build_scene, to_pdf
from app.view_models.network_address import NetworkChoice
from app.view_models.network_scope import TERRITORY
from app.view_models.terms import word
from app.view_models.typography import NBSP, counted, typeset

_PART: Final = Part(
    number=6,
    name="affiche du réseau",
    purpose="Qui est lié à qui, d’après les documents. À afficher à l’entrée, avec des feutres pour la corriger.",
    when="J-7 chez l’imprimeur, jour J au mur",
    paper="A1 ou A0, noir et blanc ou couleur\u202f; la liste des acteurs isolés en A4",
)
_SIZES: Final = (Size.A1, Size.A0)
_MOST_NAMES: Final = 12


def poster(material: Material) -> Part:
    """Return the poster on its two sheets, and the list of the actors without any documented link."""
    isolated = _isolated(material)
    if not material.territory:
        return replace(_PART, lacks=(NO_TERRITORY,))
    drawn = _network(material)
    lacks: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    if drawn.view.nodes:
        scenes = {size: build_scene(drawn, size) for size in _SIZES}
        files = tuple(File(_PART.path("pdf", size), to_pdf(scene)) for size, scene in scenes.items())
        unnamed = scenes[Size.A0].unnamed
        if unnamed:
            lacks = (
                f"{counted(unnamed, 'nom')} sans place sur l’affiche A0{NBSP}: prenez un territoire plus petit, ou "
                "montrez l’image à l’écran « Réseau », qui s’agrandit.",
            )
    else:
        lacks = ("Aucun lien n’est documenté sur ce territoire à cette date\u00a0: il n’y a pas d’affiche.",)
    files = (*files, *both(isolated, lambda extension: _PART.path(extension, "acteurs isolés")))
    return replace(_PART, files=files, lacks=lacks)


def _network(material: Material) -> NetworkFile:
    """Return the network of the territory, with every participant that the base knows."""
    desk = material.desk
    seated = tuple(seat.acteur for seat in material.known)
    choice = NetworkChoice(TERRITORY, material.territory_id, 1, inactive=False, more=seated)
    found = read_network(desk.context, choice, date=desk.date, today=desk.today)
    alone = [seat.name for seat in _alone(material)]
    said = (
        f"Participants sans lien documenté avec un autre acteur{NBSP}: {listed(alone, _MOST_NAMES)}." if alone else ""
    )
    scope = f"{found.scope}, et les participants de l’atelier « {NBSP}{material.title}{NBSP} »"
    return replace(found, scope=scope, remarks=tuple(filter(None, (*found.remarks, said))))


def _alone(material: Material) -> tuple[Seat, ...]:
    return tuple(seat for seat in material.known if not material.neighbours(seat))


def _isolated(material: Material) -> Document:
    """Return the list of the actors without any documented link: those who come, then those of the territory."""
    binder = Binder(material.desk)
    alone = _alone(material)
    given = {"territoire": material.territory_id} if material.territory else {}
    health = binder.ask("sante_reseau", **given)
    rows = health.tableaux["acteurs"].lignes if "acteurs" in health.tableaux else ()
    coming = {seat.acteur for seat in material.known}
    others = [row for row in rows if not row.valeurs["n_liens"] and row.valeurs["acteur_id"] not in coming]
    cells = [
        (
            clean(typeset(str(row.valeurs["acteur"]))),
            word("secteur", str(row.valeurs["secteur"])) if row.valeurs["secteur"] else UNSAID,
        )
        for row in others
    ]
    names = tuple(seat.name for seat in alone)
    first = (
        f"{counted(len(names), 'participant')} sur {len(material.known)}{NBSP}connus de la base sans lien documenté "
        "avec un autre acteur, où que ce soit."
    )
    meaning = "Isolé veut dire{}: aucun document ne dit un lien. Ce n’est pas un reproche, et peut-être pas un fait."
    return material.sourced(
        binder,
        "Acteurs isolés",
        material.territory,
        (
            Section(
                "Parmi les participants",
                (
                    Paragraph(first, "chapeau"),
                    Paragraph(meaning.format(NBSP), "note"),
                    *((Bullets(names),) if names else ()),
                ),
            ),
            Section(
                "Parmi les autres acteurs du territoire",
                (
                    Paragraph(f"Sur ce territoire{NBSP}: {clean(typeset(health.phrase))}"),
                    binder.numbered(
                        "Acteurs sans lien documenté", (Heading("Acteur", 70.0), Heading("Secteur", 30.0)), cells
                    ),
                )
                if cells
                else (Paragraph("Aucun autre acteur sans lien documenté."),),
            ),
        ),
        (f"Les liens de {listed(list(names), _MOST_NAMES)}.",) if names else (),
    )
