/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/media.h"

#include "model/format/text/path.h"
#include "model/format/text/web-address.h"

#include <string.h>

static const char *const elements[] = { "audio", "embed", "iframe", "object", "video" };
static const char *const parts[] = { "param", "source" };

static const char *
find_name (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      return names[i];
  return NULL;
}

/*
 * bs_media_is_element:
 * @name: an element's name in lower case
 *
 * Returns: whether it is audio, video or an embedded page, which is shown as a link
 */
gboolean
bs_media_is_element (const char *name)
{
  return find_name (elements, G_N_ELEMENTS (elements), name) != NULL;
}

/*
 * bs_media_is_part:
 *
 * Returns: whether it is a media element, or a child that gives its address
 */
gboolean
bs_media_is_part (const char *name)
{
  return bs_media_is_element (name) || find_name (parts, G_N_ELEMENTS (parts), name) != NULL;
}

/*
 * bs_media_begin:
 *
 * Starts a tag; its attributes follow. A nested element with the same address is not shown again.
 */
void
bs_media_begin (BsMedia *self, const char *name)
{
  const char *element = find_name (elements, G_N_ELEMENTS (elements), name);

  if (element != NULL)
    {
      char *shown = g_strdup (self->is_shown ? self->address : NULL);

      bs_media_clear (self);
      self->element = element;
      self->address = shown;
    }
  g_clear_pointer (&self->parameter, g_free);
  self->part = element != NULL ? element : find_name (parts, G_N_ELEMENTS (parts), name);
}

static gboolean
is_address (const char *value)
{
  gsize scheme = strcspn (value, ":/?#");

  if (*value == '\0' || *value == '#')
    return FALSE;
  return value[scheme] != ':' || g_ascii_strncasecmp (value, "http:", 5) == 0 ||
         g_ascii_strncasecmp (value, "https:", 6) == 0;
}

/* The attributes with the address, including those for lazy loading. */
static gboolean
holds_address (const BsMedia *self, const char *name, const char *value)
{
  if (g_str_equal (self->part, "object"))
    return g_str_equal (name, "data");
  if (g_str_equal (self->part, "param"))
    return g_str_equal (name, "value") && self->parameter != NULL &&
           (g_ascii_strcasecmp (self->parameter, "movie") == 0 || g_ascii_strcasecmp (self->parameter, "src") == 0 ||
            g_ascii_strcasecmp (self->parameter, "url") == 0);
  return g_str_equal (name, "src") || (g_str_has_prefix (name, "data-") && g_str_has_suffix (name, "src"));
}

void
bs_media_add_attribute (BsMedia *self, const char *name, const char *value)
{
  g_autofree char *trimmed = NULL;

  if (self->part == NULL || self->element == NULL || value == NULL)
    return;
  trimmed = g_strstrip (g_strdup (value));
  if (g_str_equal (self->part, "param") && g_str_equal (name, "name"))
    {
      g_free (self->parameter);
      self->parameter = g_steal_pointer (&trimmed);
    }
  else if ((g_str_equal (name, "title") || g_str_equal (name, "aria-label")) && self->title == NULL && *trimmed != '\0')
    {
      self->title = g_steal_pointer (&trimmed);
    }
  else if (!self->is_shown && !self->has_address && holds_address (self, name, trimmed) && is_address (trimmed) &&
           g_strcmp0 (self->address, trimmed) != 0)
    {
      g_free (self->address);
      self->address = g_strconcat (g_str_has_prefix (trimmed, "//") ? "https:" : "", trimmed, NULL);
      self->has_address = TRUE;
    }
}

/* The last part of an address */
static char *
make_file_name (const char *address)
{
  g_autofree char *path = g_strndup (address, strcspn (address, "?#"));
  g_autofree char *decoded = g_uri_unescape_string (path, NULL);
  const char *whole = decoded != NULL ? decoded : path;

  return g_utf8_make_valid (bs_path_get_name (whole), -1);
}

static gboolean
is_recording (const char *name)
{
  static const char *const endings[] = { ".aac", ".flac", ".m4a", ".m4v",  ".mov", ".mp3",  ".mp4",
                                         ".oga", ".ogg",  ".ogv", ".opus", ".wav", ".webm", NULL };
  const char *dot = strrchr (name, '.');
  g_autofree char *ending = dot != NULL && dot > name ? g_ascii_strdown (dot, -1) : NULL;

  return ending != NULL && g_strv_contains (endings, ending);
}

/* A host, or the name of a local file. */
static char *
make_place (const char *address)
{
  const char *host = strstr (address, "://");
  g_autofree char *web_host = bs_web_address_find_host (address);

  if (web_host != NULL)
    return g_steal_pointer (&web_host);
  if (host != NULL)
    return g_strndup (host + 3, strcspn (host + 3, "/?#"));
  return make_file_name (address);
}

/*
 * bs_media_end:
 *
 * Ends a tag.
 *
 * Returns: (transfer full) (nullable): the label of the element, if its address is known: its title and its host or
 *   file
 */
char *
bs_media_end (BsMedia *self)
{
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  self->part = NULL;
  if (!self->has_address)
    return NULL;
  self->has_address = FALSE;
  self->is_shown = TRUE;
  place = make_place (self->address);
  /* A recording without a title is named by its file, but a page, such as one of a film, is not. */
  name = self->title == NULL ? make_file_name (self->address) : g_strdup (self->title);
  if ((self->title == NULL && !is_recording (name)) || g_str_equal (name, place))
    return g_steal_pointer (&place);
  return g_strconcat (name, " — ", place, NULL);
}

void
bs_media_clear (BsMedia *self)
{
  g_free (self->title);
  g_free (self->address);
  g_free (self->parameter);
  *self = (BsMedia){ NULL };
}
