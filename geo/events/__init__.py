"""Room 3: what and who says so: load, check, store, status."""
