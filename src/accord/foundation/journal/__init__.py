"""The trail of what happened, the outbox, and the one way to change data."""
