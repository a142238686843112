"""One case at full speed: `source` makes Python source of a program, `run` compiles it and puts facts through it."""
