"""What everything else rests on: the journal, people and their homes, files, carriers, the look."""
