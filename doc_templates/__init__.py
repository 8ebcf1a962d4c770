"""One folder per kind of document; data only."""
