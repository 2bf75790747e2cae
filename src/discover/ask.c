/* Asks for what a domain publishes, all of it at once.
 * Used by discover.c. */
#include "discover/published.h"

#include <string.h>

#include "base/arena.h"
#include "base/lang.h"
#include "sys/helper.h"

/* ---- requests ---- */

static json_t *
for_page(struct arena *a, const char *domain, unsigned seconds, const char *format,
	const char *before, const char *path)
{
	return json_pack("{ss ss ss si}", "url",
		arena_printf(a, "https://%s%s%s", before, domain, path),
		"inside", domain, "format", format, "seconds", (int)seconds);
}

/* draft-ietf-mailmaint-autoconfig: no address goes with the request. */
static void
want_pages(struct arena *a, const char *domain, unsigned seconds, json_t *requests)
{
	json_array_append_new(requests, for_page(a, domain, seconds, "autoconfig", "autoconfig.",
		"/mail/config-v1.1.xml"));
	json_array_append_new(requests, for_page(a, domain, seconds, "autoconfig", "",
		"/.well-known/autoconfig/mail/config-v1.1.xml"));
}

/* draft-ietf-mailmaint-pacc */
static void
want_pacc(struct arena *a, const char *domain, unsigned seconds, json_t *requests)
{
	json_array_append_new(requests, for_page(a, domain, seconds, "pacc", "ua-auto-config.",
		"/.well-known/user-agent-configuration.json"));
	json_array_append_new(requests, json_pack("{ss s[s] si}", "type", "txt", "names",
		arena_printf(a, "_ua-auto-config.%s", domain), "seconds", (int)seconds));
}

/* RFC 6186, RFC 8314 section 5.1 */
static void
want_records(struct arena *a, const char *domain, unsigned seconds, json_t *requests)
{
	static const char *const services[] = {
		"_imaps", "_imap", "_pop3s", "_pop3", "_submissions", "_submission",
	};
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < countof(services); i++)
		json_array_append_new(names, json_string(
			arena_printf(a, "%s._tcp.%s", services[i], domain)));
	json_array_append_new(requests, json_pack("{ss so si}", "type", "srv", "names", names,
		"seconds", (int)seconds));
	json_array_append_new(requests, json_pack("{ss s[s] si}", "type", "mx", "names", domain,
		"seconds", (int)seconds));
}

/* ---- answers ---- */

/* What the helper says of a failure, in general. */
static void
read_failure(struct arena *a, struct published *p)
{
	const char *code = json_string_value(json_object_get(p->facts, "failed"));
	const char *why = json_string_value(json_object_get(p->facts, "why"));

	if (!code)
		return;
	p->state = !strcmp(code, "refused") ? PUBLISHED_REFUSED : PUBLISHED_FAILED;
	p->why = why ? text_escaped(a, tr(why), strlen(tr(why))) : "";
	if (!strcmp(code, "private"))
		p->why = tr_printf(a, "its address %s is not a public one", p->why);
}

static void
read_page(struct arena *a, struct published *p, const json_t *facts)
{
	const char *url = json_string_value(json_object_get(facts, "url"));

	*p = (struct published){ .facts = facts,
		.place = url ? text_escaped(a, url, strlen(url)) : "" };
	if (json_object_get(facts, "servers"))
		p->state = PUBLISHED_FOUND;
	read_failure(a, p);
}

/* Records of one kind: found where one of their names has some, failed where one could
 * not be asked, and secure where all answers are. */
static void
read_records(struct arena *a, struct published *p, const json_t *facts, const char *place)
{
	const json_t *answers = json_object_get(facts, "answers"), *answer;
	const char *state, *why;
	size_t i;

	*p = (struct published){ .facts = facts, .place = place, .secure = true };
	read_failure(a, p);
	for (i = 0; i < json_array_size(answers); i++) {
		answer = json_array_get(answers, i);
		state = json_string_value(json_object_get(answer, "state"));
		why = json_string_value(json_object_get(answer, "why"));
		p->secure &= json_is_true(json_object_get(answer, "secure"));
		if (state && !strcmp(state, "failed") && !p->why) {
			p->state = PUBLISHED_FAILED;
			p->why = why ? text_escaped(a, tr(why), strlen(tr(why))) : "";
		} else if (state && !strcmp(state, "found") && !p->why) {
			p->state = PUBLISHED_FOUND;
		}
	}
}

static const char libraries[] = "libcurl, libunbound, libxml2";

bool
published_ask(struct arena *a, const char *domain, unsigned seconds, bool pages_alone,
	struct published_all *all, struct diags *diags)
{
	json_t *requests = json_array();
	size_t i;

	*all = (struct published_all){ .answers = NULL };
	want_pages(a, domain, seconds, requests);
	if (!pages_alone) {
		want_pacc(a, domain, seconds, requests);
		want_records(a, domain, seconds, requests);
	}
	all->answers = helper_ask(a, "discover", libraries, requests, seconds, diags);
	json_decref(requests);
	if (!all->answers)
		return false;
	for (i = 0; i < countof(all->pages); i++)
		read_page(a, &all->pages[i], json_array_get(all->answers, i));
	if (pages_alone)
		return true;
	read_page(a, &all->pacc, json_array_get(all->answers, 2));
	read_records(a, &all->digest, json_array_get(all->answers, 3),
		arena_printf(a, "_ua-auto-config.%s (TXT)", domain));
	read_records(a, &all->srv, json_array_get(all->answers, 4),
		arena_printf(a, "_*._tcp.%s (SRV)", domain));
	read_records(a, &all->mx, json_array_get(all->answers, 5),
		arena_printf(a, "%s (MX)", domain));
	return true;
}

void
published_release(struct published_all *all)
{
	json_decref(all->answers);
	all->answers = NULL;
}
