"""The machine between the data and the documents."""
