"""The law book as linear rows: one module for each family of rules, under the family's name."""
