"""Where is it? The search page and the palette."""
