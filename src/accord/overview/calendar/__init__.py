"""When is what? One calendar over everything, and feeds of it for one's own."""
