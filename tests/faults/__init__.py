"""Whatever stops a process, what was committed is there once and whole, and nothing half-done is shown."""
