"""In what: projects, services, programmes, sites, and the stake each party has in them."""
