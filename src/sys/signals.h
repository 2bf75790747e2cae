#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/* From now on a signal that asks the program to end (SIGHUP, SIGINT, SIGTERM) is
 * obeyed at once only while no thread holds it back. One that is ignored stays
 * ignored. To be called before there are threads. */
void signals_init(void);

/* Holds the end back in any number of threads, until as many calls of
 * signals_resume. Does not return when the end was already asked for. */
void signals_defer(void);
void signals_resume(void);

/* The same without waiting, for a thread that may hold the end back already: false
 * when it was asked for, and then nothing is to be released. */
bool signals_try_defer(void);

/* The signal that asked the program to end, or 0. */
int signals_received(void);

#endif
