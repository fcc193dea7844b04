"""Write the facts of the base to a file: a workbook, CSV tables, JSON, GEXF, GraphML or a Cypher script."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.export_view import asked_for, read_view
from app.commands.failures import check_output, misuse
from app.commands.opening import open_store
from app.commands.output import counted
from app.commands.session import Session, command
from app.exports.csv_folder import write_csv_folder, write_csv_zip
from app.exports.cypher import write_cypher
from app.exports.facts import Facts, choose_facts
from app.exports.facts_json import facts_json
from app.exports.files import complete_or_absent
from app.exports.gexf import write_gexf
from app.exports.graphml import write_graphml
from app.exports.heading import heading, scope_of, table_legend
from app.exports.kumu import kumu_json
from graph.answers.context import Context
from graph.certainty import ALL_DATES
from graph.model.dates import format_french, is_partial_date, last_day, no_date
from graph.search import resolve
from graph.store.store import Store
from ingest.workbook_writer import Page, write_workbook


class Format(StrEnum):
    """Name the formats."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    GEXF = "gexf"
    GRAPHML = "graphml"
    CYPHER = "cypher"
    SVG = "svg"
    PDF = "pdf"
    PNG = "png"
    HTML = "html"
    DOCX = "docx"


_PICTURES = frozenset({Format.SVG, Format.PDF, Format.PNG, Format.HTML})
"""Formats that draw a network instead of listing facts."""


