"""Read files: one module per format, found by itself (see `ingest.readers.base`)."""
