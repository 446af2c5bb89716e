"""Tables and cards from files become records, and can be undone."""
