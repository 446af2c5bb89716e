"""What groups of them want, asked of some of them, and how sure we are of it."""
