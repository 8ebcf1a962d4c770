"""Russian: names, phrases, numbers, dates, typography in the forms that documents need."""
