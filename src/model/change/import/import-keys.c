/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-keys.h"

#include "model/format/article/html-page-head.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Tracking parameters, which do not change the page. */
static gboolean
is_tracking (const char *parameter)
{
  static const char *const prefixes[] = { "utm_", "mc_", "pk_", "mtm_", "hsa_", "ga_", "stm_" };
  static const char *const names[] = {
    "fbclid",       "gclid",
    "dclid",        "msclkid",
    "yclid",        "igshid",
    "igsh",         "twclid",
    "ttclid",       "spm",
    "scm",          "ref",
    "ref_src",      "ref_url",
    "share_token",  "share_from",
    "cmpid",        "_hsenc",
    "_hsmi",        "vd_source",
    "spm_id_from",  "share_source",
    "share_medium", "share_plat",
    "share_tag",    "share_session_id",
    "unique_k",     "chksm",
    "sessionid",    "wickedid",
    "guccounter",   "ncid",
    "sr_share",     NULL,
  };
  g_autofree char *name = g_ascii_strdown (parameter, (gssize) strcspn (parameter, "="));

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;
  return g_strv_contains (names, name);
}

/**
 * bs_import_address_normalize:
 * @address: a web address
 *
 * Returns: (transfer full): the address without scheme, `www.`, tracking parameters, fragment and trailing slash
 */
char *
bs_import_address_normalize (const char *address)
{
  const char *rest;
  g_autofree char *head = NULL;
  g_autoptr (GString) out = NULL;
  gsize host;

  g_return_val_if_fail (address != NULL, NULL);

  rest = strstr (address, "://");
  rest = rest != NULL ? rest + 3 : address;
  if (g_ascii_strncasecmp (rest, "www.", 4) == 0)
    rest += 4;
  head = g_strndup (rest, strcspn (rest, "?#"));
  host = strcspn (head, "/");
  for (gsize i = 0; i < host; i++)
    head[i] = g_ascii_tolower (head[i]);
  if (g_str_has_suffix (head, "/"))
    head[strlen (head) - 1] = '\0';

  out = g_string_new (head);
  rest += strcspn (rest, "?#");
  if (*rest == '?')
    {
      g_autofree char *query = g_strndup (rest + 1, strcspn (rest + 1, "#"));
      g_auto (GStrv) parameters = g_strsplit (query, "&", 256);
      char separator = '?';

      for (guint i = 0; parameters[i] != NULL; i++)
        if (*parameters[i] != '\0' && !is_tracking (parameters[i]))
          {
            g_string_append_printf (out, "%c%s", separator, parameters[i]);
            separator = '&';
          }
    }
  return g_strdup (out->str);
}

/* Returns: (transfer none) (nullable): the source address in its front matter */
static const char *
find_address (const BsArticle *article)
{
  static const char *const keys[] = { "source", "source_url", "original_url",  "original",     "link",
                                      "url",    "canonical",  "canonical_url", "canonicalURL", "externalUrl" };

  for (guint i = 0; article->keys != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      const BsValue *value = bs_value_lookup (article->keys, keys[i]);
      const char *text = value != NULL && bs_value_is_scalar (value) ? bs_value_get_text (value) : NULL;

      if (text != NULL && bs_html_address_is_web (text))
        return text;
    }
  return NULL;
}

static guint64
hash_text (const char *text)
{
  guint64 hash = XXH3_64bits (text, strlen (text));

  return hash != 0 ? hash : 1;
}

/**
 * bs_import_keys_take:
 * @self: (out caller-allocates): the keys
 * @article: an article
 * @date_is_written: whether its date was written by a person and is not just a file's time
 * @content_hash: the hash of its bytes
 * @body_hash: the hash of its body; 0 if blank
 *
 * Computes the keys by which articles are compared.
 */
void
bs_import_keys_take (BsImportKeys *self, const BsArticle *article, gboolean date_is_written, guint64 content_hash,
                     guint64 body_hash)
{
  const char *address;

  g_return_if_fail (self != NULL && article != NULL);

  *self = (BsImportKeys){ .content = content_hash, .body = body_hash };
  address = find_address (article);
  if (address != NULL)
    {
      g_autofree char *normalized = bs_import_address_normalize (address);

      self->address = hash_text (normalized);
    }
  if (article->title_is_written && article->has_date && date_is_written)
    {
      g_autofree char *text =
          g_strdup_printf ("%" G_GINT64_FORMAT " %d %s", article->date.face,
                           article->date.has_zone ? article->date.zone : G_MAXINT32, article->title);

      self->title = hash_text (text);
    }
}

/**
 * bs_twin_describe:
 * @twin: the equal data of two articles, not %BS_TWIN_NONE
 * @path: the path of the other article
 *
 * Returns: (transfer full): a sentence
 */
char *
bs_twin_describe (BsTwin twin, const char *path)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_name (path);
  switch (twin)
    {
    case BS_TWIN_BYTES:
      return g_strdup_printf (_ ("“%s” is the same file."), name);
    case BS_TWIN_BODY:
      return g_strdup_printf (_ ("“%s” has the same text."), name);
    case BS_TWIN_ADDRESS:
      return g_strdup_printf (_ ("“%s” comes from the same address."), name);
    case BS_TWIN_TITLE:
      return g_strdup_printf (_ ("“%s” has the same title and date."), name);
    case BS_TWIN_NONE:
    default:
      return g_strdup ("");
    }
}
