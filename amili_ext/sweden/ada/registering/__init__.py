"""Registering invoices and cases, each once: checks before sending, look-ups by business key, handles on what was registered."""
