"""Say in French what was found of a clause: the value, the threshold, and one sentence with its figures."""

from __future__ import annotations

from graph.analysis.conformity import UNDOCUMENTED, Case, Finding
from graph.answers.analyses.deadlines import days_words, end_words
from graph.answers.context import Context
from graph.answers.sentence import fill, french_number, listing
from graph.model.dates import format_french
from graph.model.norms import Norme
from graph.model.vocabularies import vocabulary

_LIMITS = {
    "signataires": "toutes les catégories",
    "signataires_au_copil": "tous les signataires",
    "pilotes": "toutes les fiches actions",
    "terme": "une fin à venir, ou une suite documentée",
}
_SENTENCES = {
    "rythme": "Le rythme documenté est de {valeur} ; la clause demande {seuil}.",
    "reunions": "{debut} {quand} ; la clause demande {seuil}.{reserve}",
    "population": "Le périmètre compte {valeur} (population municipale {millesime}) ; la clause demande {seuil}.",
    "population_partielle": "Les communes connues du périmètre comptent {valeur}, mais il en manque ; "
    "la clause demande {seuil}.",
    "elaboration": "L’élaboration a duré {valeur} ; la clause demande {seuil}.",
    "elaboration_en_cours": "L’élaboration est en cours : {valeur} au moins, d’après les documents ; "
    "la clause demande {seuil}.",
    "signataires": "{categories} un signataire.{sans_signataire}",
    "signataires_au_copil": "{signataires} un siège documenté au comité de pilotage.{sans_siege}",
    "duree": "Le contrat dure {valeur} ; la clause demande {seuil}.",
    "duree_imprecise": "Le contrat dure {valeur} : les dates documentées ne permettent pas de trancher ; "
    "la clause demande {seuil}.",
    "en_cours": "Le contrat {fin}.",
    "fin_imprecise": "Le contrat {fin}.",
    "suite_connue": "Le contrat {fin} ; étape documentée : {etape}.",
    "terme_depasse": "Le contrat {fin} ; ni prolongation ni clôture n’est documentée depuis.",
}
"""Sentence by what was found."""

_FEMININE = frozenset({"catégorie", "fiche action"})
_UNKNOWN = {
    "aucune_instance": "Aucune instance de ce type n’est documentée pour ce dispositif : "
    "on ne peut pas compter ses réunions.",
    "perimetre_inconnu": "Les communes du périmètre ne sont pas connues : on ne peut pas compter ses habitants.",
    "elaboration_inconnue": "La durée de l’élaboration n’est pas documentée.",
    "pas_signe": "Le contrat n’est pas encore signé : la clause se vérifiera à la signature.",
    "signatures_inconnues": "Aucune signature n’est documentée : on ne peut pas dire qui a signé.",
    "membres_inconnus": "Les membres du comité de pilotage ne sont pas documentés.",
    "actions_a_ecrire": "Les fiches actions ne sont pas encore écrites.",
    "actions_inconnues": "Aucune fiche action n’est documentée.",
    "duree_inconnue": "Le début ou la fin du contrat n’est pas documenté.",
    "fin_inconnue": "La fin du contrat n’est pas documentée.",
    "sans_date": "Toutes les dates sont regardées à la fois : choisissez une date pour savoir si le terme est passé.",
}


def limit(norme: Norme) -> str:
    """Return what a clause asks for: « au moins 50 000 habitants (sauf contexte insulaire) »."""
    if norme.valeur is None:
        return _LIMITS.get(norme.controle or "", norme.libelle)
    unit = norme.unite or ""
    if norme.maximum is not None:
        return f"de {_number(norme.valeur)} à {_number(norme.maximum)} {unit}"
    least = "au plus" if norme.sens == "max" else "au moins"
    exception = f" (sauf {norme.exception})" if norme.exception else ""
    return f"{least} {_number(norme.valeur)} {unit}{exception}"


