"""Write what the base knows as documents for a meeting: DOCX to work on, PDF to hand out."""
