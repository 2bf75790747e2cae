#ifndef HELPER_PROBE_LOGIN_H
#define HELPER_PROBE_LOGIN_H

#include "helper/probe_facts.h"

/* Logs in and out again; "login" of the facts is what came of it. */
void login(const struct request *, json_t *facts);

#endif
