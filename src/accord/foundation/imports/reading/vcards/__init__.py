"""Electronic business cards, versions 2.1, 3.0 and 4.0, one by one and whatever they got wrong."""
