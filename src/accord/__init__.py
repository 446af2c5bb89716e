"""Accord: one connected record for organisations that depend on other people."""

__version__ = "0.1.0"
