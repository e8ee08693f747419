/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/dialogs/about.h"

static const char *
state_name (BsLibraryState state)
{
  switch (state)
    {
    case BS_LIBRARY_SCANNING:
      return "scanning";
    case BS_LIBRARY_READY:
      return "ready, watching";
    case BS_LIBRARY_GONE:
      return "gone";
    case BS_LIBRARY_UNREADABLE:
      return "unreadable";
    case BS_LIBRARY_CLOSED:
    default:
      return "closed";
    }
}

static const char *
index_name (BsIndexState state)
{
  switch (state)
    {
    case BS_INDEX_STARTING:
      return "starting";
    case BS_INDEX_READING:
      return "reading";
    case BS_INDEX_WHOLE:
      return "whole";
    case BS_INDEX_ELSEWHERE:
      return "kept by another process";
    case BS_INDEX_UNAVAILABLE:
    default:
      return "unavailable";
    }
}

static void
add_library (GString *text, BsLibrary *library)
{
  gboolean included = FALSE;

  g_object_get (library, "include-left-out", &included, NULL);
  g_string_append_printf (
      text,
      "\nLibrary: %s\n  articles %u, drafts %u, need repair %u, left out %u%s\n"
      "  categories at the root %u, tags %u, sources %u\n"
      "  index %s, to read %u, bytes %" G_GUINT64_FORMAT "\n",
      state_name (bs_library_get_state (library)), bs_library_get_n_articles (library),
      bs_library_get_n_drafts (library), bs_library_get_n_needs_repair (library), bs_library_get_n_left_out (library),
      included ? " (shown)" : "", g_list_model_get_n_items (bs_library_get_categories (library)),
      g_list_model_get_n_items (bs_library_get_tags (library)),
      g_list_model_get_n_items (bs_library_get_sources (library)), index_name (bs_library_get_index_state (library)),
      bs_library_get_n_to_index (library), bs_library_get_index_bytes (library));
}

/* This text is pasted into bug reports, so it contains no titles or folder names and is not translated. */
static char *
describe (GPtrArray *libraries, gboolean has_settings)
{
  GString *text = g_string_new (NULL);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  g_string_append_printf (text, "Broadsheet %s\nGLib %u.%u.%u, GTK %u.%u.%u, libadwaita %u.%u.%u\n", PACKAGE_VERSION,
                          glib_major_version, glib_minor_version, glib_micro_version, gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (text, "System: %s\nDisplay: %s\nLocale: %s\nSettings: %s\n",
                          system != NULL ? system : "unknown", G_OBJECT_TYPE_NAME (gdk_display_get_default ()),
                          g_get_language_names ()[0], has_settings ? "installed" : "not installed");

  for (guint i = 0; i < libraries->len; i++)
    add_library (text, g_ptr_array_index (libraries, i));

  return g_string_free (text, FALSE);
}

/* @libraries: (element-type BsLibrary): the open ones */
void
bs_about_show (GtkWindow *parent, GPtrArray *libraries, gboolean has_settings)
{
  static const char *const developers[] = { "The Broadsheet project", NULL };
  g_autofree char *debug = NULL;

  g_return_if_fail (libraries != NULL);

  debug = describe (libraries, has_settings);
  adw_show_about_window (parent, "application-name", _ ("Broadsheet"), "application-icon", APPLICATION_ID, "version",
                         PACKAGE_VERSION, "comments", _ ("Read and organize your articles"), "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Broadsheet project"), "developers", developers,
                         /* Translators: your name and address, one translator a line */
                         "translator-credits", _ ("translator-credits"), "debug-info", debug, "debug-info-filename",
                         "broadsheet-debug-info.txt", NULL);
}
