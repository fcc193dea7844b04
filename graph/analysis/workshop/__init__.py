"""Prepare and measure an interconnaissance workshop: guest list, table plan, pairs, effect. Pure functions."""
