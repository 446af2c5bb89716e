"""Placing stakeholders together: everybody alone first, then all at once."""
