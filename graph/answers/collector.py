"""Keep the garbage collector from walking through what was read while an answer is being made.

What is read is kept as long as its version of the graph, and none of it is garbage; by default Python looks through all
of it each time it grows by a quarter, which takes as long as reading it. These settings are those of the process.
"""

from __future__ import annotations

import gc

YOUNG = 50_000
"""Objects made, less those given back, before the young ones are looked at: about what one answer makes and drops."""


def expect_readings() -> bool:
    """
    Prepare for a version of the graph; what an earlier one kept aside may go.

    Returns
    -------
    found
        Whether an earlier version had kept something aside.
    """
    found = gc.get_freeze_count() > 0
    gc.unfreeze()
    if 0 < gc.get_threshold()[0] < YOUNG:
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
    return found


def keep_aside(*, sweep: bool) -> None:
    """
    Keep all that is there now out of the collector's sight, until `expect_readings`.

    Parameters
    ----------
    sweep
        Whether old garbage is looked for first, in all that is there; else only recent garbage is.
    """
    gc.collect(2 if sweep else 1)
    gc.freeze()
