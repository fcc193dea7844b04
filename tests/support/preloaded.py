"""Load what commands load, once: the processes forked from here start with it."""

from importlib import import_module
from pkgutil import iter_modules

import app.commands

LOADED = [
    import_module(name)
    for name in (
        "app.cli",
        "graph.answers.door",
        *(f"app.commands.{found.name}" for found in iter_modules(app.commands.__path__)),
    )
]
