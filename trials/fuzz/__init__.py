"""Coverage-guided fuzzing: `python -m trials.fuzz TARGET --runs N`.

A target takes bytes and says what came of them: an answer, or the codes of our own diagnostics. Anything else that it
raises is a find, and so is one that takes too long or too much memory, or ends the interpreter.
"""
