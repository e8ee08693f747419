/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/folder-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/organise/folders.h"
#include "model/format/text/utf8.h"
#include "model/library/folder/relative-path.h"
#include "ui/widgets/shorthand.h"

struct _BsFolderDialog
{
  BsChooseDialog parent_instance;

  char *library_name;
  char *current;          /* (nullable): the folder of the article, which is not offered */
  GtkStringList *folders; /* as displayed; relative to the library, "" first */
  GHashTable *bytes;      /* (element-type utf8 filename): names that are shown otherwise than they are */
  GtkStringList *made;    /* the folder that is typed, if it is not there */
  GCancellable *cancellable;

  /* What is moved here from another library. */
  char *root;
  char *from; /* (nullable): the other library */
  GStrv paths;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsFolderDialog, bs_folder_dialog, BS_TYPE_CHOOSE_DIALOG)

static gboolean
bs_folder_dialog_match (BsChooseDialog *dialog, gpointer item, const char *searched)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (dialog);
  const char *folder = gtk_string_object_get_string (item);
  g_autofree char *folded = NULL;

  if (g_strcmp0 (folder, self->current) == 0)
    return FALSE;
  if (*searched == '\0')
    return TRUE;
  folded = bs_utf8_fold (*folder != '\0' ? folder : self->library_name);
  return strstr (folded, searched) != NULL;
}

/* The typed text, as a folder's path. */
static char *
bs_folder_dialog_dup_typed (BsChooseDialog *dialog, const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) != '\0')
        g_ptr_array_add (names, parts[i]);
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("/", (GStrv) names->pdata);
}

/* An existing folder is selected in the list; another one is created. */
static gboolean
is_new (BsFolderDialog *self, const char *typed)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->folders));

  if (*typed == '\0' || *typed == '.' || strstr (typed, "/.") != NULL || !bs_relative_path_is_safe (typed))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (gtk_string_list_get_string (self->folders, i), typed) == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_made (BsFolderDialog *self, GtkStringObject *item)
{
  g_autoptr (GtkStringObject) made = g_list_model_get_item (G_LIST_MODEL (self->made), 0);

  return made == item;
}

static void
describe_nothing (BsFolderDialog *self, gboolean is_searched)
{
  if (is_searched)
    bs_choose_dialog_set_nothing (BS_CHOOSE_DIALOG (self), "edit-find-symbolic", _ ("No Folder Found"), NULL);
  else
    bs_choose_dialog_set_nothing (BS_CHOOSE_DIALOG (self), "folder-new-symbolic", _ ("No Other Folders"),
                                  _ ("Enter the name of a new folder above."));
}

/* A completely typed folder is selected, and a missing one is offered. */
static void
bs_folder_dialog_searched (BsChooseDialog *dialog, const char *typed)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (dialog);
  GtkSingleSelection *selection = bs_choose_dialog_get_selection (dialog);
  const char *const made[] = { typed, NULL };
  guint n;

  describe_nothing (self, *typed != '\0');
  gtk_string_list_splice (self->made, 0, g_list_model_get_n_items (G_LIST_MODEL (self->made)),
                          is_new (self, typed) ? made : NULL);
  gtk_single_selection_set_selected (selection, *typed != '\0' ? 0 : GTK_INVALID_LIST_POSITION);
  n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (*typed != '\0' && strcmp (gtk_string_object_get_string (item), typed) == 0 && !is_made (self, item))
        gtk_single_selection_set_selected (selection, i);
    }
}

static void
bs_folder_dialog_chosen (BsChooseDialog *dialog, gpointer item)
{
  const char *shown = gtk_string_object_get_string (item);
  const char *folder = g_hash_table_lookup (BS_FOLDER_DIALOG (dialog)->bytes, shown);

  g_signal_emit (dialog, signals[CHOSEN], 0, folder != NULL ? folder : shown);
}

