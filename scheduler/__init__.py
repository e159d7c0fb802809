"""The planning core: what a roster is, what it must obey, and how to find a good one; no web and no database."""
