"""MinIO's command line and administration in front of Ceph's object gateway."""
