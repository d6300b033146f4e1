"""Signing in and out, second factor, password, language."""
