"""Declare the ontology once: labels, relationship types, properties, vocabularies, norms and statements."""
