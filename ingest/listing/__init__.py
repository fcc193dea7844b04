"""Know the listings of perimeters that agencies publish: one row per scheme and commune name."""
