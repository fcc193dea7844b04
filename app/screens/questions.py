"""."""
from app.components import frame
frame.header("questions")
