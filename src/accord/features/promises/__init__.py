"""What is owed, both ways."""
