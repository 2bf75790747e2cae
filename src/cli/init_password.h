#ifndef INIT_PASSWORD_H
#define INIT_PASSWORD_H

#include <stdbool.h>

struct init;

/* Finds out where the password is to be kept, or which command prints a token: what
 * --password says, or one of the places that this machine has. The password itself is
 * neither asked for nor kept. False after reporting. */
bool init_password(struct init *);

#endif
