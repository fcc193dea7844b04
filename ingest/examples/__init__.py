"""Hold the real Breton example: workbooks imported through the same door as any user's file.

Their facts come from five public documents, cited by name, SHA-256 and quotes; the documents are not shipped.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def example_paths() -> list[Path]:
    """Return the workbooks of the example, to import together: the facts, then the notes on their quality."""
    return [_FOLDER / "bretagne.xlsx", _FOLDER / "bretagne_notes.xlsx"]
