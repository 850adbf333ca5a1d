"""Values into pictures."""
