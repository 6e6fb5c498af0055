"""Ways to reach people outside the house: SMS, e-mail; one port, many carriers."""
