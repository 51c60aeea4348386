"""Uploading files: what they are, how they become the body of a request, and what comes back."""
