"""What a ledger holds after a fault: a process killed, a disk full, two writers, an older version, a clock put back."""
