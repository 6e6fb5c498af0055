"""The journal: who did what, append-only, sealed into a public tree; and the news that travels from it."""
