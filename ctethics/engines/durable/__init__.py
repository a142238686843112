"""Forward chaining with durable_rules: `translate` makes rule sets of a program, `run` puts facts through them."""
