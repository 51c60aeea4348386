"""APIs of Sweden: ada."""
