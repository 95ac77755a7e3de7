"""Laying several reports side by side."""
