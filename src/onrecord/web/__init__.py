"""The desk: a local web application over one ledger."""
