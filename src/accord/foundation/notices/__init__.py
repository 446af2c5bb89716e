"""What a person is told, where, when and how often."""
