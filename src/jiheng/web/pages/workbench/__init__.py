"""The first page: what waits for the person, and how his projects stand."""
