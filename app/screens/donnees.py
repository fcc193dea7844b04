"""Feed the base in four steps: deposit files, read what is wrong and correct it, read the plan, see the journal."""

from __future__ import annotations

from app.components import (
    deposit,
    frame,
    import_check,
    import_file,
    import_journal,
    import_outcome,
    import_plan,
    importing,
    steps,
)

frame.header("Données", "toute la base", lede="Rien n’est écrit avant que vous ayez lu le plan et confirmé.")
import_outcome.settle()
importing.show_outcome()

step = steps.choose()
if step != deposit.FILE:
    import_file.left()
{
    deposit.FILE: import_file.draw,
    deposit.CHECK: import_check.draw,
    deposit.PLAN: import_plan.draw,
    deposit.JOURNAL: import_journal.draw,
}[step]()
