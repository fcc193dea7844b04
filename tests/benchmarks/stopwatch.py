"""Time work and print what it took, in the words every benchmark uses."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spent:
    """
    Hold what a piece of work took, in seconds.

    Parameters
    ----------
    wall
        Time on the clock: other work on the machine makes it longer.
    cpu
        Time of the processor in this process alone, the engine's left out.
    """

    wall: float
    cpu: float

    def __str__(self) -> str:
        """Return both in words."""
        return f"{self.wall:.2f} s (processor {self.cpu:.2f} s)"


def spent(work: Callable[[], object]) -> Spent:
    """Return what doing some work once took."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def laps(work: Callable[[], object], times: int) -> list[Spent]:
    """Return what each of several times took, in order."""
    return [spent(work) for _ in range(times)]


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest time on the clock, in seconds."""
    return min(lap.wall for lap in laps(work, times))


def median(work: Callable[[], object], times: int = 5) -> float:
    """Return the median time on the clock, in seconds."""
    return statistics.median(lap.wall for lap in laps(work, times))


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value that `share` per cent of the values do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def goal(value: float, most: float, unit: str) -> str:
    """Say whether a figure keeps to its goal."""
    return f"goal {most:g} {unit}: {'met' if value <= most else 'missed'}"


@contextmanager
def timed(word: str) -> Iterator[None]:
    """Print how long the block took."""
    started = time.perf_counter()
    yield
    print(f"  {word}: {time.perf_counter() - started:.2f} s", flush=True)


def say(title: str) -> None:
    """Print the heading of a part, with the load of the machine: it explains slow figures."""
    load = f" (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)" if hasattr(os, "getloadavg") else ""
    print(f"\n{title}{load}", flush=True)
