"""The command `rightsgraph`: the only package that prints, and that ends the process."""

from rightsgraph.cli import asking, encoding, making
from rightsgraph.cli.frame import main

__all__ = ["asking", "encoding", "main", "making"]
