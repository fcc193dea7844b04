"""Check what the files say, rule by rule. Each function reads the facts and yields problems; none stops at the first."""
