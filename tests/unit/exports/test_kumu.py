"""A Kumu blueprint has unique ids, connections between its elements, and French names of fields that Kumu keeps."""

from app.exports.facts import Facts
from app.exports.kumu import kumu_json
from graph.model.statement import Preuve, with_proofs
from graph.plan import NodeState, RelationshipState

_BUILT_IN = {"id", "label", "type", "description", "tags", "image", "from", "to", "direction"}


def blueprint() -> dict[str, object]:
    """Return the blueprint of an actor that pilots a scheme and acts on a commune."""
    actor = NodeState(
        id="acteur:a",
        labels=("Acteur",),
        properties=with_proofs(
            {"nom": "<b>ARS</b>\u0000", "type_acteur": "ars", "alias": ["A", "B"]}, (Preuve("cls.pdf", "l’ARS pilote"),)
        ),
        fait=True,
    )
    scheme = NodeState(
        id="disp:d", labels=("Dispositif",), properties={"nom": "CLS", "type_dispositif": "CLS"}, fait=True
    )
    commune = NodeState(id="COM-35236", labels=("Territoire",), properties={"nom": "Redon"}, reference=True)
    links = (
        RelationshipState(
            id="r-1",
            type="PILOTE",
            start="acteur:a",
            end="disp:d",
            properties={"role": "copilote", "valid_from": "2021-09"},
            fait=True,
        ),
        RelationshipState(id="r-2", type="INTERVIENT_SUR", start="acteur:a", end="COM-35236", properties={}, fait=True),
    )
    return kumu_json(
        Facts(
            nodes=(actor, scheme),
            relationships=links,
            references=(commune,),
            territoire="COM-35236",
            date="2021-09-15",
            version="0" * 64,
        )
    )


def test_connections_join_elements_by_their_ids() -> None:
    found = blueprint()
    elements, connections = found["elements"], found["connections"]
    assert isinstance(elements, list)
    assert isinstance(connections, list)
    ids = [one["id"] for one in (*elements, *connections)]
    assert len(ids) == len(set(ids)) == 5
    assert {one[end] for one in connections for end in ("from", "to")} <= {one["id"] for one in elements}
    assert {one["direction"] for one in connections} == {"directed"}


def test_fields_are_in_french_and_texts_stay_texts() -> None:
    found = blueprint()
    elements, connections = found["elements"], found["connections"]
    assert isinstance(elements, list)
    assert isinstance(connections, list)
    actor, scheme, commune = elements
    assert actor["label"] == "<b>ARS</b>\ufffd"
    assert actor["Nom complet"] == "<b>ARS</b>\u0000"
    assert (actor["type"], scheme["type"], commune["type"]) == ("Acteur", "Dispositif", "Territoire")
    assert actor["Autres noms"] == ["A", "B"]
    assert actor["Preuves"] == ["cls.pdf\u00a0: \xab\u00a0l’ARS pilote\u00a0\xbb"]
    assert connections[0]["label"] == "pilote (copilote)"
    assert connections[0]["Depuis"] == "2021-09"
    for one in elements:
        folded = [name.casefold() for name in one]
        assert len(folded) == len(set(folded))
        assert set(folded) & _BUILT_IN == set(one) & _BUILT_IN


def test_the_blueprint_says_what_it_is() -> None:
    about = blueprint()["maillage"]
    assert isinstance(about, dict)
    assert about["titre"] == "Maillage\u00a0: Redon (COM-35236), au 15 septembre 2021"
    assert set(about) >= {"titre", "date", "perimetre", "legende", "sources", "licence", "version_donnees"}
    assert "Licence Ouverte" in about["licence"]
