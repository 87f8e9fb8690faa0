"""The version, read at build time too: importing the installed metadata would cost more than a whole start."""

__version__ = "0.1.0"
