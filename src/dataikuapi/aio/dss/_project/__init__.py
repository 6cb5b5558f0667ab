"""What makes up the handle of a project: a module for each topic."""
