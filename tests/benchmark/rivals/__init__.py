"""What others would do with the same instances: one plain model in one engine, or a greedy in a few dozen lines.

They are rivals, so they must be as good as plain use makes them, and no better by our tricks:

- `nrp.py` and `city.py` read the public file or the city's JSON themselves and write the rows that the words of the
  rules suggest. Nothing of `scheduler` is used there. CP-SAT and HiGHS get the very same rows.
- `club.py` takes our own rows, whole and in one piece: what is compared is the search, not the formulation.
- `cpsat.py` and `highs.py` run an engine with its defaults but for workers, seed and time; no start, no symmetry work.
- `greedy.py` is what a coordinator does by hand, quickly.

The time limit is the engine's alone: reading and writing the rows come on top, which favours the rivals, because our
own limit counts the start of the solving process and the rows as well.
"""
