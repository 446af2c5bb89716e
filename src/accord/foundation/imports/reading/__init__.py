"""Files as people have them become a stream of rows, or a refusal that says why."""
