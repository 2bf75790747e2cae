/* discover <REQUESTS: asks for what a mail domain publishes, a program of its own. Run by
 * mailgen, which does without libcurl, libunbound and libxml2 itself.
 *
 * A request has either `type` and `names`, to look up in DNS, or `url`, a document of
 * `format` "autoconfig" or "pacc" that is fetched by https, from hosts at and below
 * `inside` alone. */

#include <string.h>

#include "helper/discover_dns.h"
#include "helper/discover_fetch.h"
#include "helper/each_request.h"

static void
serve(json_t *request, json_t *facts)
{
	const json_t *names = json_object_get(request, "names");
	const char *type = json_string_value(json_object_get(request, "type"));
	struct fetch fetch = { .seconds = (unsigned)json_integer_value(
		json_object_get(request, "seconds")) };
	struct dns dns;

	if (!(type && names) && json_unpack(request, "{ss ss ss}", "url", &fetch.url,
	    "inside", &fetch.inside, "format", &fetch.format)) {
		stopped(facts, "broken", "a request that makes no sense");
		return;
	}
	if (!dns_open(&dns, facts))
		return;
	if (type)
		dns_records(&dns, names, type, facts);
	else
		fetch_document(&dns, &fetch, facts);
	dns_close(&dns);
}

int
main(void)
{
	return each_request("discover", serve);
}
