"""What neighbours are told: an inbox, quiet hours, grouping, and delivery by carriers; each fact once a person."""
