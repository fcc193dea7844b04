"""Own the embedded engine: start it as a child process, find it, stop it. The only package that knows which."""

from graph.engine.errors import EngineError
from graph.engine.launch import Endpoint, EngineStatus, describe, ensure_running, kill, release, stop

__all__ = ["Endpoint", "EngineError", "EngineStatus", "describe", "ensure_running", "kill", "release", "stop"]
