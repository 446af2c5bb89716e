"""Feedback: on which facts it rests, how it was given, and whether it was understood."""
