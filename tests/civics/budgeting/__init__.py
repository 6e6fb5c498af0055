"""Tests of civics/budgeting: worked examples, edges, laws, an independent slow count, and real elections."""
