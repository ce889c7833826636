"""The report: its file, and what a browser makes of it."""
