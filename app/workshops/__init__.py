"""Keep workshops: what a facilitator decided, the table plan, what the participants answered."""
