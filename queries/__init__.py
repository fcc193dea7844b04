"""Hold the named questions as text: one Cypher file each, with a checked header. Imports nothing of the project."""
