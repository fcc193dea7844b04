"""Draw a table of real HTML whose rows open their proof."""

from app.components.grid.component import grid

__all__ = ["grid"]
