"""One decision at a time: the work item W beside what others would decide it with, and the full program."""
