"""Questions about disclosure."""
