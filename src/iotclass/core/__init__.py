"""The domain: values, and how levels follow from levels. Imports the standard library alone."""
