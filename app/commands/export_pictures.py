"""Write a network as a picture: a poster in SVG, PDF or PNG, or a page to share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.commands.failures import CommandFailure, misuse
from app.commands.opening import open_store
from app.commands.output import counted
from app.commands.session import Session
from app.exports.files import complete_or_absent
from app.exports.network_file import NetworkFile
from app.exports.network_reading import read_network
from app.view_models.layouts.store import LayoutStore
from app.view_models.network_address import STEPS, NetworkChoice
from app.view_models.network_scope import AROUND, SCHEME, TERRITORY
from graph.answers.context import Context
from graph.search import resolve

PICTURES: Final = ("svg", "pdf", "png", "html")
"""Formats of a picture of the network."""

_LABELS: Final = ("Dispositif", "Acteur", "Action", "Instance")


def write_picture(
    session: Session,
    format_name: str,
    out: Path,
    *,
    territory: str | None,
    identifiers: Sequence[str],
    steps: int | None,
    day: str | None,
    size: str | None,
    view: NetworkChoice | None = None,
) -> None:
    """
    Draw a network and write it; nothing is left behind when it cannot be.

    Parameters
    ----------
    session
        Run of the command.
    format_name
        One of `PICTURES`.
    out
        File to write; that it may be has been checked.
    territory, identifiers
        What the network is about, as a person writes it: a territory, or one object.
    steps
        Links from the object, 1 to 3; None draws a scheme with what it holds, anything else at one link.
    day
        ISO day, `toutes`, or None for the day of the newest source, as on the screens.
    size
        A0 to A4; None chooses the smallest sheet on which every name is legible.
    view
        How it is placed, gathered and filtered; its start and its distance do not count.
    """
    _check(format_name, out, territory, identifiers, steps, size)
    identifier = identifiers[0] if identifiers else None
    today = datetime.now().astimezone().date().isoformat()
    with open_store(session) as store:
        layouts = LayoutStore(store.settings.data_dir / "reseaux")
        file = store.steady(lambda _: _read(Context(store), layouts, territory, identifier, steps, day, today, view))
    drawn = file.view
    if not drawn.nodes:
        raise CommandFailure(
            "Rien à dessiner\u00a0: aucun élément n’est documenté pour ce choix à cette date.",
            "Essayez --date toutes, un territoire plus grand, ou un autre point de départ.",
            code="APP-160",
        )
    content, note = _drawn(format_name, file, size)
    with complete_or_absent(out) as draft:
        draft.write_bytes(content)
    if session.out.as_json:
        session.out.json(
            {
                "fichier": str(out),
                "format": format_name,
                "titre": file.title,
                "elements": len(drawn.nodes),
                "liens": len(drawn.edges),
                "non_dessines": drawn.hidden_nodes,
                "version_donnees": file.version,
            }
        )
        return
    session.out.line(
        f"{out}\u00a0: {counted(len(drawn.nodes), 'élément', 'éléments')}, "
        f"{counted(len(drawn.edges), 'lien', 'liens')} ({file.title}, {note}, version {file.version[:12]})."
    )
    if drawn.hidden_message:
        session.out.note(drawn.hidden_message)


def _check(
    format_name: str, out: Path, territory: str | None, identifiers: Sequence[str], steps: int | None, size: str | None
) -> None:
    from app.exports.poster.paper import Size  # noqa: PLC0415

    if out.is_dir():
        raise misuse(f"« {out} » est un dossier.", "Donnez le nom d’un fichier.")
    if len(identifiers) + (territory is not None) != 1:
        raise misuse(
            "Une image montre le réseau d’un territoire, d’un dispositif ou d’un acteur.",
            "Écrivez --territory TERRITOIRE, ou --id DISPOSITIF_OU_ACTEUR.",
        )
    if steps is not None and (not identifiers or steps not in STEPS):
        raise misuse("--steps va de 1 à 3, avec --id.", "Écrivez par exemple --id ACTEUR --steps 2.")
    if size is not None and (format_name == "html" or size not in set(Size)):
        raise misuse(
            "--size choisit la feuille d’une affiche (svg, pdf ou png).", f"Choisissez\u00a0: {', '.join(Size)}."
        )


def _read(
    context: Context,
    layouts: LayoutStore,
    territory: str | None,
    identifier: str | None,
    steps: int | None,
    day: str | None,
    today: str,
    view: NetworkChoice | None,
) -> NetworkFile:
    if territory is not None:
        place = resolve(context, territory, ("Territoire",), "territory")
        start = (TERRITORY, place, 1)
    else:
        found = resolve(context, identifier or "", _LABELS, "id")
        labels = next((row["labels"] for row in context.names if row["id"] == found), ())
        whole = steps is None and "Dispositif" in labels and "Acteur" not in labels
        start = (SCHEME if whole else AROUND, found, steps or 1)
    asked = view or NetworkChoice("", "", 1, inactive=False)
    choice = replace(asked, view=start[0], id=start[1], steps=start[2])
    return read_network(context, choice, date=day or context.newest_source or today, today=today, layouts=layouts)


def _drawn(format_name: str, file: NetworkFile, size: str | None) -> tuple[bytes, str]:
    """Return the content of the file, and what is said of it."""
    if format_name == "html":
        from app.exports.shared_page import shared_page  # noqa: PLC0415 (heavy: the page alone pays for it)

        return shared_page(file), "page à ouvrir dans un navigateur, même sans réseau"
    from app.exports.poster import Size, build_scene, to_pdf, to_png, to_svg  # noqa: PLC0415 (heavy: matplotlib)

    scene = build_scene(file, Size(size) if size else None)
    writers: dict[str, Callable[..., bytes]] = {"svg": to_svg, "pdf": to_pdf, "png": to_png}
    sheet = f"feuille {scene.size}"
    unnamed = f", {counted(scene.unnamed, 'nom non écrit', 'noms non écrits')} faute de place" if scene.unnamed else ""
    cut = f", {counted(scene.cut, 'nom coupé', 'noms coupés')}" if scene.cut else ""
    return writers[format_name](scene), sheet + unnamed + cut
