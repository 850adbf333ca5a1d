"""The same tables over millions of devices: one SQL text for the classification, engines that run it."""
