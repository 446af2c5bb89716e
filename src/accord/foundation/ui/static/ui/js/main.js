// Starts the parts of the interface; every page works without them.
