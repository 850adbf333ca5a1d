"""iotclass: security classes A to F for systems of connected things, every step explained."""

__version__ = "0.1.0"
