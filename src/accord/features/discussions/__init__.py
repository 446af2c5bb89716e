"""Spaces in which those we invite talk with us, moderated and summed up."""
