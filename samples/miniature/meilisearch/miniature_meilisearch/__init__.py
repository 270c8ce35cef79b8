"""A stand-in for Meilisearch: the HTTP API v1 over SQLite."""

VERSION = "1.21.0"
"""The version whose API is imitated."""
