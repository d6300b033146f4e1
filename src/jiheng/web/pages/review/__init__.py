"""The reviewer's queue, and the desk on which one form or result is decided."""
