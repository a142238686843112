"""What an agency's gift desk does with what its employees are offered."""

from giftdesk.desk import BANS, REPORT, Entry, Step, entries
from giftdesk.offer import Offer, case_of

__all__ = ["BANS", "REPORT", "Entry", "Offer", "Step", "case_of", "entries"]
