"""Rules about several forms."""