/* Tab completes the typed text. */
static gboolean
key_pressed_cb (BsFolderDialog *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  GtkSingleSelection *selection = bs_choose_dialog_get_selection (BS_CHOOSE_DIALOG (self));
  GtkEditable *entry = GTK_EDITABLE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (key)));
  GtkStringObject *item = gtk_single_selection_get_selected_item (selection);
  g_autofree char *folder = item != NULL ? g_strdup (gtk_string_object_get_string (item)) : NULL;

  g_assert (BS_IS_FOLDER_DIALOG (self));

  if (keyval != GDK_KEY_Tab || *gtk_editable_get_text (entry) == '\0' || folder == NULL || *folder == '\0' ||
      strcmp (folder, gtk_editable_get_text (entry)) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (entry, folder);
  gtk_editable_set_position (entry, -1);
  bs_choose_dialog_search (BS_CHOOSE_DIALOG (self));
  return GDK_EVENT_STOP;
}

static GtkWidget *
bs_folder_dialog_create_row (BsChooseDialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_START);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), name);
  return box;
}

static void
bs_folder_dialog_fill_row (BsChooseDialog *dialog, GtkWidget *box, gpointer item, gboolean is_searched)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (dialog);
  const char *folder = gtk_string_object_get_string (item);
  g_autofree char *name = g_strdelimit (g_strdup (*folder != '\0' ? folder : self->library_name), "\r\n\t", ' ');
  g_autofree char *text = NULL;

  /* Translators: a folder that does not exist yet */
  text = is_made (self, item) ? g_strdup_printf (_ ("New Folder “%s”"), name) : g_steal_pointer (&name);
  gtk_image_set_from_icon_name (GTK_IMAGE (gtk_widget_get_first_child (box)),
                                is_made (self, item) ? "folder-new-symbolic" : "folder-symbolic");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), text);
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bs_folders_list (task_data, cancellable), (GDestroyNotify) g_strfreev);
}

static void
suggest_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  BsFolderDialog *self = source;

  g_task_return_pointer (
      task, bs_folders_suggest (self->from, (const char *const *) self->paths, self->root, cancellable), g_free);
}

/* Whoever has chosen a folder meanwhile keeps it. */
static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (source);
  BsChooseDialog *dialog = BS_CHOOSE_DIALOG (self);
  GtkSingleSelection *selection = bs_choose_dialog_get_selection (dialog);
  g_autofree char *folder = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;
  guint n;

  if (shown == NULL || self->folders == NULL ||
      *gtk_editable_get_text (GTK_EDITABLE (bs_choose_dialog_get_entry (dialog))) != '\0' ||
      gtk_single_selection_get_selected (selection) != GTK_INVALID_LIST_POSITION)
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (strcmp (gtk_string_object_get_string (item), shown) != 0)
        continue;
      bs_choose_dialog_select (dialog, i);
      return;
    }
}

static void
suggest (BsFolderDialog *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, suggested_cb, NULL);

  g_task_set_source_tag (task, suggest);
  g_task_run_in_thread (task, suggest_thread);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (source);
  g_auto (GStrv) folders = g_task_propagate_pointer (G_TASK (result), NULL);

  if (folders == NULL || self->folders == NULL)
    return;
  for (char **folder = folders; *folder != NULL; folder++)
    {
      char *shown;

      if (g_utf8_validate (*folder, -1, NULL))
        continue;
      shown = g_filename_display_name (*folder);
      g_hash_table_insert (self->bytes, g_strdup (shown), *folder);
      *folder = shown;
    }
  gtk_string_list_splice (self->folders, 0, g_list_model_get_n_items (G_LIST_MODEL (self->folders)),
                          (const char *const *) folders);
  bs_choose_dialog_search (BS_CHOOSE_DIALOG (self));
  if (self->from != NULL)
    suggest (self);
}

static void
bs_folder_dialog_dispose (GObject *object)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->folders);
  g_clear_object (&self->made);

  G_OBJECT_CLASS (bs_folder_dialog_parent_class)->dispose (object);
}

