"""Django's own database engines, each with the one thing changed that makes it quicker."""
