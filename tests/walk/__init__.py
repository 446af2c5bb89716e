"""Every page as people meet it: in each theme, width and language, with the demo in it."""
