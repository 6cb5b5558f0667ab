"""Parts of the handles of machine learning, by topic."""
