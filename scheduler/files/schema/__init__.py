"""The published JSON Schemas of the file formats, and how they are made from the dataclasses that read the files.

`python -m scheduler.files.schema` writes them anew, here and in docs/schema; a test compares them with the classes.
"""
