"""Reports: what documents say, put together from assessments, in the words of a language."""
