"""PostgreSQL; Django looks for ``base``."""
