"""Form → bytes."""
