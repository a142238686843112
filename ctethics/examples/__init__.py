"""What is expected of the rules, by the examples in their files and by decided cases, against what engines find."""

from ctethics.examples.claim import Claim, claim_of
from ctethics.examples.decided import DecidedCase, read_case, read_cases
from ctethics.examples.run import Result, run_claims, run_examples

__all__ = ["Claim", "DecidedCase", "Result", "claim_of", "read_case", "read_cases", "run_claims", "run_examples"]
