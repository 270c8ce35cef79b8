"""The part of MinIO's client that makes buckets, users and policies."""
