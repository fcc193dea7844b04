"""Match the columns of any table with those of the model: guessed, confirmed by a person, kept by shape."""

from ingest.mapping.guess import guess
from ingest.mapping.model import Match, Reason, TableMapping
from ingest.mapping.sample import TableSample, samples
from ingest.mapping.saved import forget, load, save

__all__ = ["Match", "Reason", "TableMapping", "TableSample", "forget", "guess", "load", "samples", "save"]
