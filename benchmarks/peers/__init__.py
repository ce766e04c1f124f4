"""This project and its peers over the same documents and questions, in one run. See ``__main__.py``."""
