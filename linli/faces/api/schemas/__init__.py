"""What the API takes in and gives out: shapes only; meaning is checked by the deeds."""
