"""The guide of `docs/guide`, shown offline beside the window."""
