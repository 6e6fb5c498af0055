"""Words that notices shares, the sentence of each verb of its journal, and what it tells people."""

from linli.ground.journal.sentences import Sentences

SENTENCES: Sentences = {}
TOLD: Sentences = {}
