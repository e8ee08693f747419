/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/name-words.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/verbatim.h"

/* More of a name than this is not visible, and would only take time. */
#define SHOWN_CHARACTERS 200

/* As it was when the last window was opened: finding it for each of many dates would take longer than all else. */
static GTimeZone *zone;

/* To be called before all others. */
void
bs_name_words_init (void)
{
  g_clear_pointer (&zone, g_time_zone_unref);
  zone = g_time_zone_new_local ();
}

static char *
format_date (gint64 seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) date = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  /* Translators: a whole date, as g_date_time_format() takes it */
  char *text = date != NULL ? g_date_time_format (date, _ ("%-d %b %Y")) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/* Returns: (transfer full): what a column says of a name */
char *
bs_name_words_cell (BsName *name, guint column)
{
  gint64 first, last;

  if (column == BS_NAME_COLUMN_NAME)
    return bs_verbatim_shorten (bs_name_get_name (name), SHOWN_CHARACTERS);
  if (column == BS_NAME_COLUMN_COUNT)
    return g_strdup_printf ("%'u", bs_name_get_count (name));
  if (!bs_name_get_dates (name, &first, &last))
    return g_strdup ("");
  return format_date (column == BS_NAME_COLUMN_FIRST ? first : last);
}

/* Returns: (transfer full): how many articles a name has, and from when to when */
char *
bs_name_words_facts (BsName *name)
{
  guint count = bs_name_get_count (name);
  g_autofree char *articles = g_strdup_printf (ngettext ("%'u article", "%'u articles", count), count);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gint64 first, last;

  if (!bs_name_get_dates (name, &first, &last))
    return g_steal_pointer (&articles);
  from = format_date (first);
  to = format_date (last);
  return g_str_equal (from, to) ? g_strdup_printf ("%s · %s", articles, from) :
                                  g_strdup_printf ("%s · %s – %s", articles, from, to);
}

/* The names that are alike, and their counts. */
void
bs_name_words_group (BsName *name, char **title, char **facts)
{
  g_autoptr (GPtrArray) names = bs_name_dup_alike (name);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) counts = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *text = bs_verbatim_shorten (bs_name_get_name (names->pdata[i]), SHOWN_CHARACTERS);

      g_string_append_printf (shown, "%s%s", i > 0 ? "  ·  " : "", text);
      g_string_append_printf (counts, "%s%'u", i > 0 ? " + " : "", bs_name_get_count (names->pdata[i]));
    }
  *title = g_string_free (g_steal_pointer (&shown), FALSE);
  *facts = g_string_free (g_steal_pointer (&counts), FALSE);
}
