/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/entry-note.h"

/* Shows a note about the text of an entry in the label below it, and reports it to screen readers.
 *
 * @note: (nullable): the label
 * @is_fault: the text is invalid, and both are marked */
void
bs_entry_note_set (GtkWidget *entry, GtkWidget *note, const char *text, gboolean is_fault)
{
  void (*mark) (GtkWidget *, const char *) = is_fault ? gtk_widget_add_css_class : gtk_widget_remove_css_class;

  mark (entry, "error");
  if (note != NULL)
    {
      mark (note, "error");
      gtk_label_set_text (GTK_LABEL (note), text);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_fault ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}
