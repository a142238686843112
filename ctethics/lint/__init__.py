"""What looks wrong in rule files that load: each check is a file of its own, and reports warnings, CTE9xx."""

from ctethics.lint.lint import CHECKS, check_rule_base

__all__ = ["CHECKS", "check_rule_base"]
