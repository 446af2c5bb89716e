"""What is handed up because it can't be decided here, step by step, within hours."""
