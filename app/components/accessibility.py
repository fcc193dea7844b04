"""Say the state of accessibility on every screen, and draw the statement."""

from __future__ import annotations

from app.components import frame, links
from app.view_models import statement

STATEMENT = "screens/accessibilite.py"


def mention() -> None:
    """Draw the link that the law asks for: the state of conformity, which opens the statement."""
    links.to(STATEMENT, f"Accessibilité : {statement.STATE}")


def draw() -> None:
    """Draw the statement, part by part."""
    frame.page(statement.introduction())
    for heading, text in statement.parts():
        frame.section(heading)
        frame.page(text)
