/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/change-preview.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/change/organise/plan.h"
#include "ui/dialogs/change-row.h"
#include "ui/dialogs/report-rows.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"

/* A text view takes very long for very long lines. */
#define MAX_LINE 1000
#define MAX_LINES 500

typedef enum
{
  EXAMINING,
  ASKING,
  APPLYING,
} Stage;

struct _BsChangePreview
{
  AdwWindow parent_instance;

  GtkWidget *apply_button;
  GtkLabel *what;
  GtkLabel *summary;
  GtkWidget *choices;
  GtkCheckButton *files;
  GtkLabel *files_label;
  GtkCheckButton *aliases;
  GtkProgressBar *progress;
  GtkWidget *report_pane;
  GtkListView *view;
  GtkTextView *diff;
  GtkWidget *diff_pane;
  GtkCheckButton *all;

  BsLibrary *library;
  BsEdit *edit;       /* (nullable): files move */
  BsMovePlan *plan;   /* (nullable): of files that move, once it is made */
  char *files_folder; /* (nullable): where files of a category may move */
  gboolean describes_edit;
  gboolean lists_lines;  /* each row shows its lines, and can be skipped */
  gboolean skips_others; /* all but the listed articles are skipped */
  GHashTable *excepted;  /* (element-type filename): the skipped articles, or all others */
  gboolean is_setting;
  guint n_articles;
  guint n_changed; /* as in the report */
  Stage stage;
  char *unchanged_reason;        /* (nullable) */
  GtkSingleSelection *selection; /* (nullable): until there is a report */
  GCancellable *diffing;         /* (nullable): of the lines that are being found */
};

enum
{
  APPLY,
  CANCEL,
  CHOOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsChangePreview, bs_change_preview, ADW_TYPE_WINDOW)

static void
show_what (BsChangePreview *self, const char *what)
{
  gtk_label_set_text (self->what, what);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->what), what);
}

/* The lines of one article, found on a worker. */

typedef struct
{
  char *root;
  char *path;
  BsEdit *edit;     /* (nullable) */
  BsMovePlan *plan; /* (nullable) */
} Diff;

/* A plan is used by one thread at a time. */
static GMutex plan_mutex;

static void
diff_free (gpointer data)
{
  Diff *diff = data;

  g_free (diff->root);
  g_free (diff->path);
  g_clear_pointer (&diff->edit, bs_edit_unref);
  g_clear_pointer (&diff->plan, bs_move_plan_unref);
  g_free (diff);
}

static void
diff_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Diff *diff = task_data;
  g_autoptr (GError) error = NULL;
  char *text;

  if (diff->plan != NULL)
    {
      g_mutex_lock (&plan_mutex);
      text = bs_move_plan_show (diff->plan, diff->path);
      g_mutex_unlock (&plan_mutex);
      if (text == NULL)
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("This file can no longer be read."));
    }
  else
    {
      text = bs_plan_show (diff->root, diff->path, diff->edit, &error);
    }
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
add_line (GtkTextBuffer *buffer, const char *line, const char *tag)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  GtkTextIter end;

  if (g_utf8_strlen (valid, -1) > MAX_LINE)
    {
      char *cut = g_utf8_offset_to_pointer (valid, MAX_LINE);
      g_autofree char *start = g_strndup (valid, (gsize) (cut - valid));

      g_free (valid);
      valid = g_strconcat (start, "…", NULL);
    }
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, valid, -1, tag, NULL);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, "\n", 1, tag, NULL);
}

static void
add_diff_line (GtkTextBuffer *buffer, const char *line)
{
  if (*line == '@')
    add_line (buffer, "⋯", "place");
  else
    add_line (buffer, line, *line == '+' ? "added" : *line == '-' ? "removed" : NULL);
}

