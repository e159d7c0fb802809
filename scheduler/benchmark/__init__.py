"""Public instances and synthetic cities as ordinary problems: the same rules, the same search, another's judge."""
