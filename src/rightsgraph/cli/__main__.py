"""`python -m rightsgraph.cli`."""

from rightsgraph.cli import main

main()
