"""Gather the corpus of defective files."""

from __future__ import annotations

from tests.support.defects.case import Case
from tests.support.defects.cells import IDENTIFIERS, PERSONAL, REPAIRED, VALUES
from tests.support.defects.files import FILES
from tests.support.defects.layouts import LAYOUTS
from tests.support.defects.rows import ROWS

CORPUS: tuple[Case, ...] = (*FILES, *LAYOUTS, *VALUES, *IDENTIFIERS, *PERSONAL, *REPAIRED, *ROWS)
"""Every case; none of them holds personal data of anybody, nor more than one defect."""
