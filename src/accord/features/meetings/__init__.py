"""Meetings that lead to something: agenda, invitation, minutes, decisions, what came of them."""
