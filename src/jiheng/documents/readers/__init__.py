"""One module a format: ``read(data, path) -> Grid``."""
