/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-links.h"

#include <string.h>

#include "page/page.h"

/* A longer address is none that someone could want, in bytes. */
#define MAX_BYTES 8192

/*
 * bs_sanitise_address:
 *
 * Returns: (transfer full): an address as a browser reads it (URL Standard, 4.4): without white space around it,
 *   without line ends and tabs in it; without a scheme that it shares with its page, since the page is a file
 */
char *
bs_sanitise_address (const char *address)
{
  GString *out;

  g_return_val_if_fail (address != NULL, NULL);

  while ((guchar) *address <= ' ' && *address != '\0')
    address++;
  out = g_string_new (g_str_has_prefix (address, "//") ? "https:" : NULL);
  for (; *address != '\0'; address++)
    if (strchr ("\t\n\f\r", *address) == NULL)
      g_string_append_c (out, *address);
  while (out->len > 0 && (guchar) out->str[out->len - 1] <= ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* The scheme that a browser would see, whatever is hidden in it. */
static char *
find_scheme (const char *address)
{
  gsize length = strcspn (address, ":/?#");
  g_autoptr (GString) scheme = NULL;

  if (address[length] != ':')
    return NULL;
  scheme = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    if ((guchar) address[i] > ' ')
      g_string_append_c (scheme, g_ascii_tolower (address[i]));
  return g_string_free (g_steal_pointer (&scheme), FALSE);
}

/*
 * bs_sanitise_link:
 * @address: what a link in an article leads to
 *
 * Returns: (transfer full) (nullable): the address, if a reader may follow it: the web, mail, telephones, other
 *   articles, a place in the article itself; %NULL otherwise
 */
char *
bs_sanitise_link (const char *address)
{
  g_autofree char *clean = NULL;
  g_autofree char *scheme = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (strlen (address) > MAX_BYTES)
    return NULL;
  clean = bs_sanitise_address (address);
  if (*clean == '\0')
    return NULL;
  if (*clean == '#')
    return clean[1] == '\0' ? NULL : g_strconcat ("#" BS_SANITISED_ID_PREFIX, clean + 1, NULL);
  if (*clean == '\\')
    return NULL;

  scheme = find_scheme (clean);
  if (scheme == NULL)
    return g_steal_pointer (&clean);
  if (g_str_equal (scheme, BS_PAGE_SCHEME))
    return g_str_has_prefix (clean, BS_PAGE_ARTICLE_PREFIX) ? g_steal_pointer (&clean) : NULL;
  if (g_str_equal (scheme, "http") || g_str_equal (scheme, "https") || g_str_equal (scheme, "mailto") ||
      g_str_equal (scheme, "tel"))
    return g_steal_pointer (&clean);
  return NULL;
}
