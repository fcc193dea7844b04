"""Write the sheets that explain a workbook: `lisez-moi`, and `codes` with the values of the closed lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from graph.model.ontology import relationship_specs
from graph.model.vocabularies import vocabulary
from ingest.columns import Column
from ingest.limits import MAX_BYTES, MAX_ROWS, size, thousands
from ingest.sheets import Sheet
from ingest.workbook_style import is_required, paragraph

_INTRODUCTION = (
    "Une feuille par sorte d’objet, une ligne par objet. La première ligne de chaque feuille nomme les colonnes : "
    "ne la changez pas. Passez la souris sur un en-tête pour lire à quoi il sert.",
    "Remplissez ce que vous savez et laissez le reste vide : un vide ne veut jamais dire non, et n’efface rien.",
    "L’identifiant relie les feuilles entre elles : choisissez-le une fois, sans espace, et ne le changez plus. "
    "Un territoire officiel s’écrit COM-35236, EPCI-243500741, DEP-35 ou REG-53 et n’a pas besoin d’être décrit.",
    "Là où une colonne attend un identifiant, le nom suffit s’il désigne un seul objet du fichier.",
    "Plusieurs valeurs dans une cellule : séparez-les par « | ».",
    "Une date s’écrit AAAA-MM-JJ, AAAA-MM ou AAAA. Un mois ou une année commencent au premier jour et finissent au "
    "dernier.",
    "Une CPTS, une MSP, un CLIC… sont un dispositif et un organisme : donnez-leur une ligne dans « dispositifs » et "
    "une ligne dans « acteurs », avec le même identifiant.",
    "Chaque ligne peut citer sa preuve dans « source » (nom du document) et « citation » (ses mots exacts). S’il y "
    "en a plusieurs, écrivez les suivantes dans la feuille « preuves ».",
    "Aucune donnée sur une personne : ni nom, ni téléphone mobile, ni adresse électronique nominative. Une fonction "
    "et un courriel de service suffisent ; l’import refuse le reste.",
    "Une colonne de votre cru est gardée telle quelle. Une feuille dont le nom commence par « _ » n’est pas lue.",
    f"Limites : {size(MAX_BYTES)} par fichier, {thousands(MAX_ROWS)} lignes par feuille.",
)


def write_guide(sheet: Worksheet, title: str, tables: Sequence[tuple[Sheet, tuple[Column, ...]]]) -> None:
    """
    Write what each sheet and each column is for.

    Parameters
    ----------
    sheet
        New sheet of a write-only workbook.
    title
        French title.
    tables
        Sheets of the workbook, with the columns they show.
    """
    for letter, width in zip("ABCDE", (24, 28, 14, 34, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([paragraph(sheet, title, bold=True, size=16)])
    sheet.append([])
    for text in _INTRODUCTION:
        sheet.append([text])
    for described, columns in tables:
        sheet.append([])
        sheet.append(
            [paragraph(sheet, described.name, bold=True, size=13), paragraph(sheet, described.caption, bold=True)]
        )
        sheet.append([described.description])
        sheet.append(
            [
                paragraph(sheet, text, bold=True)
                for text in ("colonne", "nom en clair", "obligatoire", "valeurs", "explication")
            ]
        )
        for column in columns:
            sheet.append(
                [
                    paragraph(sheet, column.name),
                    paragraph(sheet, column.caption),
                    "oui" if is_required(column) else None,
                    paragraph(sheet, _values(column)),
                    paragraph(sheet, column.description),
                ]
            )


def write_codes(sheet: Worksheet, tables: Iterable[tuple[Sheet, tuple[Column, ...]]]) -> None:
    """Write the values of the lists that the columns use: list, code, label; then types and roles."""
    for letter, width in zip("ABC", (36, 34, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([paragraph(sheet, text, bold=True) for text in ("liste", "code", "libellé")])
    names = dict.fromkeys(
        column.spec.vocabulary for _, columns in tables for column in columns if column.spec and column.spec.vocabulary
    )
    for name in names:
        found = vocabulary(name)
        for term in found.terms.values():
            sheet.append([found.title, paragraph(sheet, term.code), term.libelle])
    for spec in relationship_specs():
        roles = f" Rôles : {', '.join(spec.roles)}." if spec.roles else ""
        sheet.append(["Types de relation", spec.type, f"{spec.caption} : {spec.description}{roles}"])


def _values(column: Column) -> str:
    if column.spec and column.spec.vocabulary:
        return f"liste « {vocabulary(column.spec.vocabulary).title} »"
    if column.shortcut:
        return "identifiants ou noms"
    if column.spec:
        unit = f" ({column.spec.unit})" if column.spec.unit else ""
        return {"liste": "plusieurs textes", "couples": "clé=valeur", "booleen": "oui ou non"}.get(
            column.spec.type.value, column.spec.type.value
        ) + unit
    return "texte"
