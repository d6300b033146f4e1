"""The evidence desk: what records there are, whose, since when; importing, locking, verifying."""
