"""Talk to the graph database: the only package that knows the driver and, with `queries`, Cypher."""
