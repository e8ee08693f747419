/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/file-name-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/article.h"

/* The limit of nearly all file systems. */
#define MAX_NAME_BYTES 255

typedef struct
{
  char *name;        /* the current name of the file, as displayed */
  GHashTable *taken; /* (nullable) (element-type utf8): the other names in its folder, once they are known */
} Names;

static void
names_free (gpointer data)
{
  Names *names = data;

  g_free (names->name);
  g_clear_pointer (&names->taken, g_hash_table_unref);
  g_free (names);
}

static char *
check_cb (const char *name, gpointer user_data)
{
  const Names *names = user_data;

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
  if (strcmp (name, names->name) != 0 && names->taken != NULL && g_hash_table_contains (names->taken, name))
    return g_strdup_printf (_ ("“%s” already exists."), name);
  return NULL;
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
  Names *names = user_data;
  GHashTable *taken = g_task_propagate_pointer (G_TASK (result), NULL);

  if (taken == NULL)
    return;
  names->taken = taken;
  bs_name_dialog_check (BS_NAME_DIALOG (source));
}

/* The names belong to the dialog, to which the task has a reference. */
static void
list_names (BsNameDialog *dialog, GFile *file, Names *names)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (dialog, cancellable, listed_cb, names);

  g_task_set_source_tag (task, list_names);
  g_task_set_task_data (task, g_file_get_path (folder), g_free);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (g_cancellable_cancel), cancellable, G_CONNECT_SWAPPED);
  g_task_run_in_thread (task, list_thread);
}

/* @suggested: a name with an extension; the part before it is selected */
BsNameDialog *
bs_file_name_dialog_new (GtkWindow *parent, GFile *file, const char *suggested)
{
  BsNameDialog *self;
  GtkEditable *entry;
  g_autofree char *basename = NULL;
  g_autofree char *shown = NULL;
  const char *dot;
  Names *names;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (suggested != NULL, NULL);

  names = g_new0 (Names, 1);
  basename = g_file_get_basename (file);
  names->name = g_filename_display_name (basename);
  self = bs_name_dialog_new (parent, names->name, "rename", _ ("_Rename"));
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), _ ("Rename File"));
  /* A title may be anything; the current name is needed to see the difference. */
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), names->name);
  bs_name_dialog_set_check (self, check_cb, names, names_free);
  bs_name_dialog_set_hint (self, _ ("Links to its images are updated."));
  entry = bs_name_dialog_get_entry (self);
  shown = g_filename_display_name (suggested);
  dot = strrchr (shown, '.');
  gtk_editable_set_width_chars (entry, 8);
  gtk_editable_set_max_width_chars (entry, 30);
  gtk_editable_set_text (entry, shown);
  gtk_editable_select_region (entry, 0, dot != NULL && dot != shown ? (int) g_utf8_strlen (shown, dot - shown) : -1);
  list_names (self, file, names);
  return self;
}
