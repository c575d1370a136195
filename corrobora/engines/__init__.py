"""The same steps on one process or many."""
