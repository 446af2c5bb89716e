"""What they need."""
