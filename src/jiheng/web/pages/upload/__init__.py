"""A file comes in, is read, confirmed or repaired, and becomes a project."""