/* The lines of bs_move_plan_show() before the lines of a file. */
static gboolean
add_head (GtkTextBuffer *buffer, const char *line)
{
  static const struct
  {
    const char *start;
    const char *heading; /* (nullable) */
    const char *mark;
    const char *tag;
  } heads[] = {
    { "rename from ", N_ ("File"), "-", "removed" },
    { "rename to ", NULL, "+", "added" },
    { "address from ", N_ ("Address"), "-", "removed" },
    { "address to ", NULL, "+", "added" },
    { "# ", N_ ("Note"), "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (line, heads[i].start))
      {
        g_autofree char *text = g_strconcat (heads[i].mark, line + strlen (heads[i].start), NULL);

        if (heads[i].heading != NULL)
          add_line (buffer, _ (heads[i].heading), "place");
        add_line (buffer, text, heads[i].tag);
        return TRUE;
      }
  return FALSE;
}

static void
show_text (BsChangePreview *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->diff), text, -1);
}

static void
diffed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsChangePreview *self = BS_CHANGE_PREVIEW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  g_auto (GStrv) lines = NULL;
  GtkTextBuffer *buffer;
  guint n_head = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->view == NULL)
    return;
  show_text (self, "");
  if (text == NULL)
    {
      show_text (self, error->message);
      return;
    }
  lines = g_strsplit (text, "\n", MAX_LINES + 1);
  buffer = gtk_text_view_get_buffer (self->diff);
  while (self->plan != NULL && lines[n_head] != NULL && add_head (buffer, lines[n_head]))
    n_head++;
  if (n_head > 0 && lines[n_head] != NULL && *lines[n_head] != '\0')
    add_line (buffer, _ ("Lines"), "place");
  /* The list already names the file, and line numbers mean little to a reader. */
  for (guint i = n_head; lines[i] != NULL && i < MAX_LINES; i++)
    if (*lines[i] != '\0' && i > n_head + 2)
      add_diff_line (buffer, lines[i]);
}

static void
stop_diffing (BsChangePreview *self)
{
  g_cancellable_cancel (self->diffing);
  g_clear_object (&self->diffing);
}

static void
selected_cb (BsChangePreview *self)
{
  BsReportRow *row = self->lists_lines ? NULL : gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GTask) task = NULL;
  Diff *diff;

  g_assert (BS_IS_CHANGE_PREVIEW (self));

  stop_diffing (self);
  if (row == NULL)
    return;
  if (bs_report_row_get_reason (row) != NULL)
    {
      show_text (self, bs_report_row_get_reason (row));
      /* One that cannot move may get other references. */
      if (self->plan == NULL || bs_report_row_get_path (row) == NULL || !bs_report_row_is_changed (row))
        return;
    }
  self->diffing = g_cancellable_new ();
  diff = g_new0 (Diff, 1);
  diff->root = g_file_get_path (bs_library_get_folder (self->library));
  diff->path = g_strdup (bs_report_row_get_path (row));
  diff->edit = self->edit != NULL ? bs_edit_ref (self->edit) : NULL;
  diff->plan = self->plan != NULL ? bs_move_plan_ref (self->plan) : NULL;
  task = g_task_new (self, self->diffing, diffed_cb, NULL);
  g_task_set_source_tag (task, selected_cb);
  g_task_set_task_data (task, diff, diff_free);
  g_task_run_in_thread (task, diff_thread);
}

/* Rows that show their lines. */

static guint
count_chosen (BsChangePreview *self)
{
  guint n = g_hash_table_size (self->excepted);

  return self->skips_others ? n : self->n_changed - n;
}

static void
show_chosen (BsChangePreview *self)
{
  guint n = count_chosen (self);
  g_autofree char *text = bs_edit_describe (self->edit, n);

  show_what (self, text);
  gtk_widget_set_sensitive (self->apply_button, n > 0);
  self->is_setting = TRUE;
  gtk_check_button_set_active (self->all, n == self->n_changed);
  gtk_check_button_set_inconsistent (self->all, n > 0 && n < self->n_changed);
  self->is_setting = FALSE;
}

