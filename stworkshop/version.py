"""The name and the version of the program; the project's file and every package say the same."""

NAME = "STWorkshop"
VERSION = "0.1.0"
