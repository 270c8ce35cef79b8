"""MailPit's ports, probes and read API in front of smtp4dev."""

VERSION = "v1.22.3"
"""The version of MailPit whose API is imitated."""
