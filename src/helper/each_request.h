#ifndef HELPER_EACH_REQUEST_H
#define HELPER_EACH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

/* How much is told of what somebody said. */
enum { SHOWN_MAX = 200, REQUEST_SECONDS_MAX = 600 };

/* Carries out the requests on standard input, a JSON array of objects whose `seconds` say
 * how long each may take, and prints one JSON object for each, each on its line, in order.
 * Every request has a process of its own: all at once, and none can hold up or harm
 * another. `serve` puts what it finds into the facts. Returns the exit status. */
int each_request(const char *program, void (*serve)(json_t *request, json_t *facts));

/* Text of at most SHOWN_MAX printable ASCII characters: everything else becomes
 * \xHH, so that no server can write to a terminal. */
json_t *shown(const char *bytes, size_t len);

/* Remembers what stopped the work; the first time counts. Always false. */
bool stopped(json_t *facts, const char *code, const char *why);

#endif
