#ifndef VERSION_H
#define VERSION_H

#include <stdbool.h>

/* Is the version that a program says of itself ("client version 1.8.28") among these,
 * which blanks part? Numbers are compared, and what follows them is not; V..W is a
 * range, open where an end is left out. False when it says no number. */
bool version_among(const char *said, const char *versions);

#endif
