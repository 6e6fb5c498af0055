"""What the demo does that no neighbour could."""
