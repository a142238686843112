"""`python -m ctethics` is the command `ctethics`."""

from ctethics.cli import main

main()
