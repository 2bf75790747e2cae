#ifndef BUF_H
#define BUF_H

#include <stddef.h>

/* A growing byte buffer; s is always NUL terminated once anything was added.
 * Start from {0}; buf_free at the end. */
struct buf {
	char *s;
	size_t len, cap;
};

void buf_add(struct buf *, const char *bytes, size_t len);
/* The same, for functions that want to be told where their output goes, as
 * json_dump_callback; returns 0. */
int buf_append(const char *bytes, size_t len, void *buf);

void buf_puts(struct buf *, const char *string);
void buf_putc(struct buf *, char);
void buf_number(struct buf *, size_t);  /* in decimal */
void buf_printf(struct buf *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Sets the length to zero and keeps the memory. */
void buf_clear(struct buf *);

/* Overwrites the bytes with zeros, then releases them. */
void buf_free(struct buf *);

/* Overwrites memory with zeros; the compiler cannot leave it out. */
void wipe(void *, size_t len);

/* Ends the program with status 4, for the two modules that allocate. */
_Noreturn void out_of_memory(void);

#endif
