"""Files into values, proved. The only room that opens `content`."""
