"""One index over everything, the same answers on both databases."""
