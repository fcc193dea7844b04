"""Hold the rules of undo on random histories: what goes back is exact, nothing is left hanging, redo is exact."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.plan import Change, ChangeKind, NodeState, RelationshipState, State
from graph.undo import Reversal, Written, dependents, leaned_on, net_changes, trace, undo_plan

NODES = tuple("abcd")
TIES = tuple((start, end) for start in NODES for end in NODES if start < end)


def node(id_: str, name: int = 0, *, reference: bool = False) -> NodeState:
    label = "Territoire" if reference else "Acteur"
    return NodeState(id=id_, labels=(label,), properties={"nom": str(name)}, fait=not reference, reference=reference)


def tie(start: str, end: str, note: int = 0) -> RelationshipState:
    return RelationshipState(
        id=f"{start}-{end}", type="LIEN", start=start, end=end, properties={"note": str(note)}, fait=True
    )


def change(before: State | None, after: State | None) -> Change:
    if after is None:
        return Change(ChangeKind.RETIRE, before, after)
    return Change(ChangeKind.MODIFIE if before else ChangeKind.CREE, before, after)


@dataclass(slots=True)
class Entry:
    id: str
    changes: tuple[Change, ...]
    annule: tuple[str, ...] = ()


@dataclass(slots=True)
class History:
    """Hold a graph in a dict and the entries that made it."""

    held: dict[str, State] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def write(self, changes: Sequence[Change], annule: tuple[str, ...] = ()) -> Entry:
        for one in changes:
            assert self.held.get(one.state.id) == one.before
            if one.after is None:
                del self.held[one.state.id]
            else:
                self.held[one.state.id] = one.after
        for state in self.held.values():
            assert not isinstance(state, RelationshipState) or {state.start, state.end} <= set(self.held)
        entry = Entry(f"e{len(self.entries)}", tuple(changes), annule)
        self.entries.append(entry)
        return entry

    def undone(self) -> dict[str, str]:
        taken: dict[str, str] = {}
        for entry in reversed(self.entries):
            if entry.id not in taken:
                taken.update((id_, entry.id) for id_ in entry.annule)
        return taken

    def written(self) -> list[Written]:
        undone = self.undone()
        return [
            Written(id=e.id, trace=trace(e.changes), annule=e.annule, annulee_par=undone.get(e.id))
            for e in self.entries
        ]

    def reversal(self, ids: Sequence[str]) -> Reversal:
        net = net_changes(one for entry in self.entries if entry.id in ids for one in entry.changes)
        needed = leaned_on(self.written(), ids)
        return undo_plan(net, self.held, needed, base_version="0")

    def undo(self, id_: str) -> Entry:
        ids = (id_, *dependents(self.written(), id_))
        found = self.reversal(ids)
        assert found.moved == ()
        return self.write(found.plan.changes, ids)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw entries that add, change and remove nodes and ties, and cancellations among them."""
    history = History()
    for step in range(draw(st.integers(2, 9))):
        undone = history.undone()
        open_ = [entry.id for entry in history.entries if entry.id not in undone]
        if open_ and draw(st.integers(0, 3)) == 0:
            history.undo(draw(st.sampled_from(open_)))
            continue
        held = dict(history.held)
        changes: list[Change] = []
        for id_ in draw(st.lists(st.sampled_from(NODES), unique=True, max_size=2)):
            attached = any(isinstance(s, RelationshipState) and id_ in (s.start, s.end) for s in held.values())
            gone = id_ in held and not attached and draw(st.booleans())
            after = None if gone else node(id_, step)
            changes.append(change(held.get(id_), after))
            held = {key: state for key, state in held.items() if key != id_} | ({id_: after} if after else {})
        for start, end in draw(st.lists(st.sampled_from(TIES), unique=True, max_size=2)):
            if {start, end} <= set(held):
                id_ = f"{start}-{end}"
                after_tie = None if id_ in held and draw(st.booleans()) else tie(start, end, step)
                changes.append(change(held.get(id_), after_tie))
        if changes:
            history.write(changes)
    return history


@given(histories(), st.data())
@settings(max_examples=300, deadline=None)
def test_an_entry_with_what_leans_on_it_goes_and_comes_back_exactly(history: History, data: st.DataObject) -> None:
    undone = history.undone()
    open_ = [entry.id for entry in history.entries if entry.id not in undone]
    if not open_:
        return
    before = dict(history.held)
    chosen = data.draw(st.sampled_from(open_))
    taken = history.undo(chosen)
    assert dependents(history.written(), taken.id) == ()
    history.undo(taken.id)
    assert history.held == before


@given(histories())
@settings(max_examples=200, deadline=None)
def test_undoing_everything_that_still_counts_from_the_newest_ends_with_nothing(history: History) -> None:
    while True:
        undone = history.undone()
        open_ = [entry for entry in history.entries if entry.id not in undone and not entry.annule]
        if not open_:
            break
        history.undo(open_[-1].id)
    # A cancellation that was itself taken back leaves what it had removed to the entry that had made it.
    assert {id_: state for id_, state in history.held.items() if state.fait} == {}


@given(histories(), st.data())
@settings(max_examples=200, deadline=None)
def test_what_does_not_lean_is_left_as_it_is(history: History, data: st.DataObject) -> None:
    undone = history.undone()
    open_ = [entry.id for entry in history.entries if entry.id not in undone]
    if not open_:
        return
    chosen = data.draw(st.sampled_from(open_))
    ids = (chosen, *dependents(history.written(), chosen))
    touched = {one.state.id for entry in history.entries if entry.id in ids for one in entry.changes}
    before = dict(history.held)
    history.undo(chosen)
    for id_, state in before.items():
        if id_ not in touched:
            assert history.held[id_] == state


def test_taking_back_again_what_was_given_back_leans_on_what_gave_it_back() -> None:
    history, made = History(), node("a")
    history.write([change(None, made)])
    history.write([change(made, None)])
    history.undo("e0")
    history.undo("e2")
    # The entries given back come to no change at all: only their ids tell that this one leans on what gave them back.
    history.undo("e1")
    assert dependents(history.written(), "e3") == ("e4",)
    history.undo("e3")
    assert history.held == {}


def test_a_reference_state_that_others_changed_is_left_to_them() -> None:
    commune = node("COM-1", reference=True)
    history = History()
    first = history.write([change(None, commune), change(None, node("a"))])
    history.write([change(commune, replace(commune, properties={"nom": "Autre"}))])
    found = history.reversal([first.id])
    assert dependents(history.written(), first.id) == ()
    assert (found.kept, [one.state.id for one in found.plan.changes]) == (1, ["a"])
