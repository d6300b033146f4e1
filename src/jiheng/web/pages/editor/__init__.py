"""The grid in which a preparer fills in the form of a stage."""
