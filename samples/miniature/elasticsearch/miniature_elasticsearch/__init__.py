"""A stand-in for Elasticsearch 7: what a catalogue needs of its HTTP API, over SQLite."""
