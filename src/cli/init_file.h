#ifndef INIT_FILE_H
#define INIT_FILE_H

struct buf;
struct init;

/* A text as a value of YAML, in quotes where it needs them; and as a word of a shell
 * command, of which a "~/" at the beginning stays as it is. */
const char *init_yaml(const struct init *, const char *);
const char *init_word(const struct init *, const char *);

/* Adds the account file, with comments in the user's language. */
void init_print(const struct init *, struct buf *);

/* Adds the settings of this machine: its clients. */
void init_print_settings(const struct init *, struct buf *);

/* The line of the settings that names the clients. */
const char *init_targets_line(const struct init *);

#endif
