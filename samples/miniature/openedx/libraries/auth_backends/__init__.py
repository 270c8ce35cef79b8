"""Logging in to a service at the LMS."""
