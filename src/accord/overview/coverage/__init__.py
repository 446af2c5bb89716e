"""Who is looked after in our initiatives, and which seats are empty."""
