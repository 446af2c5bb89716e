"""What cannot all be had: demands and options weighed, decided, and told to whom it concerns."""
