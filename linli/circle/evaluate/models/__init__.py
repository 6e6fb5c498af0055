"""Records of evaluation."""

from linli.circle.evaluate.models.appraisal import Appraisal, AppraisalMark, AppraisalSubject, Observer
from linli.circle.evaluate.models.round import Asking, MatterRating, Round

__all__ = ["Appraisal", "AppraisalMark", "AppraisalSubject", "Asking", "MatterRating", "Observer", "Round"]
