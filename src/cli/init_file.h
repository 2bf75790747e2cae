#ifndef INIT_FILE_H
#define INIT_FILE_H

struct buf;
struct init;

/* Adds the account file, with comments in the user's language. */
void init_print(const struct init *, struct buf *);

/* Adds the settings of this machine: its clients. */
void init_print_settings(const struct init *, struct buf *);

/* The line of the settings that names the clients. */
const char *init_targets_line(const struct init *);

#endif
