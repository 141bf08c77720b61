"""The whole program in a real window of a virtual screen, driven from outside: real key strokes, a real pointer."""
