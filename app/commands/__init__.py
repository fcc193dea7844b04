"""Answer the verbs of the command `maillage`: one module per group of verbs, assembled by `app.cli`."""
