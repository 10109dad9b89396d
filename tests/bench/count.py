"""Counts the rows of a table of a SQLite database, and checks the file: `count integrity`."""

import sqlite3
import sys

file, table = sys.argv[1:]
with sqlite3.connect(file) as database:
    count = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    print(count, database.execute("PRAGMA integrity_check").fetchone()[0])