@command()
def export(  # noqa: PLR0913, PLR0917 - the parameters are the options of the command
    session: Session,
    format_name: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="Faits : xlsx, csv, json, gexf, graphml ou cypher ; réseau dessiné : svg, pdf, png ou html ; "
            "document (--document) : docx ou pdf.",
        ),
    ],
    out: Annotated[
        Path, typer.Argument(metavar="SORTIE", help="Fichier à écrire ; pour csv, un dossier, ou un fichier .zip.")
    ],
    territory: Annotated[
        str | None,
        typer.Option("--territory", metavar="TERRITOIRE", help="Seulement les faits qui touchent ce territoire."),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="JOUR",
            help="Seulement ce qui vaut ce jour-là ; par défaut, toutes ; pour un dessin, la dernière source.",
        ),
    ] = None,
    kumu: Annotated[
        bool, typer.Option("--kumu", metavar="", help="Pour json : au format que Kumu importe (« blueprint »).")
    ] = False,
    identifiers: Annotated[
        list[str] | None,
        typer.Option("--id", metavar="OBJET", help="Pour un réseau dessiné : le dispositif ou l’acteur."),
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option("--steps", metavar="NOMBRE", help="Pour un réseau dessiné autour d’un objet : 1, 2 ou 3 liens."),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            "--size",
            metavar="FEUILLE",
            help="Pour svg, pdf et png : A4 à A0 ; par défaut, la plus petite où tous les noms se lisent.",
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            metavar="DISPOSITION",
            help="Pour un réseau dessiné : liens, territoire, dispositif, cercles ou secteur.",
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group", metavar="GROUPE", help="Pour un réseau dessiné : regroupé par epci, dispositif ou type."
        ),
    ] = None,
    natures: Annotated[
        list[str] | None,
        typer.Option("--nature", metavar="NATURE", help="Pour un réseau dessiné : acteur, action… ; répétable."),
    ] = None,
    sectors: Annotated[
        list[str] | None,
        typer.Option("--sector", metavar="SECTEUR", help="Pour un réseau dessiné : secteur gardé ; répétable."),
    ] = None,
    themes: Annotated[
        list[str] | None,
        typer.Option("--theme", metavar="THÈME", help="Pour un réseau dessiné : thème gardé ; répétable."),
    ] = None,
    publics: Annotated[
        list[str] | None,
        typer.Option("--public", metavar="PUBLIC", help="Pour un réseau dessiné : public gardé ; répétable."),
    ] = None,
    certainty: Annotated[
        list[str] | None,
        typer.Option(
            "--certainty", metavar="ÉTAT", help="Pour un réseau dessiné : certain, incertain ou inactif ; répétable."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="JOUR",
            help="Pour un réseau dessiné : seulement ce qui a changé depuis ; pour le document evolution, son début.",
        ),
    ] = None,
    ended: Annotated[
        bool, typer.Option("--ended", metavar="", help="Pour un réseau dessiné : aussi les liens hors de la date.")
    ] = False,
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="NOM",
            help="Pour docx et pdf : portrait, acteur, dispositif, superposition (avec deux fois --id, une paire) "
            "ou evolution (avec --since).",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", metavar="", help="Remplace la sortie si elle existe.")] = False,
) -> None:
    """Write facts, or draw a network; a part of a file is never left behind."""
    if format_name not in set(Format):
        raise misuse(f"Le format « {format_name} » n’existe pas.", f"Choisissez : {', '.join(Format)}.")
    check_output(out, force=force)
    if kumu and format_name != Format.JSON:
        raise misuse("L’option --kumu ne va qu’avec le format json.", "Écrivez : maillage export json SORTIE --kumu.")
    drawing = {
        "disposition": layout, "groupes": group, "natures": natures, "secteurs": sectors, "themes": themes,
        "publics": publics, "certitudes": certainty, "depuis": since, "fini": ended,
    }  # fmt: skip
    if document is not None or format_name == Format.DOCX:
        from app.commands.export_documents import write_document  # noqa: PLC0415 (heavy: documents are rare)

        if steps or size or format_name not in {Format.DOCX, Format.PDF}:
            raise misuse("--document ne va qu’avec docx et pdf, sans --steps ni --size.", "Choisissez docx ou pdf.")
        seen = None if date is None else _day(date) or ALL_DATES
        about = tuple(identifiers or ())
        write_document(
            session, format_name, out, kind=document, territory=territory, identifiers=about, day=seen, since=since
        )
        return
    if format_name in _PICTURES:
        from app.commands.export_pictures import write_picture  # noqa: PLC0415 (heavy: drawing is rare)

        day = None if date is None else _day(date) or ALL_DATES
        asked = tuple(identifiers or ())
        write_picture(
            session, format_name, out, territory=territory, identifiers=asked, steps=steps, day=day, size=size,
            view=read_view(drawing),
        )  # fmt: skip
        return
    if identifiers or steps or size or any(drawing.values()):
        options = ", ".join(dict.fromkeys(("--id", "--steps", "--size", *asked_for(drawing))))
        raise misuse(f"Ces options ne vont qu’avec un réseau dessiné : {options}.", "Choisissez svg, pdf, png ou html.")
    prepare = _prepare_kumu if kumu else _preparer(Format(format_name), out)
    day = _day(date)
    with open_store(session) as store:
        context = Context(store)
        place = resolve(context, territory, ("Territoire",), "territory") if territory else None
        facts, write = store.steady(lambda _: _prepared(store, prepare, place, day))
    with complete_or_absent(out) as draft:
        write(draft)
    if session.out.as_json:
        session.out.json(
            {
                "fichier": str(out),
                "format": format_name,
                "noeuds": len(facts.nodes),
                "relations": len(facts.relationships),
                "territoire": facts.territoire,
                "date": facts.date or "toutes",
                "version_donnees": facts.version,
            }
        )
        return
    session.out.line(
        f"{out} : {counted(len(facts.nodes), 'objet', 'objets')}, "
        f"{counted(len(facts.relationships), 'relation', 'relations')} "
        f"({_scope(facts)}, version {facts.version[:12]}).{_uncounted(facts)}"
    )
    if not facts.nodes:
        session.out.line(
            "Aucun fait de la base ne correspond à ce choix : le fichier ne contient que ses en-têtes. "
            "Ce n’est pas une absence sur le terrain."
        )


