"""Plans for one relationship over years: goals, reviews, what comes next."""
