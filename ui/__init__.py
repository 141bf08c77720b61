"""The window: a thin Qt skin over the services."""
