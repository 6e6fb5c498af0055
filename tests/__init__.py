"""Tests mirror the paths of civics/ and linli/; journeys/ holds browser stories, architecture/ the house rules."""
