"""Reads everything; nothing reads it."""
