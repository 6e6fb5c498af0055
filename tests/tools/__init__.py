"""Tests of the tools behind `./dev`."""
