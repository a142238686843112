"""What helps to write rule files: JSON Schemas for editors, the canonical layout, skeletons of new files."""
