"""Files in, plain rows and problems out."""
