"""Workbooks that go out: the template, faulty rows, the register."""
