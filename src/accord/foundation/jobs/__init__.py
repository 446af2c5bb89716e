"""Work that needs no one to wait for it: leases, retries, the clock, dead letters."""
