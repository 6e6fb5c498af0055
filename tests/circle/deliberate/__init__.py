"""Tests of deliberate."""
