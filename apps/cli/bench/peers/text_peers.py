"""Peers of the search bench: SQLite FTS5 and Xapian, each on documents and queries given as terms.

Usage: python3 text_peers.py fts5|xapian <file>. The file holds {"documents": [[terms]], "queries": [[terms]]}. Prints a
line when the index is built; then, for each line on standard input, runs every query once (any of its terms, best 20
by BM25) and prints {"ms": [...], "totals": [...]}. Counting all that match is part of what is timed.
"""
import json
import sys
import time

kind, path = sys.argv[1], sys.argv[2]
with open(path, encoding="utf8") as file:
    given = json.load(file)

if kind == "fts5":
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE docs USING fts5(words, content='', tokenize=\"unicode61 tokenchars '_'\")")
    base.executemany(
        "INSERT INTO docs(rowid, words) VALUES (?, ?)",
        ((at, " ".join(terms)) for at, terms in enumerate(given["documents"], 1)),
    )
    base.execute("INSERT INTO docs(docs) VALUES ('optimize')")
    base.commit()

    def ask(terms):
        match = " OR ".join('"' + term + '"' for term in terms)
        base.execute(
            "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY bm25(docs) LIMIT 20", (match,)
        ).fetchall()
        return base.execute("SELECT count(*) FROM docs WHERE docs MATCH ?", (match,)).fetchone()[0]

else:
    import tempfile

    import xapian

    folder = tempfile.mkdtemp(prefix="midlands-match-xapian-")
    base = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    for terms in given["documents"]:
        document = xapian.Document()
        for position, term in enumerate(terms):
            document.add_term(term)
        base.add_document(document)
    base.commit()
    base = xapian.Database(folder)

    def ask(terms):
        enquire = xapian.Enquire(base)
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, terms))
        found = enquire.get_mset(0, 20, base.get_doccount())
        return found.get_matches_estimated()


print("ready", flush=True)
for _ in sys.stdin:
    times, totals = [], []
    for terms in given["queries"]:
        started = time.perf_counter()
        total = ask(terms)
        times.append((time.perf_counter() - started) * 1000)
        totals.append(total)
    print(json.dumps({"ms": times, "totals": totals}), flush=True)
