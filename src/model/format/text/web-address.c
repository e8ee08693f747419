/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/web-address.h"

#include <string.h>

/* The length of the scheme before a colon (URL Standard, 4.4, "scheme state"), or 0. */
static gsize
find_scheme (const char *address)
{
  gsize length = 0;

  if (!g_ascii_isalpha (*address))
    return 0;
  while (g_ascii_isalnum (address[length]) || (address[length] != '\0' && strchr ("+-.", address[length]) != NULL))
    length++;
  return address[length] == ':' ? length : 0;
}

/* Schemes whose addresses treat a backslash as a slash and accept any number of slashes before the host. */
static gboolean
is_special (const char *address, gsize length)
{
  static const char *const names[] = { "http", "https", "ws", "wss", "ftp" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && strncmp (address, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * bs_web_address_normalise:
 * @address: an address as written
 *
 * Normalises an address as a browser does (URL Standard, 4.4), so that a check and the browser see the same address:
 * surrounding controls and spaces, and any tabs and line ends, are removed; the scheme becomes lower case; in web and
 * relative addresses, backslashes before the query become slashes. An address without a scheme (`//host`) gets `https`,
 * because the page is a file.
 *
 * Returns: (transfer full): the address; it has a scheme, or is relative to its page and on no other host
 */
char *
bs_web_address_normalise (const char *address)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  GString *out;
  gsize scheme;
  char *rest;

  g_return_val_if_fail (address != NULL, NULL);

  while ((guchar) *address <= ' ' && *address != '\0')
    address++;
  for (; *address != '\0'; address++)
    if (strchr ("\t\n\r", *address) == NULL)
      g_string_append_c (clean, *address);
  while (clean->len > 0 && (guchar) clean->str[clean->len - 1] <= ' ')
    g_string_truncate (clean, clean->len - 1);

  scheme = find_scheme (clean->str);
  for (gsize i = 0; i < scheme; i++)
    clean->str[i] = g_ascii_tolower (clean->str[i]);
  if (scheme > 0 && !is_special (clean->str, scheme))
    return g_string_free (g_steal_pointer (&clean), FALSE);

  rest = clean->str + (scheme > 0 ? scheme + 1 : 0);
  for (char *c = rest; *c != '\0' && *c != '?' && *c != '#'; c++)
    if (*c == '\\')
      *c = '/';
  if (scheme == 0 && !g_str_has_prefix (rest, "//"))
    return g_string_free (g_steal_pointer (&clean), FALSE);

  out = g_string_new_len (clean->str, scheme);
  g_string_append (out, scheme > 0 ? "://" : "https://");
  g_string_append (out, rest + strspn (rest, "/"));
  return g_string_free (out, FALSE);
}

/**
 * bs_web_address_parse:
 * @address: an address as written
 *
 * Returns: (transfer full) (nullable): the parts of @address, if it is a web address with a host
 */
GUri *
bs_web_address_parse (const char *address)
{
  g_autofree char *clean = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  clean = bs_web_address_normalise (address);
  if (!g_str_has_prefix (clean, "http://") && !g_str_has_prefix (clean, "https://"))
    return NULL;
  uri = g_uri_parse (clean,
                     G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH |
                         G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE,
                     NULL);
  if (uri != NULL)
    host = bs_web_address_get_host (uri);
  return host != NULL ? g_steal_pointer (&uri) : NULL;
}

/**
 * bs_web_address_get_host:
 * @uri: an address
 *
 * Returns: (transfer full) (nullable): its host in lower case, decoded and in ASCII, the form that permissions use
 */
char *
bs_web_address_get_host (GUri *uri)
{
  const char *host;

  g_return_val_if_fail (uri != NULL, NULL);

  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0')
    return NULL;
  for (const char *c = host; *c != '\0'; c++)
    if ((guchar) *c <= ' ' || *c == 0x7f || strchr ("/\\?#@<>^|%", *c) != NULL)
      return NULL;
  return g_hostname_is_non_ascii (host) ? g_hostname_to_ascii (host) : g_ascii_strdown (host, -1);
}

/**
 * bs_web_address_find_host:
 * @address: an address as written
 *
 * Returns: (transfer full) (nullable): the host, if it is a web address
 */
char *
bs_web_address_find_host (const char *address)
{
  g_autoptr (GUri) uri = bs_web_address_parse (address);

  return uri != NULL ? bs_web_address_get_host (uri) : NULL;
}
