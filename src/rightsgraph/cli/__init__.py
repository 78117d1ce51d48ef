"""The command `rightsgraph`: the only package that prints, and that ends the process."""

from rightsgraph.cli import asking, drawing, encoding, making, reaching
from rightsgraph.cli.frame import main

__all__ = ["asking", "drawing", "encoding", "main", "making", "reaching"]
