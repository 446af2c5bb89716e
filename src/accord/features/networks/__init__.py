"""Who is near to whom: what talks tell of it, and networks with who stands where in them."""
