"""Which figures of a secret vote may be shown, so that no sum gives a neighbour's paper away."""
