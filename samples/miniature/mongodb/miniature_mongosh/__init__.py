"""As much of mongosh as probes and small scripts need: ping and commands written as a document."""
