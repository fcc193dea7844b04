"""Write answers and facts as files that other tools open."""
