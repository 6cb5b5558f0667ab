"""What goes wrong around a client, as data, and what the client makes of it."""
