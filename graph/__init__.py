"""Hold the domain as a graph: model, reference, engine, store, plan, questions. Knows no file format, no screen."""
