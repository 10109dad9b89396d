"""Prints the number of rows in a table of a SQLite database, and the result of the integrity check."""

import sqlite3
import sys

file, table = sys.argv[1:]
with sqlite3.connect(file) as database:
    count = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    print(count, database.execute("PRAGMA integrity_check").fetchone()[0])
