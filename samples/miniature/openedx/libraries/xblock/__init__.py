"""Blocks of a course that come with packages of their own."""
