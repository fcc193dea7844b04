"""Check what the files say, rule by rule: each function reads the facts and yields every problem it finds."""
