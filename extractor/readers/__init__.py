"""One file a format: the bytes of one document -> `Document`."""
