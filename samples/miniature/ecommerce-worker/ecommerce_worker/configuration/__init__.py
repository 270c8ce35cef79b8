"""Which module has the configuration: the one that this environment variable names."""
CONFIGURATION_MODULE = "WORKER_CONFIGURATION_MODULE"
