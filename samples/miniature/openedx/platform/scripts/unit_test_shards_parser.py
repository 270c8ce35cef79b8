#!/usr/bin/env python3
"""Prints what a shard of `.github/workflows/unit-test-shards.json` runs: its paths, or its settings module."""
import argparse
import json
from pathlib import Path

SHARDS = Path(__file__).resolve().parent.parent / ".github" / "workflows" / "unit-test-shards.json"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shard-name", required=True)
    parser.add_argument("--output", choices=["unit-test-shards", "settings"], default="unit-test-shards")
    options = parser.parse_args()
    shard = json.loads(SHARDS.read_text(encoding="utf-8"))[options.shard_name]
    print(shard["settings"] if options.output == "settings" else " ".join(shard["paths"]))


if __name__ == "__main__":
    main()
