"""What the framework beneath the API, Eve, makes the same for all resources: filters, projections, lists, edits under an etag, errors."""
