"""Commands about files: take in, read, look at, keep sound."""
