"""Fields, tags and saved views that people add without a restart."""
