"""State how accessible the application is, in the official form: what is not, how it was checked, whom to tell."""

from __future__ import annotations

from app.components import accessibility, frame
from app.view_models import statement

frame.header(statement.title())
accessibility.draw()