static void
row_toggled_cb (BsChangePreview *self, BsChangeRow *row)
{
  const char *path = bs_change_row_get_path (row);

  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (path == NULL)
    return;
  if (bs_change_row_get_active (row) == self->skips_others)
    g_hash_table_add (self->excepted, g_strdup (path));
  else
    g_hash_table_remove (self->excepted, path);
  show_chosen (self);
}

static void
bind_lines (BsChangePreview *self, GtkListItem *list_item)
{
  BsReportRow *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  const char *path = bs_report_row_get_path (item);
  g_autoptr (BsArticleItem) article = path != NULL ? bs_library_dup_item (self->library, path) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : g_strdup (_ ("Note"));
  g_autofree char *root = g_file_get_path (bs_library_get_folder (self->library));
  const char *title = article != NULL ? bs_article_item_get_title (article) : name;

  bs_change_row_bind (BS_CHANGE_ROW (row), item, title, root, self->edit,
                      path == NULL || !bs_change_preview_is_skipped (self, path));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
unbind_cb (BsChangePreview *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  if (self->lists_lines)
    bs_change_row_unbind (BS_CHANGE_ROW (gtk_list_item_get_child (list_item)));
}

/* Space skips the row that has the focus, or takes it back. */
static void
activate_cb (BsChangePreview *self, guint position)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (row == NULL || !BS_IS_CHANGE_ROW (row))
    return;
  bs_change_row_set_active (BS_CHANGE_ROW (row), !bs_change_row_get_active (BS_CHANGE_ROW (row)));
  row_toggled_cb (self, BS_CHANGE_ROW (row));
}

static void
all_cb (BsChangePreview *self)
{
  GListModel *rows;

  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (self->is_setting)
    return;
  self->skips_others = count_chosen (self) == self->n_changed;
  g_hash_table_remove_all (self->excepted);
  show_chosen (self);
  /* The rows on the screen are bound again. */
  rows = g_object_ref (gtk_single_selection_get_model (self->selection));
  gtk_single_selection_set_model (self->selection, NULL);
  gtk_single_selection_set_model (self->selection, rows);
  g_object_unref (rows);
}

static void
setup_plain (GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_widget_add_css_class (icon, "warning");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_box_append (GTK_BOX (labels), title);
  gtk_box_append (GTK_BOX (labels), note);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), labels);
  gtk_list_item_set_child (list_item, box);
}

