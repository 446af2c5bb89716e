"""How an initiative deals with people: who does what, how, and how often."""
