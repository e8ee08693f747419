/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-script.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A function of ours with one text. */
char *
bs_page_script_call (const char *function, const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (function != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_uri_escape_string (text, NULL, FALSE);
  return g_strdup_printf ("broadsheet.%s (decodeURIComponent ('%s'))", function, escaped);
}

/* @position: (nullable): a position that reader.js reported for a page */
char *
bs_page_script_restore (const char *position)
{
  return position != NULL ? bs_page_script_call ("restore", position) : g_strdup ("broadsheet.restore (null)");
}

static void
append_factor (GString *script, const char *name, double factor)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (script, ", %s: '%s'", name,
                          factor == 1.0 ? "" : g_ascii_formatd (number, sizeof number, "%.4f", factor));
}

static char *
quote_family (const char *family)
{
  g_autoptr (GString) quoted = NULL;

  if (family == NULL || *family == '\0')
    return g_strdup ("");

  /* Escapes for CSS and for the script that contains it. */
  quoted = g_string_new ("\"");
  for (const char *c = family; *c != '\0'; c++)
    if (strchr ("\"'\\\n\r", *c) == NULL)
      g_string_append_c (quoted, *c);
  g_string_append_c (quoted, '"');
  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

char *
bs_page_script_configure (const BsReaderLook *look)
{
  g_autoptr (GString) script = NULL;
  g_autofree char *family = NULL;

  g_return_val_if_fail (look != NULL, NULL);

  family = quote_family (look->family);
  script = g_string_new (NULL);
  g_string_append_printf (script, "broadsheet.configure ({ style: '%s', contrast: '%s', family: '%s'",
                          look->sepia ? "sepia" : "", look->high_contrast ? "more" : "", family);
  append_factor (script, "width", look->width);
  append_factor (script, "leading", look->leading);
  g_string_append (script, " })");
  return g_string_free (g_steal_pointer (&script), FALSE);
}

static void
append_string (GString *script, const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

  g_string_append_printf (script, "decodeURIComponent ('%s')", escaped);
}

/* Reports which hosts are allowed. */
static void
append_hosts (GString *script, BsPictureLoader *pictures, const char *article)
{
  gboolean all = article != NULL && bs_picture_loader_is_allowed (pictures, article);
  const char *const *hosts = bs_picture_loader_get_hosts (pictures);
  gboolean never = bs_picture_loader_get_pictures (pictures) == BS_PICTURES_NEVER;

  g_string_append (script, all ? "true, [" : "false, [");
  for (gsize i = 0; !never && hosts[i] != NULL; i++)
    {
      append_string (script, hosts[i]);
      g_string_append_c (script, ',');
    }
  g_string_append_c (script, ']');
}

/* The object that loads pictures into the page of an article.
 *
 * @article: (nullable): its key for the loader */
char *
bs_page_script_start_pictures (BsPictureLoader *pictures, const char *article)
{
  GString *script;

  g_return_val_if_fail (BS_IS_PICTURE_LOADER (pictures), NULL);

  script = g_string_new ("broadsheet.startPictures ({ retry: ");
  append_string (script, _ ("Try Again"));
  g_string_append (script, ", load: ");
  append_string (script, _ ("Load"));
  g_string_append (script, " }, ");
  append_hosts (script, pictures, article);
  g_string_append (script, ")");
  return g_string_free (script, FALSE);
}

/* The permissions have changed. */
char *
bs_page_script_allow_pictures (BsPictureLoader *pictures, const char *article)
{
  GString *script;

  g_return_val_if_fail (BS_IS_PICTURE_LOADER (pictures), NULL);

  script = g_string_new ("broadsheet.allowPictures (");
  append_hosts (script, pictures, article);
  g_string_append (script, ", true)");
  return g_string_free (script, FALSE);
}
