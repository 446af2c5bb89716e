"""People who work here: departments, grants, absence, sign-in."""
