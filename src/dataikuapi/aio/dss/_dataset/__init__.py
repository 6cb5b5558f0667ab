"""What makes up the handle of a dataset: a module for each topic."""
