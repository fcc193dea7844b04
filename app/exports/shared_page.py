"""Write a network as one web page that stands alone: it opens without a network and asks nothing of anyone."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from app.components.network.payload import payload
from app.components.network.script import component_markup, component_script, component_style
from app.exports.network_file import NetworkFile
from app.view_models.network import network_table
from app.view_models.network_view import NetworkView, counted
from app.view_models.proof import ProofView
from app.view_models.typography import sentence

_FOLDER: Final = Path(__file__).parent / "shared"
_ENTRY: Final = "export default function (component)"
_HEIGHT: Final = 640
_LONGEST_QUOTE: Final = 1200
"""Signs kept of a quote: the application holds the whole of it."""

_BREAKS: Final = frozenset("\n\t")


def shared_page(file: NetworkFile) -> bytes:
    """
    Return the page.

    Parameters
    ----------
    file
        Picture and the words that go with it.

    Returns
    -------
    content
        HTML in UTF-8: the text and the table first, then the same picture as on the screen, its search, the
        sheet and the proofs of what is chosen, sources and licence. The policy of the page allows its own script,
        known by its fingerprint, and nothing from anywhere else.

    Raises
    ------
    ValueError
        If the script of the picture does not end with the one function that this page starts.
    """
    style = f"{component_style()}\n{_read('page.css')}"
    script = _script()
    view = file.view
    sources = file.sources
    return (
        Template(_read("page.html"))
        .substitute(
            policy=_policy(script),
            style=style,
            title=_text(file.title),
            scope=_text(sentence(" · ".join(part for part in (file.date, file.scope) if part))),
            summary=_text(view.summary),
            cap="".join(
                f'<p class="cap" role="note">{_text(remark)}</p>'
                for remark in (*file.remarks, view.hidden_message)
                if remark
            ),
            meaning=f"<p>{_text(view.note)}</p>" if view.note else "",
            rows=_text(counted(len(view.nodes), "ligne")),
            table=_table(view),
            markup=component_markup(),
            sources_title=_text(
                f"{counted(len(sources), 'document')} pour les liens dessinés\u00a0:"
                if sources
                else "Aucun document ne prouve les liens dessinés."
            ),
            sources="".join(f"<li><bdi>{_text(source)}</bdi></li>" for source in sources),
            licence=_text(file.licence),
            note=_text(file.data_note),
            data=_json(_data(file)),
            script=script,
        )
        .encode("utf-8", errors="replace")
    )


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _script() -> str:
    """Turn the module that Streamlit loads into a script of the page: its entry gets a name, ours follows."""
    component = component_script()
    if component.count(_ENTRY) != 1:
        raise ValueError("the script of the network has not one entry")
    whole = f"{component.replace(_ENTRY, 'function mount(component)')}\n{_read('page.js')}"
    # The end of a script is found by the page before the script is read.
    return whole.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(script: str) -> str:
    """Forbid everything but the one script of the page, and styles: the drawing library sets some on its elements."""
    fingerprint = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{fingerprint}'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )


def _text(text: str) -> str:
    """Return a text as the page writes it: no sign of it is markup, none is a control."""
    return escape("".join(sign for sign in text if sign in _BREAKS or unicodedata.category(sign) != "Cc"))


def _json(value: Mapping[str, Any]) -> str:
    """Write JSON in which nothing ends a script, opens a comment or breaks a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _table(view: NetworkView) -> str:
    """Return the table that says the same as the picture; a name leads to its element."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Élément", "Nature", "Secteur", "Liens"))
    body = "".join(
        f'<tr><th scope="row"><button type="button" data-rank="{rank}" disabled><bdi>{_text(row["objet"])}</bdi>'
        f"</button></th><td>{_text(row['type'])}</td><td>{_text(row['secteur'])}</td>"
        f"<td>{_list(row['liens'])}</td></tr>"
        for rank, row in enumerate(network_table(view))
    )
    caption = "<caption>Éléments et liens du réseau</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li><bdi>{_text(item)}</bdi></li>' for item in items)}</ul>" if items else ""


def _data(file: NetworkFile) -> dict[str, Any]:
    """Return what the script reads: the picture, then sheets and proofs; each proof is written once."""
    view = file.view
    known: dict[ProofView, int] = {}
    edges = {}
    links: dict[str, list[str]] = {node.id: [] for node in view.nodes}
    for edge in view.edges:
        ranks = [known.setdefault(proof, len(known)) for proof in file.proofs_of(edge)]
        edges[edge.id] = {
            "source": edge.source,
            "target": edge.target,
            "sentence": edge.sentence,
            "proofs": ranks,
        }
        for end in sorted({edge.source, edge.target}):
            links[end].append(edge.id)
    return {
        "picture": payload(view, height=_HEIGHT),
        "nodes": {
            node.id: {"name": node.label, "about": node.title.split("\n")[1:], "links": links[node.id]}
            for node in view.nodes
        },
        "edges": edges,
        "proofs": [_proof(proof) for proof in known],
    }


def _proof(proof: ProofView) -> dict[str, str]:
    quote = proof.quote if len(proof.quote) <= _LONGEST_QUOTE else f"{proof.quote[:_LONGEST_QUOTE].rstrip()}…"
    return {
        "document": proof.document,
        "date": proof.date,
        "quote": quote,
        "sign": proof.derivation.sign,
        "how": sentence(proof.derivation.label),
        "kind": proof.derivation.code,
        "certainty": proof.certainty.text,
        "note": sentence(proof.note) if proof.note else "",
    }
