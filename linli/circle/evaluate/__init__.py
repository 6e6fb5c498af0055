"""Evaluation: those concerned rate the result; call-backs, appraisals, ratings of bodies and posts."""
