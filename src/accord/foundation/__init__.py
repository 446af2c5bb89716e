"""Knows nothing of the trade."""
