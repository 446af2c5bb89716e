"""Whom I should write to before they write to me, and why."""
