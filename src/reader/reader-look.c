/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reader-private.h"

#include <string.h>

/* The background of the page, as in page.css. */
#define SEPIA_PAPER "#f6eedc"

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

/* A visible page changes at once, without being loaded again. */
void
bs_reader_set_look (BsReader *self, const BsReaderLook *look)
{
  g_autoptr (GString) script = NULL;
  g_autofree char *family = NULL;

  g_return_if_fail (BS_IS_READER (self));
  g_return_if_fail (look != NULL);

  family = quote_family (look->family);
  script = g_string_new (NULL);
  g_string_append_printf (script, "broadsheet.configure ({ style: '%s', contrast: '%s', family: '%s'",
                          look->sepia ? "sepia" : "", look->high_contrast ? "more" : "", family);
  append_factor (script, "width", look->width);
  append_factor (script, "leading", look->leading);
  g_string_append (script, " })");
  if (g_strcmp0 (script->str, self->look) == 0)
    return;

  g_free (self->look);
  self->look = g_string_free (g_steal_pointer (&script), FALSE);
  self->sepia = look->sepia;
  bs_reader_view_update_colour (self);
  bs_reader_run (self, self->look);
}

/* The background of the view without a page. */
void
bs_reader_get_paper (BsReader *self, GdkRGBA *colour)
{
  static const char *const names[] = { "view_bg_color", "theme_base_color" };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  *colour = (GdkRGBA){ 1, 1, 1, 1 };
  if (self->sepia)
    {
      gdk_rgba_parse (colour, SEPIA_PAPER);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (gtk_style_context_lookup_color (style, names[i], colour))
      break;
}
