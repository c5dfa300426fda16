#ifndef CSQLITE_H
#define CSQLITE_H

struct sqlite3;

/// Has the closing of this connection leave the write-ahead log as it is. SQLite takes that through a function
/// with a variable number of arguments, which Swift cannot call.
/// Returns SQLite's code.
int csqlite_keep_log(struct sqlite3 *connection);

#endif
