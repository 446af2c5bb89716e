"""Mail that leaves and arrives over real servers."""
