"""What the test suites of others import."""
