"""Mail that came in: every message once, and what became of it."""
