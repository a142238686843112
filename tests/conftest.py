"""Hypothesis profiles: `default` repeats itself, `quick` does not shrink, `deep` searches as long as it is given.

Compiled rules are not kept: the tests read the files, and leave the user's cache folder alone.
"""

import os

from hypothesis import Phase, settings

os.environ["CTETHICS_CACHE"] = "off"

settings.register_profile("default", derandomize=True, deadline=None, max_examples=30)
settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=25, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("deep", deadline=None, max_examples=20000)
settings.load_profile("default")
