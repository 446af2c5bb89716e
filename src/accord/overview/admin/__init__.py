"""Pages of the rooms below: people, departments, fields, imports, jobs, the trail."""
