"""The pages of mailings, and the one that their readers come to."""
