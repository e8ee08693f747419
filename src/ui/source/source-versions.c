/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/source/source-versions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/edit/line-diff.h"
#include "ui/source/source-view.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

/* A narrower window has the versions one above the other. */
#define WIDE 700

struct _BsSourceVersions
{
  AdwWindow parent_instance;

  BsSourceView *views[2]; /* ours, theirs */
  guint n_filled;
  GBytes *texts[2];
  GArray *hunks; /* (nullable) (element-type BsLineHunk) */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSourceVersions, bs_source_versions, ADW_TYPE_WINDOW)

static void
shade (BsSourceVersions *self)
{
  if (self->hunks == NULL || self->n_filled < 2)
    return;
  for (guint i = 0; i < self->hunks->len; i++)
    {
      const BsLineHunk *hunk = &g_array_index (self->hunks, BsLineHunk, i);

      bs_source_view_shade (self->views[0], hunk->old_start, hunk->n_old);
      bs_source_view_shade (self->views[1], hunk->new_start, hunk->n_new);
      if (i == 0)
        {
          bs_source_view_go_to (self->views[0], hunk->old_start, 0);
          bs_source_view_go_to (self->views[1], hunk->new_start, 0);
        }
    }
}

static void
filled_cb (BsSourceVersions *self)
{
  g_assert (BS_IS_SOURCE_VERSIONS (self));

  self->n_filled++;
  shade (self);
}

static GArray *
split (GBytes *bytes)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BsDiffLine));
  gsize length;
  const char *p = g_bytes_get_data (bytes, &length);
  const char *end = p + length;

  while (p != NULL && p <= end)
    {
      const char *feed = p < end ? memchr (p, '\n', (gsize) (end - p)) : NULL;
      BsDiffLine line = { p, (gsize) ((feed != NULL ? feed : end) - p) };

      g_array_append_val (lines, line);
      p = feed != NULL ? feed + 1 : NULL;
    }
  return lines;
}

static void
diff_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GBytes **texts = task_data;
  g_autoptr (GArray) ours = split (texts[0]);
  g_autoptr (GArray) theirs = split (texts[1]);

  g_task_return_pointer (task, bs_line_diff_make (ours, theirs), (GDestroyNotify) g_array_unref);
}

static void
diff_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSourceVersions *self = BS_SOURCE_VERSIONS (source);

  self->hunks = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->views[0] != NULL)
    shade (self);
}

static void
choose (BsSourceVersions *self, gboolean is_ours)
{
  g_object_ref (self);
  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, is_ours);
  g_object_unref (self);
}

static void
ours_cb (BsSourceVersions *self)
{
  g_assert (BS_IS_SOURCE_VERSIONS (self));

  choose (self, TRUE);
}

static void
theirs_cb (BsSourceVersions *self)
{
  g_assert (BS_IS_SOURCE_VERSIONS (self));

  choose (self, FALSE);
}

static void
bs_source_versions_dispose (GObject *object)
{
  BsSourceVersions *self = BS_SOURCE_VERSIONS (object);

  self->views[0] = self->views[1] = NULL;

  G_OBJECT_CLASS (bs_source_versions_parent_class)->dispose (object);
}

static void
bs_source_versions_finalize (GObject *object)
{
  BsSourceVersions *self = BS_SOURCE_VERSIONS (object);

  g_bytes_unref (self->texts[0]);
  g_bytes_unref (self->texts[1]);
  g_clear_pointer (&self->hunks, g_array_unref);

  G_OBJECT_CLASS (bs_source_versions_parent_class)->finalize (object);
}

static void
bs_source_versions_class_init (BsSourceVersionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_source_versions_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_source_versions_finalize;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_BOOLEAN);
}

static void
bs_source_versions_init (BsSourceVersions *self)
{
}

static GtkWidget *
make_column (BsSourceVersions *self, guint i, const char *title, const char *label, GCallback chosen)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (head, "version-head");
  gtk_box_append (GTK_BOX (head), heading);
  gtk_box_append (GTK_BOX (head), button);
  g_signal_connect_object (button, "clicked", chosen, self, G_CONNECT_SWAPPED);
  self->views[i] = BS_SOURCE_VIEW (bs_source_view_new ());
  bs_source_view_set_editable (self->views[i], FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bs_source_view_get_view (self->views[i])),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_vexpand (GTK_WIDGET (self->views[i]), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->views[i]), TRUE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views[i]));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_vexpand (box, TRUE);

  return box;
}

/* @ours: the text that is being edited */
GtkWidget *
bs_source_versions_new (GtkWindow *parent, GBytes *ours, BsSourceText *theirs, gboolean is_html)
{
  BsSourceVersions *self;
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns;
  int width = gtk_widget_get_width (GTK_WIDGET (parent));
  gboolean is_wide = width >= WIDE;
  g_autoptr (GTask) task = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (ours != NULL && theirs != NULL, NULL);

  self = g_object_new (BS_TYPE_SOURCE_VERSIONS, "transient-for", parent, "modal", TRUE, "title", _ ("Both Versions"),
                       "default-width", is_wide ? width - 80 : width, "default-height",
                       MAX (gtk_widget_get_height (GTK_WIDGET (parent)) - 80, 280), NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  columns = gtk_paned_new (is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (columns), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Both Versions"), -1);
  gtk_paned_set_start_child (GTK_PANED (columns), make_column (self, 0, _ ("Your Version, Not Saved"), _ ("_Overwrite"),
                                                               G_CALLBACK (ours_cb)));
  gtk_paned_set_end_child (GTK_PANED (columns),
                           make_column (self, 1, _ ("On the Disk"), _ ("_Reload"), G_CALLBACK (theirs_cb)));
  gtk_paned_set_shrink_start_child (GTK_PANED (columns), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (columns), FALSE);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), columns);
  adw_window_set_content (ADW_WINDOW (self), content);

  text = bs_source_text_get_text (theirs, &length);
  self->texts[0] = g_bytes_ref (ours);
  self->texts[1] = g_bytes_new (text, length);
  for (guint i = 0; i < G_N_ELEMENTS (self->views); i++)
    {
      text = g_bytes_get_data (self->texts[i], &length);
      bs_source_view_set_language (self->views[i], is_html);
      g_signal_connect_object (self->views[i], "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
      bs_source_view_set_text (self->views[i], text != NULL ? text : "", length);
    }
  /* Enter must not choose before anything is read. */
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (bs_source_view_get_view (self->views[0])));
  task = g_task_new (self, NULL, diff_cb, NULL);
  g_task_set_source_tag (task, bs_source_versions_new);
  g_task_set_task_data (task, self->texts, NULL);
  g_task_run_in_thread (task, diff_thread);

  return GTK_WIDGET (self);
}
