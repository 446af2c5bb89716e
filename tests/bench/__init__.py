"""Speed and size, measured: `make bench`, or `python -m tests.bench --help`."""
