"""In what: projects, services, programmes, sites."""
