"""Excel: the only place that reads and writes workbooks."""
