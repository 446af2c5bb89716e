"""One letter to many at once: for whom, as fast as is fair, and what became of each copy."""
