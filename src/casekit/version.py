"""The version, read at build time too: importing the installed metadata would cost more than a whole start."""

__version__ = "0.1.0"
REVISION = 11
"""Raised, within a version, with every change of what is made of texts: a run does again what another revision has made."""
