"""The HTTP API: the same actions and queries as the pages."""
