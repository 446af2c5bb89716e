"""The pages of initiatives: in what parties have a stake, and how they stand to it."""
