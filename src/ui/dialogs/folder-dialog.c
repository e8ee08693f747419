/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/folder-dialog.h"
#include "ui/widgets/child-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/organise/folders.h"
#include "model/format/text/utf8.h"
#include "model/library/folder/relative-path.h"
#include "ui/widgets/list-keys.h"

struct _BsFolderDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *move_button;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *nothing;

  char *library_name;
  char *current; /* (nullable): where the article is; it is not offered */
  char *searched;
  GtkStringList *folders; /* as they are shown; relative to the library, "" first */
  GHashTable *bytes;      /* (element-type utf8 filename): names that are shown otherwise than they are */
  GtkFilter *filter;
  GtkStringList *made; /* the folder that is typed, if it is not there */
  GtkSingleSelection *selection;
  GCancellable *cancellable;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsFolderDialog, bs_folder_dialog, ADW_TYPE_WINDOW)

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  BsFolderDialog *self = user_data;
  const char *folder = gtk_string_object_get_string (item);
  g_autofree char *folded = NULL;

  if (g_strcmp0 (folder, self->current) == 0)
    return FALSE;
  if (*self->searched == '\0')
    return TRUE;
  folded = bs_utf8_fold (*folder != '\0' ? folder : self->library_name);
  return strstr (folded, self->searched) != NULL;
}

/* Returns: (transfer full): what was typed, as a folder's path */
static char *
dup_typed (BsFolderDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
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

/* A folder that is there is chosen in the list; another one is made. */
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
update (BsFolderDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n == 0)
    {
      gboolean is_searched = *self->searched != '\0';

      adw_status_page_set_icon_name (self->nothing, is_searched ? "edit-find-symbolic" : "folder-new-symbolic");
      adw_status_page_set_title (self->nothing, is_searched ? _ ("No Folder Found") : _ ("No Other Folders"));
      adw_status_page_set_description (self->nothing, is_searched ? NULL : _ ("Enter the name of a new folder above."));
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->move_button, gtk_single_selection_get_selected_item (self->selection) != NULL);
}

static void
selected_cb (BsFolderDialog *self)
{
  g_assert (BS_IS_FOLDER_DIALOG (self));

  update (self);
}

/* The first folder is chosen, or the one that is typed in full. */
static void
search (BsFolderDialog *self)
{
  g_autofree char *typed = dup_typed (self);
  const char *const made[] = { typed, NULL };
  guint n;

  g_free (self->searched);
  self->searched = bs_utf8_fold (typed);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_string_list_splice (self->made, 0, g_list_model_get_n_items (G_LIST_MODEL (self->made)),
                          is_new (self, typed) ? made : NULL);
  gtk_single_selection_set_selected (self->selection, *typed != '\0' ? 0 : GTK_INVALID_LIST_POSITION);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (*typed != '\0' && strcmp (gtk_string_object_get_string (item), typed) == 0 && !is_made (self, item))
        gtk_single_selection_set_selected (self->selection, i);
    }
  update (self);
}

static void
search_changed_cb (BsFolderDialog *self)
{
  g_assert (BS_IS_FOLDER_DIALOG (self));

  search (self);
}

static void
move_cb (BsFolderDialog *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *folded = bs_utf8_fold (typed);
  g_autofree char *folder = NULL;
  GtkStringObject *item;

  g_assert (BS_IS_FOLDER_DIALOG (self));

  /* The field waits a moment before it tells of what is typed. */
  if (strcmp (folded, self->searched) != 0)
    search (self);
  item = gtk_single_selection_get_selected_item (self->selection);
  if (item == NULL)
    return;
  folder = g_strdup (g_hash_table_lookup (self->bytes, gtk_string_object_get_string (item)));
  if (folder == NULL)
    folder = g_strdup (gtk_string_object_get_string (item));
  g_signal_emit (self, signals[CHOSEN], 0, folder);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* From the field, the arrow keys choose in the list, and Tab completes what is typed. */
static gboolean
key_pressed_cb (BsFolderDialog *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  g_assert (BS_IS_FOLDER_DIALOG (self));

  if (keyval == GDK_KEY_Tab && *self->searched != '\0' && position != GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      const char *folder = gtk_string_object_get_string (item);

      if (*folder != '\0' && strcmp (folder, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
        {
          gtk_editable_set_text (GTK_EDITABLE (self->search), folder);
          gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
          search (self);
          return GDK_EVENT_STOP;
        }
    }
  if (!bs_list_keys_move (keyval, state, n, &position))
    return GDK_EVENT_PROPAGATE;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  return GDK_EVENT_STOP;
}

static void
setup_cb (BsFolderDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (NULL);

  g_assert (BS_IS_FOLDER_DIALOG (self));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_START);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_cb (BsFolderDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkStringObject *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  const char *folder = gtk_string_object_get_string (item);
  g_autofree char *name = g_strdelimit (g_strdup (*folder != '\0' ? folder : self->library_name), "\r\n\t", ' ');
  g_autofree char *text = NULL;

  g_assert (BS_IS_FOLDER_DIALOG (self));

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
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (source);
  g_auto (GStrv) folders = g_task_propagate_pointer (G_TASK (result), NULL);

  if (folders == NULL || self->view == NULL)
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
  search (self);
}

static void
bs_folder_dialog_dispose (GObject *object)
{
  BsFolderDialog *self = BS_FOLDER_DIALOG (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
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
  g_free (self->searched);
  g_hash_table_unref (self->bytes);

  G_OBJECT_CLASS (bs_folder_dialog_parent_class)->finalize (object);
}

static void
bs_folder_dialog_class_init (BsFolderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_folder_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_folder_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/folder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, move_button);
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, search);
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, view);
  gtk_widget_class_bind_template_child (widget_class, BsFolderDialog, nothing);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
bs_folder_dialog_init (BsFolderDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkFlattenListModel) found = NULL;
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFilterListModel) there = NULL;
  GtkEventController *key = gtk_event_controller_key_new ();

  self->searched = g_strdup ("");
  self->bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folders = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  there = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->folders)), g_object_ref (self->filter));
  self->made = gtk_string_list_new (NULL);
  g_list_store_append (parts, there);
  g_list_store_append (parts, self->made);
  found = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (found));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), key);
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
  bs_child_window_attach (GTK_WINDOW (self), parent);
  basename = g_file_get_basename (library);
  self->library_name = g_filename_display_name (basename != NULL ? basename : "/");
  self->current = current != NULL ? g_filename_display_name (current) : NULL;
  count = g_strdup_printf (ngettext ("%'u article", "%'u articles", n_articles), n_articles);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Move to Folder"));
  adw_window_title_set_title (self->title, _ ("Move to Folder"));
  adw_window_title_set_subtitle (self->title, count);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, bs_folder_dialog_new);
  g_task_set_task_data (task, g_file_get_path (library), g_free);
  g_task_run_in_thread (task, list_thread);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  update (self);
  return self;
}
