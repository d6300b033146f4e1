"""Surveys of satisfaction: made, handed out, answered on a phone, shown with their uncertainty."""
