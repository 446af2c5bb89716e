"""SQLite; Django looks for ``base``."""
