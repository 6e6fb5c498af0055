"""People and the places they live in: areas, homes, households, residents, owners, bodies, posts, accounts."""
