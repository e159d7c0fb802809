"""The questions asked of the tables, each a named function that filters by the organisation."""
