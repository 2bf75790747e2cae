#ifndef WRITE_H
#define WRITE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes all bytes to an open file, whatever signals and pipes do to it. False
 * with errno set. */
bool write_all(int fd, const char *bytes, size_t len);

#endif
