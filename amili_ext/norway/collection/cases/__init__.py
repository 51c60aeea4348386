"""Cases: read them, find one by its number, and act on them: pause, withdraw, resume, decide on lists and evictions."""
