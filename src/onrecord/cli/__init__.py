"""The command line: a file a command; parsing apart from work."""
