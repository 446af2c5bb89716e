"""Short questions after a talk or a case, and what the answers say of how we do."""