static void
setup_cb (BsChangePreview *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (!self->lists_lines)
    {
      setup_plain (list_item);
      return;
    }
  gtk_list_item_set_child (list_item, bs_change_row_new ());
  g_signal_connect_object (gtk_list_item_get_child (list_item), "toggled", G_CALLBACK (row_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
bind_plain (BsChangePreview *self, GtkListItem *list_item)
{
  BsReportRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  GtkWidget *labels = gtk_widget_get_last_child (box);
  GtkWidget *note = gtk_widget_get_last_child (labels);
  const char *reason = bs_report_row_get_reason (row);
  const char *path = bs_report_row_get_path (row);
  g_autoptr (BsArticleItem) item = path != NULL ? bs_library_dup_item (self->library, path) : NULL;
  g_autofree char *display = path != NULL ? g_filename_display_name (path) : NULL;
  const char *title = item != NULL ? bs_article_item_get_title (item) : path != NULL ? display : _ ("Note");

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (labels)), title);
  gtk_label_set_text (GTK_LABEL (note), reason != NULL ? reason : display);
  gtk_label_set_lines (GTK_LABEL (note), reason != NULL ? 3 : 1);
  gtk_widget_set_tooltip_text (note, reason != NULL ? reason : display);
  gtk_widget_set_visible (icon, reason != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : display, -1);
}

static void
bind_cb (BsChangePreview *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (self->lists_lines)
    bind_lines (self, list_item);
  else
    bind_plain (self, list_item);
}

static void
apply_cb (BsChangePreview *self)
{
  g_assert (BS_IS_CHANGE_PREVIEW (self));

  g_signal_emit (self, signals[APPLY], 0);
}

static void
chosen_cb (BsChangePreview *self)
{
  g_assert (BS_IS_CHANGE_PREVIEW (self));

  if (self->stage == APPLYING)
    return;
  self->stage = EXAMINING;
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  g_signal_emit (self, signals[CHOOSE], 0);
}

/* The current article is finished first. */
static gboolean
bs_change_preview_close_request (GtkWindow *window)
{
  BsChangePreview *self = BS_CHANGE_PREVIEW (window);

  if (self->stage != ASKING)
    g_signal_emit (self, signals[CANCEL], 0);
  return self->stage == APPLYING || GTK_WINDOW_CLASS (bs_change_preview_parent_class)->close_request (window);
}

static void
bs_change_preview_dispose (GObject *object)
{
  BsChangePreview *self = BS_CHANGE_PREVIEW (object);

  stop_diffing (self);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->library);
  g_clear_pointer (&self->edit, bs_edit_unref);
  g_clear_pointer (&self->plan, bs_move_plan_unref);
  g_clear_pointer (&self->unchanged_reason, g_free);
  g_clear_pointer (&self->files_folder, g_free);
  g_clear_pointer (&self->excepted, g_hash_table_unref);

  G_OBJECT_CLASS (bs_change_preview_parent_class)->dispose (object);
}

static void
bs_change_preview_class_init (BsChangePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_change_preview_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bs_change_preview_close_request;

  signals[APPLY] = bs_new_signal (klass, "apply", 0);
  signals[CANCEL] = bs_new_signal (klass, "cancel", 0);
  signals[CHOOSE] = bs_new_signal (klass, "choose", 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/change-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, apply_button);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, what);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, summary);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, choices);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, files);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, files_label);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, aliases);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, progress);
  gtk_widget_class_bind_template_child_full (widget_class, "report", FALSE,
                                             G_STRUCT_OFFSET (BsChangePreview, report_pane));
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, view);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, diff);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, diff_pane);
  gtk_widget_class_bind_template_child (widget_class, BsChangePreview, all);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
bs_change_preview_init (BsChangePreview *self)
{
  const GdkRGBA green = { 0.15f, 0.64f, 0.41f, 0.25f };
  const GdkRGBA red = { 0.88f, 0.11f, 0.14f, 0.2f };
  GtkTextBuffer *buffer;

  self->excepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
  buffer = gtk_text_view_get_buffer (self->diff);
  gtk_text_buffer_create_tag (buffer, "added", "paragraph-background-rgba", &green, NULL);
  gtk_text_buffer_create_tag (buffer, "removed", "paragraph-background-rgba", &red, NULL);
  gtk_text_buffer_create_tag (buffer, "place", "weight", PANGO_WEIGHT_BOLD, NULL);
}

/* @edit: (nullable): %NULL if files move
 * @what: (nullable): the change, as a phrase; by default the description of the edit or the plan
 * @n_articles: the number of articles to preview */
BsChangePreview *
bs_change_preview_new (GtkWindow *parent, BsLibrary *library, BsEdit *edit, const char *what, guint n_articles)
{
  g_autofree char *edit_what = NULL;
  BsChangePreview *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_CHANGE_PREVIEW, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  self->edit = edit != NULL ? bs_edit_ref (edit) : NULL;
  self->n_articles = n_articles;
  self->unchanged_reason = g_strdup (_ ("The name is not in the front matter. It may come from the folder."));
  self->describes_edit = what == NULL;
  edit_what = what == NULL && edit != NULL ? bs_edit_describe (edit, n_articles) : g_strdup ("");
  show_what (self, what != NULL ? what : edit_what);
  bs_change_preview_set_examined (self, 0);
  return self;
}

