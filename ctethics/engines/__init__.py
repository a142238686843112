"""Ways to run a program: each engine knows only the program and one event's situation."""
