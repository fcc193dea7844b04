"""Give pages the time that a busy machine takes: a test waits for what a reader would see, not for a delay."""

from playwright.sync_api import expect

expect.set_options(timeout=30_000)
