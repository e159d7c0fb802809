import tests.conftest  # noqa: F401 - gives what is tried a folder of its own
