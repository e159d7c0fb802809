"""What the desk's forms accept."""
