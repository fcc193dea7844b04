"""Give tests a base that holds the example, imported by the real command."""

from typing import Any

from graph.settings import Settings
from graph.store.store import Store
from ingest.examples import example_paths
from tests.support.command import Done, maillage
from tests.support.stores import emptied

EXAMPLE = example_paths()[0]


class Base:
    """
    Run commands on one base.

    Attributes
    ----------
    settings
        Its engine.
    imported
        What `import --json` said when the example came in.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.imported: Any = None

    def __call__(self, *words: str, **more: str) -> Done:
        return maillage(*words, settings=self.settings, **more)

    def version(self) -> str:
        """Return the version of the data, checked against the data."""
        with Store.open(self.settings) as store:
            version = store.version()
            assert store.recompute_version() == version
        return version


def example_base(settings: Settings) -> Base:
    """Empty the base of an engine and import the example into it."""
    emptied(settings).close()
    base = Base(settings)
    done = base("import", str(EXAMPLE), "--yes", "--json")
    assert done.status == 0, done.err
    base.imported = done.json
    return base
