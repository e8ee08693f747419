/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/import/import-progress.h"
#include "ui/widgets/shorthand.h"

#define TICK_MILLISECONDS 100
/* Shorter imports show no progress. */
#define QUIET_MICROSECONDS (400 * 1000)

struct _BsImportProgress
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *bar;

  BsImport *import;
  gboolean is_writing;
  gint64 start;
  guint tick_id;
};

enum
{
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsImportProgress, bs_import_progress, GTK_TYPE_WIDGET)

static void
cancel_cb (BsImportProgress *self)
{
  g_assert (BS_IS_IMPORT_PROGRESS (self));

  g_signal_emit (self, signals[CANCEL], 0);
}

static gboolean
tick_cb (gpointer user_data)
{
  BsImportProgress *self = user_data;
  g_autofree char *text = NULL;
  guint done;
  guint total;

  g_assert (BS_IS_IMPORT_PROGRESS (self));

  bs_import_get_progress (self->import, &done, &total);
  if (total == 0)
    {
      text = g_strdup (_ ("Searching…"));
      gtk_progress_bar_pulse (self->bar);
    }
  else
    {
      done = MIN (done, total);
      if (self->is_writing)
        /* Translators: the number of imported items, and the total */
        text = g_strdup_printf (_ ("Importing %'u of %'u"), done, total);
      else
        /* Translators: the number of examined items, and the total */
        text = g_strdup_printf (_ ("Examining %'u of %'u"), done, total);
      gtk_progress_bar_set_fraction (self->bar, (double) done / total);
    }
  gtk_label_set_text (self->label, text);
  if (g_get_monotonic_time () - self->start > QUIET_MICROSECONDS)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      gtk_revealer_set_reveal_child (self->revealer, TRUE);
    }
  return G_SOURCE_CONTINUE;
}

static void
bs_import_progress_dispose (GObject *object)
{
  BsImportProgress *self = BS_IMPORT_PROGRESS (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->import, bs_import_unref);
  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;

  G_OBJECT_CLASS (bs_import_progress_parent_class)->dispose (object);
}

static void
bs_import_progress_class_init (BsImportProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_import_progress_dispose;

  signals[CANCEL] = bs_new_signal (klass, "cancel", 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/import-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, BsImportProgress, revealer);
  gtk_widget_class_bind_template_child (widget_class, BsImportProgress, label);
  gtk_widget_class_bind_template_child (widget_class, BsImportProgress, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
bs_import_progress_init (BsImportProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_import_progress_new (void)
{
  return g_object_new (BS_TYPE_IMPORT_PROGRESS, NULL);
}

/* @is_writing: whether it is writing, and not only previewing */
void
bs_import_progress_start (BsImportProgress *self, BsImport *import, gboolean is_writing)
{
  g_return_if_fail (BS_IS_IMPORT_PROGRESS (self));
  g_return_if_fail (import != NULL);

  bs_import_progress_stop (self);
  self->import = bs_import_ref (import);
  self->is_writing = is_writing;
  self->start = g_get_monotonic_time ();
  self->tick_id = g_timeout_add (TICK_MILLISECONDS, tick_cb, self);
}

void
bs_import_progress_stop (BsImportProgress *self)
{
  g_return_if_fail (BS_IS_IMPORT_PROGRESS (self));

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->import, bs_import_unref);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