static void
bs_folder_dialog_finalize (GObject *object)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (object);

  g_free (self->library_name);
  g_free (self->current);
  g_free (self->root);
  g_free (self->from);
  g_strfreev (self->paths);
  g_hash_table_unref (self->bytes);

  G_OBJECT_CLASS (bs_folder_dialog_parent_class)->finalize (object);
}

static void
bs_folder_dialog_class_init (BsFolderDialogClass *klass)
{
  BsChooseDialogClass *choose_class = BS_CHOOSE_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_folder_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_folder_dialog_finalize;
  choose_class->match = bs_folder_dialog_match;
  choose_class->create_row = bs_folder_dialog_create_row;
  choose_class->fill_row = bs_folder_dialog_fill_row;
  choose_class->chosen = bs_folder_dialog_chosen;
  choose_class->dup_typed = bs_folder_dialog_dup_typed;
  choose_class->searched = bs_folder_dialog_searched;

  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_STRING);
}

static void
bs_folder_dialog_init (BsFolderDialog *self)
{
  BsChooseDialog *dialog = BS_CHOOSE_DIALOG (self);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFlattenListModel) found = NULL;
  g_autoptr (GListModel) there = NULL;

  self->bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folders = gtk_string_list_new (NULL);
  self->made = gtk_string_list_new (NULL);
  there = bs_choose_dialog_filter (dialog, g_object_ref (G_LIST_MODEL (self->folders)));
  g_list_store_append (parts, there);
  g_list_store_append (parts, self->made);
  found = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  describe_nothing (self, FALSE);
  bs_choose_dialog_set_items (dialog, G_LIST_MODEL (found));
  bs_catch_keys (bs_choose_dialog_get_entry (dialog), self, G_CALLBACK (key_pressed_cb));
}

/* @current: (nullable): the folder of the one article that is moved */
BsFolderDialog *
bs_folder_dialog_new (GtkWindow *parent, GFile *library, const char *current, guint n_articles)
{
  BsFolderDialog *self;
  g_autofree char *basename = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_FILE (library), NULL);

  self = g_object_new (BS_TYPE_FOLDER_DIALOG, "transient-for", parent, NULL);
  bs_choose_dialog_attach (BS_CHOOSE_DIALOG (self), parent);
  basename = g_file_get_basename (library);
  self->library_name = g_filename_display_name (basename != NULL ? basename : "/");
  self->current = current != NULL ? g_filename_display_name (current) : NULL;
  count = g_strdup_printf (ngettext ("%'u article", "%'u articles", n_articles), n_articles);
  bs_choose_dialog_set_texts (BS_CHOOSE_DIALOG (self), _ ("Move to Folder"), count, _ ("_Move"),
                              _ ("Search or Enter a New Folder"), _ ("Folders of the Library"));
  self->root = g_file_get_path (library);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, bs_folder_dialog_new);
  g_task_set_task_data (task, g_file_get_path (library), g_free);
  g_task_run_in_thread (task, list_thread);
  return self;
}

/* Chooses the folder where articles of another library most likely go.
 *
 * @paths: (transfer full) (array zero-terminated=1): some of them, relative to it */
void
bs_folder_dialog_suggest (BsFolderDialog *self, GFile *from, GStrv paths)
{
  g_return_if_fail (BS_IS_FOLDER_DIALOG (self));
  g_return_if_fail (G_IS_FILE (from));
  g_return_if_fail (paths != NULL && self->from == NULL);

  self->from = g_file_get_path (from);
  self->paths = paths;
}

/* The articles could not be moved to a folder, which may be a new one. */
void
bs_folder_dialog_show_failure (BsFolderDialog *self, const char *folder, const char *reason)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (BS_IS_FOLDER_DIALOG (self));
  g_return_if_fail (folder != NULL && reason != NULL);

  shown = g_filename_display_name (folder);
  bs_choose_dialog_show_failure (BS_CHOOSE_DIALOG (self), shown, reason);
}
