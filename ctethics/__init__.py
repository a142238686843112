"""ctethics: Connecticut's code of ethics as rules that can be read, run and tested.

    law = ctethics.load("sb434")
    print(law.assess("dinner.yaml"))

`sb434` is Substitute Bill 434 (2024), a bill; `current` is the text it would amend.
"""

from ctethics.api import Law, load
from ctethics.diagnostics import CaseError, CtethicsError, EngineError, RuleError, UsageError
from ctethics.facts import Case
from ctethics.outcome import Determination, EventResult, Finding

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "CtethicsError",
    "Determination",
    "EngineError",
    "EventResult",
    "Finding",
    "Law",
    "RuleError",
    "UsageError",
    "__version__",
    "load",
]
