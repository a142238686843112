"""Statements about the rules that hold of every case there can be, proved with the solver Z3, or shown not to hold."""
