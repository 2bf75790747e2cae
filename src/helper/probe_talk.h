#ifndef HELPER_PROBE_TALK_H
#define HELPER_PROBE_TALK_H

#include "helper/probe_net.h"

/* Reads the greeting; false with code and why in the connection. */
bool talk_greet(struct conn *, const struct request *, json_t *facts);

/* Asks what is offered, without and with TLS when there is STARTTLS, and says
 * goodbye. */
void talk(struct conn *, const struct request *, json_t *facts);

#endif
