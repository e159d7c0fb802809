"""What the program does for its users: plain functions on a database session, without web framework and engine."""
