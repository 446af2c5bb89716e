"""Every page of the register: a page is a function."""
