"""Turn the rows of a question into its answer, where Cypher alone is not enough; one module per family."""

from graph.answers.analyses.actions import pilots, without_pilot
from graph.answers.analyses.composition import composition
from graph.answers.analyses.fiche import sheet
from graph.answers.analyses.governance import missing_signatories, signatories
from graph.answers.analyses.instances import instance, situation
from graph.answers.analyses.jurisdictions import jurisdictions
from graph.answers.analyses.presence import present_on, schemes_of
from graph.answers.outcome import Handler

ANALYSES: dict[str, Handler] = {
    "actions_sans_pilote": without_pilot,
    "pilotes": pilots,
    "composition": composition,
    "dispositifs_du_territoire": schemes_of,
    "fiche": sheet,
    "instance": instance,
    "situation": situation,
    "intervenants": present_on,
    "juridictions": jurisdictions,
    "signataires": signatories,
    "signataires_manquants": missing_signatories,
}
"""Analysis by the name that the headers of the questions give it."""
