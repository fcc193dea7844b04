"""Hold the markup, the style and the script of the page that is shared."""
