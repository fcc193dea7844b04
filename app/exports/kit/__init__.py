"""Write the kit of a workshop: one archive of numbered files to print, with what each is for."""

from app.exports.kit.archive import build, file_name, parts
from app.exports.kit.part import File, Part

__all__ = ["File", "Part", "build", "file_name", "parts"]
