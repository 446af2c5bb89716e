"""What others need to know: who is to read it, who has, what they asked."""
