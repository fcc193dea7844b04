"""Run the engine's process: `python -m graph.engine --serve FOLDER`. Only `graph.engine` starts it."""

import argparse
import os
import sys
from pathlib import Path

from graph.engine.files import EngineFolder
from graph.engine.serve import serve


def main() -> int:
    """Serve one folder with the settings given on the command line; no secret ever passes there."""
    parser = argparse.ArgumentParser(prog="python -m graph.engine")
    parser.add_argument("--serve", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--bolt-port", type=int, default=0)
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--linger", type=float, default=30.0)
    asked = parser.parse_args()
    return serve(EngineFolder(asked.serve), bolt_port=asked.bolt_port, heap=asked.heap, linger=asked.linger)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # The server is stopped and its files are closed: leave without waiting for Java's own threads.
    os._exit(code)
