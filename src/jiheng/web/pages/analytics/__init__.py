"""What the projects in sight come to together, and the way down to the row."""
