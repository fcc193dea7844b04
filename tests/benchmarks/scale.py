"""Print what large territories cost: one part per process, so that its memory is its own.

`python -m tests.benchmarks.scale pure` needs no base, `region` opens that of a région, `national` that of the country.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from tests.benchmarks.bases import open_base
from tests.benchmarks.network_pages import print_pages, print_region
from tests.benchmarks.network_scale import print_links, print_network
from tests.benchmarks.overlap_scale import draw_cover, print_arithmetic, print_from_store
from tests.benchmarks.partners_scale import print_partners
from tests.benchmarks.quality import print_quality, quality_rows
from tests.benchmarks.screens_scale import print_screens
from tests.benchmarks.stopwatch import say
from tests.support.synthetic.sizes import NATIONAL, REGION

_SEEDS = range(1, 6)


def pure() -> None:
    """Print what needs no base: arithmetic of all pairs, measures of a network, quality of what is found."""
    say("All pairs of 2,000 drawn perimeters")
    print_arithmetic(draw_cover())
    say("Network of 5,000 actors")
    print_network()
    say("Pictures of networks in Chromium")
    print_pages()
    say(f"What was planted, over {len(_SEEDS)} synthetic territories")
    print_quality(quality_rows(_SEEDS))


def region() -> None:
    """Print what the screens wait for on a région."""
    say("A région: data of every screen")
    with open_base(REGION) as base:
        print_screens(base)
        say("A région: finding partners")
        print_partners(base)
        say("A région: its network in Chromium")
        print_region(base)


def national() -> None:
    """Print what the country costs."""
    say("The country: all pairs of perimeters")
    with open_base(NATIONAL) as base:
        print_from_store(base)
        print(f"  {base.memory()}")
        say("The country: finding partners")
        print_partners(base)
        print(f"  {base.memory()}")
        say("The country: forgotten links, similar actions")
        print_links(base)


PARTS: Mapping[str, Callable[[], None]] = {part.__name__: part for part in (pure, region, national)}


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="+", choices=list(PARTS))
    for part in parser.parse_args().parts:
        PARTS[part]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
