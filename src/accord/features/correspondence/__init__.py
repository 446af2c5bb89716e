"""Letters by mail: who wrote what to whom, and what still waits to be filed."""