def measured(finding: Finding, case: Case) -> str | None:
    """Return what was measured, with its unit; None when nothing was."""
    value, total = finding.valeur, finding.total
    if finding.raison in {"reunions", "rythme"}:
        return _meetings(finding)
    if finding.raison in {"en_cours", "terme_depasse", "suite_connue", "fin_imprecise", "sans_date"} and case.life.fin:
        return f"fin {days_words(case.life.fin)}"
    if value is None:
        return None
    if finding.raison in {"population", "population_partielle"}:
        return f"{french_number(value)} habitants"
    if finding.raison in {"elaboration", "elaboration_en_cours"}:
        return f"{_number(value)} mois"
    if finding.raison in {"duree", "duree_imprecise"} and total is not None:
        return _years(value, total)
    return f"{_number(value)} sur {_number(total or 0)}"


def explained(context: Context, case: Case, finding: Finding) -> str:
    """Return one sentence on the clause, with its figures, its threshold and what is missing."""
    if finding.raison in _UNKNOWN:
        return _UNKNOWN[finding.raison]
    names = _missing(context, finding)
    if finding.raison in {"pilotes", "pilotes_a_definir"}:
        return _pilots(finding, names)
    value = measured(finding, case) or ""
    until = f"dans les douze mois avant le {format_french(case.day)}" if case.day else "toutes dates confondues"
    return _SENTENCES[finding.raison].format(
        valeur=value,
        debut=value[:1].upper() + value[1:],
        seuil=limit(finding.norme),
        quand=until,
        reserve=" Des réunions peuvent s’être tenues sans trace dans la base." if finding.etat == UNDOCUMENTED else "",
        millesime=case.ground.vintage,
        categories=_of(finding, "catégorie a", "catégories ont"),
        signataires=_of(finding, "signataire a", "signataires ont"),
        sans_signataire=f" Sans signataire dans la liste documentée : {names}." if names else "",
        sans_siege=f" Sans siège documenté : {names}." if names else "",
        fin=end_words(case.life),
        etape=vocabulary("cycle_cls").label(case.life.etape).lower(),
    )


def _pilots(finding: Finding, names: str) -> str:
    begins = f"{_of(finding, 'fiche action a', 'fiches actions ont')} un pilote documenté."
    if finding.raison == "pilotes_a_definir":
        return f"{begins} Pilote « à définir » dans la source : {names}."
    if names:
        return f"{begins} Sans pilote documenté : {names}."
    described = finding.valeur or 0
    return begins if described == finding.total else f"{begins} Les autres fiches annoncées ne sont pas dans la base."


def _meetings(finding: Finding) -> str:
    value = finding.valeur or 0
    if finding.raison == "rythme":
        return f"{_number(value)} {'réunion' if value < 2 else 'réunions'} par an"
    return (
        fill("{n:réunion documentée|réunions documentées}", {"n": int(value)}) if value else "aucune réunion documentée"
    )


def _years(low: float, high: float) -> str:
    if low == high:
        return f"{_number(low)} {'an' if low < 2 else 'ans'}"
    return f"entre {_number(low)} et {_number(high)} ans"


def _of(finding: Finding, singular: str, plural: str) -> str:
    """Return a count out of a total, agreed: « 4 catégories sur 6 ont », « aucune des 3 fiches actions n’a »."""
    count, noun = finding.valeur or 0, singular.rsplit(" ", 1)[0]
    words, verb = (singular if count < 2 else plural).rsplit(" ", 1)
    total = finding.total or 0
    if not count:
        none = "Aucune" if noun in _FEMININE else "Aucun"
        several = plural.rsplit(" ", 1)[0]
        return f"{none} des {_number(total)} {several} n’a" if total > 1 else f"{none} {noun} n’a"
    return f"{_number(count)} {words} sur {_number(total)} {verb}"


def _missing(context: Context, finding: Finding) -> str:
    labels = {category.code: category.libelle for category in finding.norme.categories}
    return listing(labels.get(id_) or context.name_of.get(id_, id_) for id_ in finding.manquants)


def _number(value: float) -> str:
    return french_number(value, 0 if float(value).is_integer() else 1)
