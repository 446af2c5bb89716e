"""Who: everybody with a stake, what we know of them, and what passed between us."""
