"""Hard situations: what was seen, what a person decided, who is protected and how."""
