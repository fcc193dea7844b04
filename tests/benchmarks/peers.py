"""Time the other ways of doing what the product does, in the same run: reading a workbook, laying a network out."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import openpyxl
from python_calamine import CalamineWorkbook

from app.view_models.layouts.boxes import LayoutBox
from app.view_models.layouts.linked import compute_positions
from tests.benchmarks.stopwatch import best


def reading_ratio(path: Path) -> float:
    """Return how many times longer openpyxl takes than calamine to read every cell of a workbook."""

    def with_calamine() -> None:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    def with_openpyxl() -> None:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass

    return best(with_openpyxl) / best(with_calamine)


def layout_ratio(nodes: int) -> float:
    """Return how many times longer networkx's spring layout takes than ours (igraph, then labels kept apart)."""
    network = nx.barabasi_albert_graph(nodes, 2, seed=1)
    boxes = [LayoutBox(str(node), width=120.0, above=15.0, below=30.0) for node in network]
    links = [(str(a), str(b)) for a, b in network.edges]
    ours = best(lambda: compute_positions(boxes, links), times=1)
    return best(lambda: nx.spring_layout(network, seed=1), times=1) / ours
