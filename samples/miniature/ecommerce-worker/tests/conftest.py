import os

# The defaults, whatever the container that they run in is configured with.
os.environ["WORKER_CONFIGURATION_MODULE"] = "ecommerce_worker.configuration.base"
