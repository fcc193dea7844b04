"""Make network files of any size, and hostile ones, with documents that prove their links."""

from __future__ import annotations

from dataclasses import replace

from app.exports.network_file import NetworkFile
from app.view_models.layouts.subject import Layout
from app.view_models.network import EdgeRecord, NodeRecord, build_network_view
from app.view_models.network_aggregate import Aggregation, aggregate
from app.view_models.network_scope import NetworkRecords
from app.view_models.proof import ProofView
from app.view_models.terms import CERTAINTIES, DERIVATIONS
from tests.support.hostile_texts import TEXTS
from tests.support.networks import realistic_network

HOSTILE = (
    *TEXTS,
    "</script><script>window.intrus = 1</script>",
    "]]></style><img src=x onerror=alert(1)>",
    "x" * 400,
    "mot " * 200,
    "مركز الصحة",
    "\u202etxt.exe\u202c",
    "🏥 Centre 😀",
    "$\\frac{1}{2}$ _{a}^{b}",
    "ligne\u2028coupée\nici\t\x00\x07",
    " ",
)
"""Names that a picture, a page or a print must show as text, or not at all."""


def realistic_file(
    count: int, *, cap: int = 2000, layout: Layout = Layout.LIENS, written: str = "22 novembre 2026"
) -> NetworkFile:
    """Return a network of this many elements, certain, doubtful and finished links among them."""
    nodes, edges = realistic_network(max(count, 10))
    nodes = nodes[:count]
    return _file(nodes, edges, cap=cap, layout=layout, title="Réseau\u00a0: pays de Redon", written=written)


def grouped_file(count: int) -> NetworkFile:
    """Return a network whose elements are gathered by nature and sector, and a sentence that says so."""
    nodes, edges = realistic_network(count)
    proofs = {edge.id: (_proof(f"Document n° {rank % 3}", "Cité."),) for rank, edge in enumerate(edges)}
    whole = NetworkRecords(tuple(nodes), tuple(edges), proofs, frozenset())
    groups = aggregate(whole, Aggregation.TYPE)
    file = _file(list(groups.nodes), list(groups.edges), title="Réseau\u00a0: par secteur")
    return replace(file, proofs=proofs, remarks=("Les éléments sont regroupés.",))


def hostile_file() -> NetworkFile:
    """Return a network whose every text is hostile."""
    nodes = [
        NodeRecord(id=f"acteur:{rank}", labels=("Acteur",), nom=text, secteur="sante", detail=text)
        for rank, text in enumerate(HOSTILE)
    ]
    edges = [
        EdgeRecord(id=f"r-{rank}", type="EST_PARTENAIRE", start=nodes[0].id, end=node.id, label=text, proof=text)
        for rank, (node, text) in enumerate(zip(nodes[1:], HOSTILE, strict=False))
    ]
    return _file(nodes, edges, title=HOSTILE[0], scope=HOSTILE[7], quote=HOSTILE[6])


def _file(
    nodes: list[NodeRecord],
    edges: list[EdgeRecord],
    *,
    title: str,
    cap: int = 2000,
    layout: Layout = Layout.LIENS,
    scope: str = "ses dispositifs et qui y a un rôle",
    quote: str = "Les signataires s’engagent.",
    written: str = "22 novembre 2026",
) -> NetworkFile:
    view = build_network_view(nodes, edges, version="1", cap=cap, show_inactive=True, layout=layout)
    proofs = {edge.id: (_proof(f"{quote} n° {rank % 7}", quote),) for rank, edge in enumerate(view.edges)}
    return NetworkFile(
        view=view,
        title=title,
        scope=scope,
        date="Situation au 22 novembre 2026",
        written=written,
        version="0123456789abcdef",
        proofs=proofs,
    )


def _proof(document: str, quote: str) -> ProofView:
    return ProofView(
        document=document,
        fichier=document,
        date="15 septembre 2021",
        quote=quote,
        derivation=DERIVATIONS["explicite"],
        certainty=CERTAINTIES["certain"],
        note="",
    )
