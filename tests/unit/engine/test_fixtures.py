"""The engines that tests share end with the session that started them."""

import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[3]


def test_no_engine_outlives_its_test_session(tmp_path: Path) -> None:
    base = tmp_path / "session"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", f"--basetemp={base}", "-p", "no:cacheprovider"),
            *("tests/contract/test_connection.py", "-k", "engine_says_who_it_is and embedded"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
    assert list(base.rglob("engine.log")), "the session started an engine of its own"
    left = [
        process.info["cmdline"]
        for process in psutil.process_iter(["cmdline"])
        if any(str(base) in word for word in process.info["cmdline"] or [])
    ]
    assert left == []
