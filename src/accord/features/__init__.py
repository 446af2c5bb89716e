"""One folder per thing people do."""
