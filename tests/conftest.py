"""Property tests draw the same examples on every run: a failure of a commit is a failure of the next one too."""

from hypothesis import settings

settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")
