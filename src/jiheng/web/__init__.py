"""The browser door: the year of every project, in Django."""
