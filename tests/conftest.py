"""The hypothesis profiles: `default` repeats itself, `deep` searches for as long as it is given."""

from hypothesis import settings

settings.register_profile("default", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("deep", deadline=None, max_examples=20000)
settings.load_profile("default")
