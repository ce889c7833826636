"""Random inputs against every reader and all of `language/`: see `__main__.py`."""
