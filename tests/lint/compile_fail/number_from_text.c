/* A user's text given where a number is wanted. */
#include "quote/quote.h"

void
write_port(struct sink *sink, struct text port)
{
	sink_number(sink, 993);
#ifdef WRONG
	sink_number(sink, port.s);
#endif
	(void)port;
}
