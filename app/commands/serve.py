"""Serve the screens on this machine, on the person's own base or on the example."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated

import typer

from app.commands.example import prepare_example
from app.commands.failures import NO_ENGINE, CommandFailure, misuse
from app.commands.server import FIRST_PORT, Screens, free_port, is_free, is_loopback, open_browser
from app.commands.session import Session, command
from graph.engine import ensure_running
from graph.settings import Settings

_Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="PORT",
        min=1,
        max=65535,
        help=f"Port à utiliser ; par défaut {FIRST_PORT} ou le premier libre qui le suit.",
    ),
]
LOOPBACK = "127.0.0.1"


@command()
def serve(
    session: Session,
    port: _Port = None,
    address: Annotated[
        str,
        typer.Option("--address", metavar="ADRESSE", help="Adresse d’écoute ; cette machine seule par défaut."),
    ] = LOOPBACK,
    behind_proxy: Annotated[
        bool,
        typer.Option(
            "--behind-proxy",
            metavar="",
            help="Un mandataire qui identifie les personnes se tient devant : écouter ailleurs est permis.",
        ),
    ] = False,
) -> None:
    """Open the app on the store that the settings name, until interrupted."""
    if not is_loopback(address) and not behind_proxy:
        raise misuse(
            f"Écouter sur « {address} » ouvrirait la base à tout le réseau : Maillage n’a ni compte ni mot de passe.",
            "Placez devant un serveur mandataire qui identifie les personnes, puis ajoutez --behind-proxy ; "
            "ou retirez --address.",
            code="APP-111",
        )
    _serve(session, Settings(), port=_settle(port, address), address=address, browser=False)


@command()
def demo(
    session: Session,
    port: _Port = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", metavar="", help="N’ouvre pas de fenêtre de navigateur.")
    ] = False,
) -> None:
    """Open the app on the example, kept in a folder of its own, until interrupted."""
    port = _settle(port, LOOPBACK)
    if os.environ.get("NEO4J_URI"):
        session.out.note("L’exemple a son propre moteur : NEO4J_URI n’est pas utilisé.")
    folder = Settings().data_dir / "demo"
    # Children (engine, screens, import) read the environment.
    os.environ |= {"MAILLAGE_DATA": str(folder), "NEO4J_URI": ""}
    prepare_example(session, folder)
    _serve(session, Settings(), port=port, address=LOOPBACK, browser=not no_browser)


def _settle(port: int | None, address: str) -> int:
    """Return the port asked for if it is free, else the first free one from the usual port on."""
    if port is None:
        return free_port(address)
    if not is_free(port, address):
        raise CommandFailure(
            f"Le port {port} est déjà pris par un autre programme.",
            "Choisissez-en un autre, ou retirez --port : un port libre sera pris.",
            code="APP-112",
            status=NO_ENGINE,
        )
    return port


def _serve(session: Session, settings: Settings, *, port: int, address: str, browser: bool) -> None:
    log = Path(settings.data_dir) / "application.log"
    with Screens(port=port, address=address, log=log) as screens:
        # The engine starts while the screens load, and its failure is said here rather than on a page.
        ensure_running(settings)
        screens.wait_until_ready()
        # Once open, a Ctrl-C is the normal end, from the very first moment.
        with contextlib.suppress(KeyboardInterrupt):
            session.out.note(f"Maillage est ouvert : {screens.url} (Ctrl-C pour arrêter).")
            if session.out.as_json:
                session.out.json({"adresse": screens.url})
            if browser:
                open_browser(screens.url)
            screens.wait()
