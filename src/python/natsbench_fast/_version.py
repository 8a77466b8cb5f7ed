"""The version, that of the whole repository."""
VERSION = "0.1.0"
