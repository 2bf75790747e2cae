#ifndef CONSOLE_H
#define CONSOLE_H

struct buf;
struct session;

/* What commands print: in it is what files, servers, and clients say, too, and none of
 * it can make a terminal do something, or change the direction of writing (text.h).
 * Rendered files do not go this way. The buffer is freed; standard output that cannot
 * be written is reported, of standard error nobody can be told. */
void console_text(struct session *, int fd, struct buf *);

/* The same for what cannot have anything of that: JSON of report_dump, our own text. */
void console_print(struct session *, int fd, struct buf *);

#endif
