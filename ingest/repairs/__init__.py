"""Read cells otherwise than written, by rules that say what they did: one module per family, none of them guesses."""
