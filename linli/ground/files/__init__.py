"""Files people bring: photos, sound, sheets; stripped of what gives people away, kept apart from the web."""
