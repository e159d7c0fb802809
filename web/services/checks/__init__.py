"""What the doctor looks at, one module a field. A check is a function that gives one finding."""
