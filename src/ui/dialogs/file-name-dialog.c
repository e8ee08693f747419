/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/file-name-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/article.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/entry-note.h"

/* The limit of nearly all file systems. */
#define MAX_NAME_BYTES 255

struct _BsFileNameDialog
{
  AdwMessageDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *note;

  char *name;        /* which the file has now, as it is shown */
  GHashTable *taken; /* (nullable) (element-type utf8): the names beside it, once they are known */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BsFileNameDialog, bs_file_name_dialog, ADW_TYPE_MESSAGE_DIALOG)

/* Returns: (transfer full) (nullable): why the name cannot be taken */
static char *
find_fault (BsFileNameDialog *self, const char *name)
{
  if (*name == '\0')
    return g_strdup (_ ("Enter a name."));
  if (strchr (name, '/') != NULL)
    return g_strdup (_ ("The name of a file cannot contain “/”."));
  if (*name == '.')
    return g_strdup (_ ("A name that begins with a dot hides the file."));
  if (strlen (name) > MAX_NAME_BYTES)
    return g_strdup (_ ("This name is too long."));
  if (!bs_article_name_is_article (name))
    return g_strdup (_ ("Files with this extension are not articles. Use another one, such as “.md”."));
  if (strcmp (name, self->name) != 0 && self->taken != NULL && g_hash_table_contains (self->taken, name))
    return g_strdup_printf (_ ("“%s” already exists."), name);
  return NULL;
}

static void
update (BsFileNameDialog *self)
{
  g_autofree char *name = bs_file_name_dialog_dup_name (self);
  g_autofree char *fault = find_fault (self, name);
  const char *text = fault != NULL ? fault : _ ("Links to its images are updated.");

  bs_entry_note_set (self->entry, self->note, text, fault != NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "rename",
                                           fault == NULL && strcmp (name, self->name) != 0);
}

static void
changed_cb (BsFileNameDialog *self)
{
  g_assert (BS_IS_FILE_NAME_DIALOG (self));

  update (self);
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *folder = task_data;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && !g_cancellable_is_cancelled (cancellable) && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (names, g_strdup (name));
  g_task_return_pointer (task, g_steal_pointer (&names), (GDestroyNotify) g_hash_table_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsFileNameDialog *self = BS_FILE_NAME_DIALOG (source);

  self->taken = g_task_propagate_pointer (G_TASK (result), NULL);
  if (self->taken != NULL)
    update (self);
}

static void
list_names (BsFileNameDialog *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, list_names);
  g_task_set_task_data (task, g_file_get_path (folder), g_free);
  g_task_run_in_thread (task, list_thread);
}

static void
bs_file_name_dialog_dispose (GObject *object)
{
  BsFileNameDialog *self = BS_FILE_NAME_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (bs_file_name_dialog_parent_class)->dispose (object);
}

static void
bs_file_name_dialog_finalize (GObject *object)
{
  BsFileNameDialog *self = BS_FILE_NAME_DIALOG (object);

  g_free (self->name);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bs_file_name_dialog_parent_class)->finalize (object);
}

static void
bs_file_name_dialog_class_init (BsFileNameDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bs_file_name_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_file_name_dialog_finalize;
}

static void
bs_file_name_dialog_init (BsFileNameDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New Name"), -1);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 30);
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->note);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "rename", _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "rename");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* @suggested: a name with an extension; the part before it is selected */
BsFileNameDialog *
bs_file_name_dialog_new (GtkWindow *parent, GFile *file, const char *suggested)
{
  BsFileNameDialog *self;
  g_autofree char *basename = NULL;
  g_autofree char *shown = NULL;
  const char *dot;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (suggested != NULL, NULL);

  self = g_object_new (BS_TYPE_FILE_NAME_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  basename = g_file_get_basename (file);
  self->name = g_filename_display_name (basename);
  shown = g_filename_display_name (suggested);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Rename File"));
  /* A title may be anything; the name that is there now is needed to see what changes. */
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), self->name);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
  dot = strrchr (shown, '.');
  gtk_window_set_focus (GTK_WINDOW (self), self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0,
                              dot != NULL && dot != shown ? (int) g_utf8_strlen (shown, dot - shown) : -1);
  update (self);
  list_names (self, file);
  return self;
}

/* Returns: (transfer none): where the name is typed */
GtkEditable *
bs_file_name_dialog_get_entry (BsFileNameDialog *self)
{
  g_return_val_if_fail (BS_IS_FILE_NAME_DIALOG (self), NULL);

  return GTK_EDITABLE (self->entry);
}

/* Returns: (transfer full): the name, without spaces around it */
char *
bs_file_name_dialog_dup_name (BsFileNameDialog *self)
{
  char *name;

  g_return_val_if_fail (BS_IS_FILE_NAME_DIALOG (self), NULL);

  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return g_strstrip (g_strdelimit (name, "\r\n\t", ' '));
}
