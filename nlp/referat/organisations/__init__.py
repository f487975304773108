"""Organisations: known ones, shapes that make one, what stands around them, and their aliases in a document."""
