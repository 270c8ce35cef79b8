"""Documents in memory: matching, updating, projecting, indexing. Knows neither the network nor the disk."""
