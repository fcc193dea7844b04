"""Know the FINESS directory: its columns, its categories, and how an establishment becomes rows of our tables."""