/* @reason: (nullable): why nothing would change in an article, if that is unexpected; %NULL if it is expected, so that
 * such articles are not listed */
void
bs_change_preview_set_unchanged_reason (BsChangePreview *self, const char *reason)
{
  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));

  g_free (self->unchanged_reason);
  self->unchanged_reason = g_strdup (reason);
}

/* Each article shows its lines in the list, and can be skipped. To be called before the report is shown. */
void
bs_change_preview_list_lines (BsChangePreview *self)
{
  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));
  g_return_if_fail (self->edit != NULL);

  self->lists_lines = TRUE;
  gtk_widget_set_visible (self->diff_pane, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "repair-list");
  gtk_list_view_set_show_separators (self->view, TRUE);
}

/* Returns: whether the user leaves an article as it is */
gboolean
bs_change_preview_is_skipped (BsChangePreview *self, const char *path)
{
  g_return_val_if_fail (BS_IS_CHANGE_PREVIEW (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return g_hash_table_contains (self->excepted, path) != self->skips_others;
}

/* While the edits are made, and none is written. */
void
bs_change_preview_set_examined (BsChangePreview *self, guint n_examined)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));

  if (self->stage != EXAMINING)
    return;
  text =
      g_strdup_printf (ngettext ("Examining %'u of %'u article…", "Examining %'u of %'u articles…", self->n_articles),
                       n_examined, self->n_articles);
  gtk_label_set_text (self->summary, text);
  gtk_progress_bar_set_fraction (self->progress, self->n_articles > 0 ? (double) n_examined / self->n_articles : 0);
}

/* Files in folders with the name of a category may move too; they do by default. How many is known with the plan.
 * @folder: (type filename): where most of them go */
void
bs_change_preview_offer_files (BsChangePreview *self, const char *folder)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));
  g_return_if_fail (folder != NULL);

  self->files_folder = g_filename_display_name (folder);
  text = g_strdup_printf (_ ("Move the files to the folder “%s” too"), self->files_folder);
  gtk_label_set_text (self->files_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->files), TRUE);
  gtk_widget_set_visible (self->choices, TRUE);
}

/* Returns: how the user wants files to move */
BsFilesFlags
bs_change_preview_get_flags (BsChangePreview *self)
{
  BsFilesFlags flags = BS_FILES_DEFAULT;

  g_return_val_if_fail (BS_IS_CHANGE_PREVIEW (self), BS_FILES_DEFAULT);

  if (!gtk_check_button_get_active (self->files))
    flags |= BS_FILES_STAY;
  if (gtk_check_button_get_active (self->aliases))
    flags |= BS_FILES_ADD_ALIASES;
  return flags;
}

/* Files move, and the lines come from this plan. To be called before the report is shown. */
void
bs_change_preview_set_plan (BsChangePreview *self, BsMovePlan *plan)
{
  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));
  g_return_if_fail (plan != NULL);

  stop_diffing (self);
  g_clear_pointer (&self->plan, bs_move_plan_unref);
  self->plan = bs_move_plan_ref (plan);
}

/* While the files are to stay, the choice says what it would do. */
static void
show_n_files (BsChangePreview *self)
{
  g_autofree char *text = NULL;
  guint n;

  if (self->files_folder == NULL || self->plan == NULL || !gtk_check_button_get_active (self->files))
    return;
  n = bs_move_plan_get_n_moves (self->plan);
  text = g_strdup_printf (ngettext ("Move %'u file to the folder “%s” too", "Move %'u files to the folder “%s” too", n),
                          n, self->files_folder);
  gtk_label_set_text (self->files_label, text);
}

/* Hugo can keep the old address as an alias; once that is offered, it stays. */
static void
offer_aliases (BsChangePreview *self, const BsEditReport *report)
{
  BsSite *site = bs_library_get_site (self->library);

  if (site == NULL || site->kind != BS_SITE_HUGO || report->addresses->len == 0)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->aliases), TRUE);
  gtk_widget_set_visible (self->choices, TRUE);
}

