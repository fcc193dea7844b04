"""Turn the rows of a question into its answer, where Cypher alone is not enough; one module per family."""

from graph.answers.analyses.absences import undocumented_roles
from graph.answers.analyses.actions import pilots, without_pilot
from graph.answers.analyses.articulation import articulation_opportunities
from graph.answers.analyses.brokers import find_brokers
from graph.answers.analyses.commitments import commitments
from graph.answers.analyses.composition import composition
from graph.answers.analyses.conformity import conformity_of
from graph.answers.analyses.contradictions import disagreements
from graph.answers.analyses.coverage import covered_population
from graph.answers.analyses.deadlines import deadlines
from graph.answers.analyses.duplicates import possible_duplicates
from graph.answers.analyses.evolution import evolution
from graph.answers.analyses.fiche import sheet
from graph.answers.analyses.freshness import freshness
from graph.answers.analyses.gaps import missing
from graph.answers.analyses.governance import missing_signatories, signatories
from graph.answers.analyses.health import network_health
from graph.answers.analyses.instances import instance, situation
from graph.answers.analyses.introductions import introducers
from graph.answers.analyses.invites import guest_list
from graph.answers.analyses.jurisdictions import jurisdictions
from graph.answers.analyses.load import governance_load
from graph.answers.analyses.missing_links import forgotten_links
from graph.answers.analyses.overlap import overlap_of_pair
from graph.answers.analyses.overlap_list import overlaps_of_territory
from graph.answers.analyses.partners import partners
from graph.answers.analyses.presence import present_on, schemes_of
from graph.answers.analyses.similar_actions import resembling_actions
from graph.answers.outcome import Handler

ANALYSES: dict[str, Handler] = {
    "absences": undocumented_roles,
    "actions_sans_pilote": without_pilot,
    "actions_semblables": resembling_actions,
    "articulations": articulation_opportunities,
    "partenaires": partners,
    "pilotes": pilots,
    "charge": governance_load,
    "composition": composition,
    "conformite": conformity_of,
    "contradictions": disagreements,
    "couverture": covered_population,
    "dispositifs_du_territoire": schemes_of,
    "doublons": possible_duplicates,
    "echeances": deadlines,
    "engagements": commitments,
    "evolution": evolution,
    "fiche": sheet,
    "fraicheur": freshness,
    "manques": missing,
    "instance": instance,
    "situation": situation,
    "intervenants": present_on,
    "invites": guest_list,
    "juridictions": jurisdictions,
    "liens_oublies": forgotten_links,
    "relais": find_brokers,
    "sante_reseau": network_health,
    "presenter": introducers,
    "recouvrement": overlap_of_pair,
    "recouvrements": overlaps_of_territory,
    "signataires": signatories,
    "signataires_manquants": missing_signatories,
}
"""Analysis by the name that the headers of the questions give it."""
