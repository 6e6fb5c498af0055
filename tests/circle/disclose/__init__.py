"""Tests of disclose."""