static void
add_sentence (GString *text, guint n, const char *format)
{
  g_autofree char *sentence = NULL;

  if (n == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, n);
#pragma GCC diagnostic pop
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
}

static void
show_summary (BsChangePreview *self, const BsEditReport *report, guint n_stuck)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = report->changed->len;
  guint n_relinked = self->plan != NULL ? bs_move_plan_get_n_relinked (self->plan) : 0;

  if (self->plan != NULL)
    add_sentence (text, n - n_relinked, ngettext ("%'u file.", "%'u files.", n - n_relinked));
  /* The description of an edit includes the number. */
  else if (!self->describes_edit)
    g_string_append_printf (text, ngettext ("%'u article.", "%'u articles.", n), n);
  add_sentence (text, n_relinked,
                ngettext ("References to them change in %'u other article.",
                          "References to them change in %'u other articles.", n_relinked));
  add_sentence (text, n_stuck, ngettext ("%'u cannot be changed.", "%'u cannot be changed.", n_stuck));
  add_sentence (
      text, report->addresses->len,
      ngettext ("%'u address in the site changes.", "%'u addresses in the site change.", report->addresses->len));
  add_sentence (text, report->n_pushed_out,
                ngettext ("%'u older step will be removed from the history to make room.",
                          "%'u older steps will be removed from the history to make room.", report->n_pushed_out));
  gtk_label_set_text (self->summary, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), text->len > 0);
}

/* The result of the edit or the plan; it may be shown again after a choice. */
void
bs_change_preview_show_report (BsChangePreview *self, BsEditReport *report)
{
  gboolean is_first;
  BsReportRows *rows;

  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));
  g_return_if_fail (report != NULL);

  is_first = self->selection == NULL;
  self->stage = ASKING;
  self->n_changed = report->changed->len;
  if (self->describes_edit)
    show_what (self, report->name);
  rows = bs_report_rows_new (report, self->unchanged_reason);
  show_summary (self, report, bs_report_rows_get_n_stuck (rows));
  show_n_files (self);
  offer_aliases (self, report);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);

  g_clear_object (&self->selection);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (rows));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_set_visible (self->report_pane, TRUE);
  gtk_widget_set_sensitive (self->apply_button, report->changed->len > 0);
  if (self->lists_lines)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->all), self->n_changed > 1);
      gtk_widget_set_visible (self->choices, self->n_changed > 1);
      show_chosen (self);
    }
  /* The user may continue to choose. */
  if (is_first)
    gtk_widget_grab_focus (report->changed->len > 0 ? self->apply_button : GTK_WIDGET (self->view));
  selected_cb (self);
}

/* From now on closing it only cancels the change: its owner destroys the window. */
void
bs_change_preview_start_applying (BsChangePreview *self)
{
  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));

  self->stage = APPLYING;
  if (self->lists_lines)
    self->n_changed = count_chosen (self);
  bs_change_preview_set_applied (self, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  gtk_widget_set_sensitive (self->choices, FALSE);
  gtk_widget_set_visible (self->report_pane, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
}

/* While the articles are written. */
void
bs_change_preview_set_applied (BsChangePreview *self, guint n_applied)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BS_IS_CHANGE_PREVIEW (self));

  if (self->stage != APPLYING)
    return;
  n_applied = MIN (n_applied, self->n_changed);
  text = g_strdup_printf (ngettext ("Changing %'u of %'u article…", "Changing %'u of %'u articles…", self->n_changed),
                          n_applied, self->n_changed);
  gtk_label_set_text (self->summary, text);
  gtk_progress_bar_set_fraction (self->progress, self->n_changed > 0 ? (double) n_applied / self->n_changed : 0);
}
