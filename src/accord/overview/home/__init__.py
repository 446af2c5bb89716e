"""What do I owe today: the first page, and the brief before a contact."""
