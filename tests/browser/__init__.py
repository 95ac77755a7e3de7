"""The desk driven by a real browser: a headless Chromium against `onrecord serve`.

These run where playwright and a Chromium are installed (`make browser-test` installs the first) and are skipped where
not; with ONRECORD_BROWSER_TESTS=required they fail instead of being skipped.
"""
