"""Hypothesis profiles: `default` repeats itself, `quick` does not shrink, `deep` draws anew in each run of the trial.

Compiled rules are not kept: the tests read the files, and leave the user's cache folder alone.
"""

import os

from hypothesis import HealthCheck, Phase, settings

os.environ["CTETHICS_CACHE"] = "off"

settings.register_profile("default", derandomize=True, deadline=None, max_examples=30)
settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=25, phases=[Phase.explicit, Phase.generate]
)
# One round of `python -m trials.deep`. Slow drawing is no failure there, and a failure is told as a blob to reproduce.
settings.register_profile(
    "deep",
    derandomize=False,
    deadline=None,
    max_examples=int(os.environ.get("CTETHICS_DEEP_EXAMPLES", "200")),
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("default")
