"""What a creditor does with a case: payments, creditings and cancellations, each once; and where the case stands."""
