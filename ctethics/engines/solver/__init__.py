"""Conditions as terms of the solver Z3: what they say of every case at once, held to `engines.direct`."""
