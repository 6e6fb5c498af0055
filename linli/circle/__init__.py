"""How a matter goes round: heard, deliberated, decided, delivered, disclosed, evaluated."""
