"""May this data of this subject be used for this purpose, and shared with this recipient?"""

from troth.decisions.decide import decide
from troth.decisions.engine import Engine
from troth.decisions.question import IN_WORDS, Answer, Choices, Kept, Question, Reason, Suppressed

__all__ = ["IN_WORDS", "Answer", "Choices", "Engine", "Kept", "Question", "Reason", "Suppressed", "decide"]
