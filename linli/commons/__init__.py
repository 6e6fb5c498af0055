"""What neighbours share: notices, places, partners, gatherings, volunteers, care."""
