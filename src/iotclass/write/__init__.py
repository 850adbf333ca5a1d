"""Values into text and bytes, one file per format."""
