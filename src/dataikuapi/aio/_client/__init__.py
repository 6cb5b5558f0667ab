"""Groups of methods of the client."""
