/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/verbatim.h"

/* A label for a text of the user.
 *
 * @n_lines: the maximum number of lines; 0 for all
 * @css_class: (nullable) */
GtkWidget *
bs_verbatim_new (const char *text, int n_lines, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  bs_verbatim_wrap (GTK_LABEL (label));
  if (n_lines > 0)
    {
      gtk_label_set_lines (GTK_LABEL (label), n_lines);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Returns: (transfer full): the start of a text, on one line */
char *
bs_verbatim_shorten (const char *text, glong n_characters)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (length, n_characters));

  g_strdelimit (start, "\r\n\t", ' ');
  return g_strconcat (start, length > n_characters ? "…" : "", NULL);
}

/* The label may break its lines anywhere, and adds no hyphens. */
void
bs_verbatim_wrap (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  bs_verbatim_set_attributes (label, attributes);
}

/* @attributes: further attributes of the label's text */
void
bs_verbatim_set_attributes (GtkLabel *label, PangoAttrList *attributes)
{
  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (attributes != NULL);

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}
