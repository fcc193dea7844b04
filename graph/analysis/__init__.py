"""Compute answers from rows: pure functions, one module per family, no connection, documented columns."""
