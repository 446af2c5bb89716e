"""What we aim at together: the vision, its aims, and what serves them."""
