"""The cheapest way to the required classes, by mixed-integer programming."""
