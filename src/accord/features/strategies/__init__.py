"""What contact is planned, for whom and with what effort, and whether it took place."""
