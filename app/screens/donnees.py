"""."""
from app.components import frame
frame.header("donnees")
