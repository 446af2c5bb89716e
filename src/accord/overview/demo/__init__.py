"""A made-up organisation, told by code."""
