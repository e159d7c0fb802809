"""Proof that the rule book is right: judge and solver agree, optima are optima, planted violations are found.

`problems` draws small problems with everything in them; `reading` says the rules once more, plainly and apart from
`scheduler.rules` and `scheduler.encode`; `enumeration` tries every roster by that reading; `agreement` compares all of
them; `planted` spoils clean rosters in one known way; `years` links months to years; `zones` moves the server around
the world. `make bench-rules` runs all of it at length, the tests here a seeded slice.
"""
