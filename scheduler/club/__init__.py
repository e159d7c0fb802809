"""A club as its coordinator knows it, and the way from there to a month's `Problem`.

`book` holds the plain facts (who, where, which contract); the workbook, the database and the generators all speak it.
`expand` turns a book and a month into a `Problem`.
"""
