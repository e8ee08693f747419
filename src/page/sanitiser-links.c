/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-links.h"

#include <string.h>

#include "model/format/text/web-address.h"
#include "page/page-address.h"

/* In bytes. No real address is longer. */
#define MAX_BYTES 8192

/*
 * bs_sanitise_link:
 * @address: the target of a link in an article
 *
 * Returns: (transfer full) (nullable): the address if it may be followed: the web, mail, telephone numbers, other
 *   articles, a place in the same article; otherwise %NULL
 */
char *
bs_sanitise_link (const char *address)
{
  g_autofree char *clean = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  while ((guchar) *address <= ' ' && *address != '\0')
    address++;
  /* A browser reads \\host as a web host, but its author meant a Windows network share. */
  if (strlen (address) > MAX_BYTES || *address == '\\')
    return NULL;
  clean = bs_web_address_normalise (address);
  if (*clean == '\0')
    return NULL;
  if (*clean == '#')
    return clean[1] == '\0' ? NULL : g_strconcat ("#" BS_SANITISED_ID_PREFIX, clean + 1, NULL);

  if (g_str_has_prefix (clean, BS_PAGE_ARTICLE_PREFIX) || g_str_has_prefix (clean, "mailto:") ||
      g_str_has_prefix (clean, "tel:"))
    return g_steal_pointer (&clean);
  if (g_str_has_prefix (clean, "http:") || g_str_has_prefix (clean, "https:"))
    {
      host = bs_web_address_find_host (clean);
      return host != NULL ? g_steal_pointer (&clean) : NULL;
    }
  return clean[strcspn (clean, ":/?#")] == ':' ? NULL : g_steal_pointer (&clean);
}
