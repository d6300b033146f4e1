"""The nouns. Standard library only; nothing here reads a file or knows a rule."""
