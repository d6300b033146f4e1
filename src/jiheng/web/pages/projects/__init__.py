"""The projects, and the page of one: its form with what is known of every row."""
