"""Turn the rows of a question into its answer, where Cypher alone is not enough; one module per family."""

from graph.answers.analyses import actions, fiche, governance, instances, jurisdictions, presence
from graph.answers.outcome import Handler

ANALYSES: dict[str, Handler] = {
    "actions_sans_pilote": actions.without_pilot,
    "pilotes": actions.pilots,
    "fiche": fiche.sheet,
    "instance": instances.instance,
    "situation": instances.situation,
    "intervenants": presence.present_on,
    "juridictions": jurisdictions.jurisdictions,
    "signataires": governance.signatories,
    "signataires_manquants": governance.missing_signatories,
}
"""Analysis by the name that the headers of the questions give it."""
