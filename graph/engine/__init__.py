"""Own the embedded engine: start it as a child process, find it, stop it. Nothing else knows which it is."""

from graph.engine.errors import EngineError
from graph.engine.launch import (
    Endpoint,
    EngineStatus,
    describe,
    ensure_running,
    kill,
    ran_out_of_memory,
    release,
    stop,
)

__all__ = [
    "Endpoint",
    "EngineError",
    "EngineStatus",
    "describe",
    "ensure_running",
    "kill",
    "ran_out_of_memory",
    "release",
    "stop",
]
