/* The one place where bytes leave the program.
 * Used for files, pipes and the standard streams. */
#include "sys/write.h"

#include <errno.h>
#include <unistd.h>

bool
write_all(int fd, const char *bytes, size_t len)
{
	ssize_t n;

	for (; len; bytes += n, len -= (size_t)n) {
		n = write(fd, bytes, len);
		if (n < 0 && errno != EINTR)
			return false;
		n = n < 0 ? 0 : n;
	}
	return true;
}
