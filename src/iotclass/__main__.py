"""`python -m iotclass`."""

from iotclass.cli import main

main()
