"""Records that prove an indicator: their tables, the store they lie in, where they come from."""
