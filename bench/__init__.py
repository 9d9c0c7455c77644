"""Numbers, never asserted as times in tests: one file an operation, peers in the same run."""