def _day(text: str | None) -> str | None:
    """Read a day; a month or a year means its last day, nothing and `toutes` mean no day at all."""
    word = (text or ALL_DATES).strip().casefold().replace("'", "’")
    if word == ALL_DATES:
        return None
    if word == "aujourd’hui":
        return datetime.now().astimezone().date().isoformat()
    if not is_partial_date(word):
        raise misuse(no_date(word), "Écrivez AAAA-MM-JJ, aujourd’hui ou toutes.")
    return last_day(word)


Write = Callable[[Path], None]
"""Writes the file, once the base is closed."""

Prepare = Callable[[Store, Facts], Write]
"""Reads in the base what a format needs beyond the facts."""


def _prepared(store: Store, prepare: Prepare, territoire: str | None, day: str | None) -> tuple[Facts, Write]:
    facts = choose_facts(store, territoire=territoire, day=day)
    return facts, prepare(store, facts)


def _preparer(format_name: Format, out: Path) -> Prepare:
    """Choose how to write; a folder is only ever replaced by a folder."""
    as_folder = format_name is Format.CSV and out.suffix.lower() != ".zip"
    if out.is_dir() and not as_folder:
        raise misuse(f"« {out} » est un dossier.", "Donnez le nom d’un fichier.")
    return _prepare_folder if as_folder else _PREPARERS[format_name]


def _prepare_workbook(_: Store, facts: Facts) -> Write:
    said = heading(facts, table_legend())
    about = Page(name="_à propos", heading=("Ce que c’est", "Texte"), rows=tuple(said.rows()))
    return lambda draft: write_workbook(draft, (*facts.nodes, *facts.relationships), said.titre, (about,))


def _prepare_folder(_: Store, facts: Facts) -> Write:
    return lambda draft: write_csv_folder(draft, (*facts.nodes, *facts.relationships), _readme(facts))


def _prepare_zip(_: Store, facts: Facts) -> Write:
    return lambda draft: write_csv_zip(draft, (*facts.nodes, *facts.relationships), _readme(facts))


def _prepare_json(_: Store, facts: Facts) -> Write:
    return lambda draft: _write_json(draft, facts_json(facts))


def _prepare_kumu(_: Store, facts: Facts) -> Write:
    return lambda draft: _write_json(draft, kumu_json(facts))


def _prepare_gexf(_: Store, facts: Facts) -> Write:
    return lambda draft: write_gexf(draft, facts)


def _prepare_graphml(_: Store, facts: Facts) -> Write:
    return lambda draft: write_graphml(draft, facts)


def _prepare_cypher(store: Store, facts: Facts) -> Write:
    states, journal = tuple(store.dump()), store.journal()
    return lambda draft: write_cypher(draft, facts, states, journal)


_PREPARERS: Mapping[Format, Prepare] = {
    Format.XLSX: _prepare_workbook,
    Format.CSV: _prepare_zip,
    Format.JSON: _prepare_json,
    Format.GEXF: _prepare_gexf,
    Format.GRAPHML: _prepare_graphml,
    Format.CYPHER: _prepare_cypher,
}


def _write_json(draft: Path, content: dict[str, Any]) -> None:
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _scope(facts: Facts) -> str:
    return f"{scope_of(facts)}, {'toutes dates' if facts.date is None else f'au {format_french(facts.date)}'}"


def _uncounted(facts: Facts) -> str:
    """Say what the numbers leave out; begins with a space, empty when they leave nothing out."""
    if not facts.references:
        return ""
    return " Les territoires et les termes des listes, qui viennent du référentiel, ne sont pas comptés."


def _readme(facts: Facts) -> str:
    said = heading(facts, table_legend())
    lines = "\n".join(f"{what} : {text}" for what, text in said.rows(shown=len(said.sources)))
    return (
        f"{lines}\n\nUne table par fichier, en UTF-8, séparée par des points-virgules ; « maillage import » relit le "
        "dossier.\n"
    )
