"""Hold the visual components the screens share."""
