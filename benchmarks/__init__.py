"""What iotclass costs, as ratios within one run."""
