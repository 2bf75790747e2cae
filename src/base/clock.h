#ifndef CLOCK_H
#define CLOCK_H

/* Milliseconds of a clock that nobody sets; for lengths of time. */
long clock_ms(void);

#endif
