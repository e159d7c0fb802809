"""What the program does for its users: plain functions on a database session. They know no web framework and no engine."""
