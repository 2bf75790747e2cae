#ifndef PROBE_CMD_H
#define PROBE_CMD_H

struct buf;
struct json_t;
struct run;
struct unit;

/* Asks the servers of an account that is in order, and adds the report to the text or,
 * where it is not NULL, to the JSON array; raises the status. */
void probe_unit(struct run *, struct unit *, struct buf *, struct json_t *);

#endif
