"""The version, for whatever needs no more of the package."""

__version__ = "0.1.0"
