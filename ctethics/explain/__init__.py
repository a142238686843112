"""Why an answer is what it is: traces, presumptions that mattered, facts still needed, duties, room left."""

from ctethics.explain.duties import followed, owed
from ctethics.explain.findings import explain_finding
from ctethics.explain.room import room_left
from ctethics.explain.traces import Tracer

__all__ = ["Tracer", "explain_finding", "followed", "owed", "room_left"]
