"""The use cases: read, compute, write. Each returns what is to be printed; none prints."""
