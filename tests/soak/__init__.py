"""Many threads, and many tasks, on one client for a while, with faults in between."""
