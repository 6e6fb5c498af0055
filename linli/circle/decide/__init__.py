"""Deciding: rolls, ballots open and secret, papers, results that anyone can recount."""
