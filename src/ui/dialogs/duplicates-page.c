/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/duplicates-page.h"

#include <glib/gi18n-lib.h>

#include "model/change/edit/edit.h"
#include "reader/weak-reference.h"
#include "ui/dialogs/compare-window.h"
#include "ui/dialogs/conflicts-view.h"
#include "ui/dialogs/duplicate-row.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"

struct _BsDuplicatesPage
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkStack *similar_stack;
  GtkProgressBar *progress;
  GtkWidget *reload_button;
  GtkWidget *scale;
  GtkAdjustment *threshold;
  AdwViewStack *pages;
  GtkDropDown *rule;
  GtkListView *view;
  AdwStatusPage *empty;
  GtkActionBar *bar;
  AdwToastOverlay *toasts;
  BsConflictsView *conflicts;

  BsLibrary *library;
  GStrv category;              /* (nullable): one whose articles may be kept */
  BsSimilarFindings *findings; /* (nullable) */
  GListStore *groups;          /* (element-type BsDuplicateGroup) */
  GHashTable *gone;            /* (element-type guint): articles that are in the trash now */
  GHashTable *taken;           /* (element-type filename Taken): what has gone there, and may have come back */
  gboolean is_stale;           /* what is being found is not all any more */
  GCancellable *finding;       /* (nullable) */
  GCancellable *grouping;      /* (nullable) */
};

enum
{
  TIDY,
  RESOLVE,
  OPEN,
  UNDO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsDuplicatesPage, bs_duplicates_page, ADW_TYPE_WINDOW)

/* Where a file is that went to the trash. */
typedef enum
{
  TAKEN_NOW, /* the library does not know it yet */
  TAKEN_AWAY,
  TAKEN_BACK, /* by an undo, say */
} Taken;

static void
update (BsDuplicatesPage *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->groups)) == 0;
  guint n_short = self->findings != NULL ? bs_similar_get_n_short (self->findings->similar) : 0;
  g_autofree char *note = NULL;

  if (n_short > 0)
    note = g_strdup_printf (
        ngettext ("%'u article is too short to be compared.", "%'u articles are too short to be compared.", n_short),
        n_short);
  adw_status_page_set_description (self->empty, note);
  gtk_stack_set_visible_child_name (self->similar_stack, is_empty ? "empty" : "list");
  gtk_action_bar_set_revealed (self->bar, !is_empty);
}

/* Articles in the trash are in no group any more. */
static void
drop_gone (BsDuplicatesPage *self, GArray *members)
{
  for (guint i = members->len; i > 0; i--)
    if (g_hash_table_contains (self->gone, GUINT_TO_POINTER (g_array_index (members, BsSimilarMember, i - 1).id)))
      g_array_remove_index (members, i - 1);
}

static void
grouped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsDuplicatesPage) self = bs_weak_reference_take (user_data);
  g_autoptr (GPtrArray) groups = bs_library_group_similar_finish (BS_LIBRARY (source), result, NULL);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  BsKeepRule rule;

  if (groups == NULL || self == NULL || self->stack == NULL)
    return;
  rule = gtk_drop_down_get_selected (self->rule);
  for (guint i = 0; i < groups->len; i++)
    {
      const BsSimilarGroup *group = groups->pdata[i];

      drop_gone (self, group->members);
      if (group->members->len > 1)
        g_ptr_array_add (shown,
                         bs_duplicate_group_new (self->findings, group, rule, (const char *const *) self->category));
    }
  g_list_store_splice (self->groups, 0, g_list_model_get_n_items (G_LIST_MODEL (self->groups)), shown->pdata,
                       shown->len);
  gtk_stack_set_visible_child_name (self->stack, "found");
  update (self);
}

static void
group (BsDuplicatesPage *self)
{
  if (self->findings == NULL)
    return;
  g_cancellable_cancel (self->grouping);
  g_clear_object (&self->grouping);
  self->grouping = g_cancellable_new ();
  bs_library_group_similar_async (self->library, self->findings, (guint) gtk_adjustment_get_value (self->threshold),
                                  self->grouping, grouped_cb, bs_weak_reference_new (self));
}

static void
progress_cb (guint n_done, guint n_all, gpointer user_data)
{
  BsDuplicatesPage *self = user_data;

  if (self->stack != NULL && n_all > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) n_done / n_all);
}

static void find (BsDuplicatesPage *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsDuplicatesPage) self = bs_weak_reference_take (user_data);
  g_autoptr (GError) error = NULL;
  BsSimilarFindings *findings = bs_library_find_similar_finish (BS_LIBRARY (source), result, &error);

  if (self == NULL || self->stack == NULL || findings == NULL)
    {
      g_clear_pointer (&findings, bs_similar_findings_unref);
      return;
    }
  g_clear_object (&self->finding);
  g_clear_pointer (&self->findings, bs_similar_findings_unref);
  self->findings = findings;
  g_hash_table_remove_all (self->gone);
  gtk_widget_set_sensitive (self->reload_button, TRUE);
  bs_conflicts_view_set_findings (self->conflicts, findings);
  group (self);
  if (self->is_stale)
    find (self);
}

static void
find (BsDuplicatesPage *self)
{
  self->is_stale = self->finding != NULL;
  if (self->finding != NULL)
    return;
  self->finding = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (self->reload_button, FALSE);
  bs_library_find_similar_async (self->library, progress_cb, self, self->finding, found_cb,
                                 bs_weak_reference_new (self));
}

/* Whoever asks for it sees how far it is; otherwise what is found already stays until then. */
static void
reload (BsDuplicatesPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "busy");
  find (self);
}

static void
reload_cb (BsDuplicatesPage *self)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  reload (self);
}

static gboolean
reload_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  reload (BS_DUPLICATES_PAGE (widget));
  return TRUE;
}

/* What comes back from the trash is in its group again, and what is taken there again is not. */
static void
changed_cb (BsDuplicatesPage *self, GPtrArray *changes)
{
  gboolean is_found_again = FALSE;

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  for (guint i = 0; i < changes->len && g_hash_table_size (self->taken) > 0; i++)
    {
      const BsChange *change = g_ptr_array_index (changes, i);
      gpointer path, taken;
      Taken now = change->kind == BS_CHANGE_REMOVED ? TAKEN_AWAY : TAKEN_BACK;

      if (!g_hash_table_lookup_extended (self->taken, change->path, &path, &taken))
        continue;
      is_found_again = is_found_again || now == TAKEN_BACK || taken == GINT_TO_POINTER (TAKEN_BACK);
      g_hash_table_replace (self->taken, g_strdup (path), GINT_TO_POINTER (now));
    }
  if (is_found_again)
    find (self);
}

static void
cancel_cb (BsDuplicatesPage *self)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  gtk_window_close (GTK_WINDOW (self));
}

static void
threshold_cb (BsDuplicatesPage *self)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  group (self);
}

static void
rule_cb (BsDuplicatesPage *self)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  for (guint i = 0; self->groups != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (BsDuplicateGroup) item = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      bs_duplicate_group_choose (item, gtk_drop_down_get_selected (self->rule), (const char *const *) self->category);
    }
}

/* The trash. */

/* The data of a question to the user. */
typedef struct
{
  BsDuplicateGroup *group; /* (nullable): of several groups, nothing is transferred */
  GArray *ids;
  GtkWidget *categories; /* (nullable): whether they are transferred */
  GtkWidget *tags;       /* (nullable): whether they are transferred */
} Question;

static void
free_question_cb (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_clear_object (&question->group);
  g_array_unref (question->ids);
  g_free (question);
}

static GStrv
dup_names (const BsTerm *term)
{
  guint depth = 0;
  GStrv names;

  for (const BsTerm *part = term; part != NULL; part = part->parent)
    depth++;
  names = g_new0 (char *, depth + 1);
  for (const BsTerm *part = term; part != NULL; part = part->parent)
    names[--depth] = g_strdup (part->name);
  return names;
}

static char *
join_terms (const GPtrArray *terms)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      g_auto (GStrv) names = dup_names (terms->pdata[i]);
      g_autofree char *name = g_strjoinv (" › ", names);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_wanted (GtkWidget *check)
{
  return check != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

/* Returns: (transfer full) (nullable): the categories or tags for the kept article */
static BsEdit *
make_edit (BsDuplicatesPage *self, const Question *question, const char *path)
{
  BsSiteKind kind = bs_site_find (bs_library_get_site (self->library), path)->kind;
  g_autoptr (BsEdit) edit = bs_edit_new ();

  if (is_wanted (question->categories))
    {
      g_autoptr (GPtrArray) terms = bs_duplicate_group_list_terms (question->group, BS_VOCABULARY_CATEGORIES);

      for (guint i = 0; i < terms->len; i++)
        {
          g_auto (GStrv) names = dup_names (terms->pdata[i]);

          bs_edit_put_in_category (edit, kind, (const char *const *) names, TRUE);
        }
    }
  if (is_wanted (question->tags))
    {
      g_autoptr (GPtrArray) terms = bs_duplicate_group_list_terms (question->group, BS_VOCABULARY_TAGS);

      for (guint i = 0; i < terms->len; i++)
        bs_edit_add_tag (edit, kind, ((const BsTerm *) terms->pdata[i])->name);
    }
  return bs_edit_is_empty (edit) ? NULL : g_steal_pointer (&edit);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Question *question = user_data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  BsDuplicatesPage *self = parent != NULL ? BS_DUPLICATES_PAGE (parent) : NULL;
  g_autofree char *path = NULL;
  g_autoptr (BsEdit) edit = NULL;

  if (self == NULL || !g_str_equal (response, "trash"))
    return;
  if (question->group != NULL)
    {
      path =
          bs_row_dup_path (bs_duplicate_group_get_row (question->group, bs_duplicate_group_get_kept (question->group)));
      edit = make_edit (self, question, path);
    }
  g_signal_emit (self, signals[TIDY], 0, question->ids, path, edit);
}

static GtkWidget *
add_check (GtkWidget *box, BsVocabularyKind kind, const GPtrArray *terms)
{
  g_autofree char *names = join_terms (terms);
  g_autofree char *text = kind == BS_VOCABULARY_CATEGORIES ? g_strdup_printf (_ ("Add their categories: %s"), names) :
                                                             g_strdup_printf (_ ("Add their tags: %s"), names);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *check = gtk_check_button_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

/* @ids: (transfer full) */
static void
ask (BsDuplicatesPage *self, BsDuplicateGroup *item, GArray *ids)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Move %'u Article to the Trash?", "Move %'u Articles to the Trash?", ids->len), ids->len);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  question->group = item != NULL ? g_object_ref (item) : NULL;
  question->ids = ids;
  if (item != NULL)
    body = g_strdup_printf (_ ("“%s” is kept. You can restore the others with Undo."),
                            bs_row_get_title (bs_duplicate_group_get_row (item, bs_duplicate_group_get_kept (item))));
  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (self), heading, body != NULL ? body : _ ("You can restore them with Undo.")));
  if (item != NULL)
    {
      g_autoptr (GPtrArray) categories = bs_duplicate_group_list_terms (item, BS_VOCABULARY_CATEGORIES);
      g_autoptr (GPtrArray) tags = bs_duplicate_group_list_terms (item, BS_VOCABULARY_TAGS);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

      if (categories->len > 0)
        question->categories = add_check (box, BS_VOCABULARY_CATEGORIES, categories);
      if (tags->len > 0)
        question->tags = add_check (box, BS_VOCABULARY_TAGS, tags);
      adw_message_dialog_set_extra_child (dialog, box);
    }
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trash", _ ("_Move to Trash"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "trash", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "trash");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, free_question_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
trash_cb (BsDuplicatesPage *self, BsDuplicateRow *row)
{
  BsDuplicateGroup *item = bs_duplicate_row_get_group (row);

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  if (item != NULL)
    ask (self, item, bs_duplicate_group_list_others (item));
}

static void
trash_all_cb (BsDuplicatesPage *self)
{
  GArray *ids;

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  ids = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (BsDuplicateGroup) item = g_list_model_get_item (G_LIST_MODEL (self->groups), i);
      g_autoptr (GArray) others = bs_duplicate_group_list_others (item);

      g_array_append_vals (ids, others->data, others->len);
    }
  ask (self, NULL, ids);
}

static void
remove_copies_cb (BsDuplicatesPage *self, GArray *ids)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  ask (self, NULL, g_array_ref (ids));
}

/* Not the same. */

static void
distinct_cb (BsDuplicatesPage *self, BsDuplicateRow *row)
{
  BsDuplicateGroup *item = bs_duplicate_row_get_group (row);
  guint position;

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  if (item == NULL || !g_list_store_find (self->groups, item, &position))
    return;
  bs_library_keep_distinct (self->library, self->findings, bs_duplicate_group_get_members (item), TRUE);
  g_list_store_remove (self->groups, position);
  update (self);
  bs_toast_show (self->toasts, _ ("These articles are no longer shown as duplicates"));
}

static void
open_cb (BsDuplicatesPage *self, const char *path)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  g_signal_emit (self, signals[OPEN], 0, path);
}

/* Conflicts. */

static void
resolve_cb (BsDuplicatesPage *self, GBytes *now, GBytes *wanted, BsCompareWindow *window)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, bs_compare_window_get_copy (window));

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  if (item != NULL)
    g_signal_emit (self, signals[RESOLVE], 0, bs_compare_window_get_original (window), now, wanted,
                   bs_article_item_get_id (item));
}

static void
compare_cb (BsDuplicatesPage *self, const char *original, const char *copy)
{
  BsCompareWindow *window;

  g_assert (BS_IS_DUPLICATES_PAGE (self));

  window = bs_compare_window_new (GTK_WINDOW (self), self->library, original, copy);
  g_signal_connect_object (window, "resolve", G_CALLBACK (resolve_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Rows. */

static void
explained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsDuplicateGroup) item = user_data;
  GPtrArray *reasons = bs_library_explain_similar_finish (BS_LIBRARY (source), result, NULL);

  if (reasons != NULL)
    bs_duplicate_group_set_reasons (item, reasons);
}

static void
setup_cb (BsDuplicatesPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_duplicate_row_new ();

  g_signal_connect_object (row, "trash", G_CALLBACK (trash_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "distinct", G_CALLBACK (distinct_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsDuplicatesPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsDuplicateGroup *item = gtk_list_item_get_item (list_item);

  bs_duplicate_row_set_group (BS_DUPLICATE_ROW (gtk_list_item_get_child (list_item)), item);
  if (bs_duplicate_group_get_reasons (item) == NULL)
    bs_library_explain_similar_async (self->library, self->findings, bs_duplicate_group_get_members (item),
                                      BS_DUPLICATE_ROW_MEMBERS, NULL, explained_cb, g_object_ref (item));
}

static void
unbind_cb (BsDuplicatesPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  bs_duplicate_row_set_group (BS_DUPLICATE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
bs_duplicates_page_dispose (GObject *object)
{
  BsDuplicatesPage *self = BS_DUPLICATES_PAGE (object);

  if (self->stack != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->stack = NULL;
  g_cancellable_cancel (self->finding);
  g_cancellable_cancel (self->grouping);
  g_clear_object (&self->finding);
  g_clear_object (&self->grouping);
  g_clear_object (&self->groups);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->library);
  g_clear_pointer (&self->findings, bs_similar_findings_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->category, g_strfreev);
  g_clear_pointer (&self->gone, g_hash_table_unref);

  G_OBJECT_CLASS (bs_duplicates_page_parent_class)->dispose (object);
}

static void
bs_duplicates_page_class_init (BsDuplicatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_duplicates_page_dispose;
  signals[TIDY] = bs_new_signal (klass, "tidy", 3, G_TYPE_ARRAY, G_TYPE_STRING, BS_TYPE_EDIT);
  signals[RESOLVE] = bs_new_signal (klass, "resolve", 4, G_TYPE_STRING, G_TYPE_BYTES, G_TYPE_BYTES, G_TYPE_UINT);
  signals[OPEN] = bs_new_signal (klass, "open", 1, G_TYPE_STRING);
  signals[UNDO] = g_signal_new ("undo", type, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BS_TYPE_CONFLICTS_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F5, 0, reload_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, reload_key_cb, NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "undo", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/duplicates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, similar_stack);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, progress);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, reload_button);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, scale);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, threshold);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, pages);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, rule);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, view);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, bar);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsDuplicatesPage, conflicts);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, threshold_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, trash_all_cb);
}

static char *
format_percent_cb (GtkScale *scale, double value, gpointer user_data)
{
  return g_strdup_printf (_ ("%u%%"), (guint) value);
}

static void
bs_duplicates_page_init (BsDuplicatesPage *self)
{
  self->groups = g_list_store_new (BS_TYPE_DUPLICATE_GROUP);
  self->gone = g_hash_table_new (NULL, NULL);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_scale_set_format_value_func (GTK_SCALE (self->scale), format_percent_cb, NULL, NULL);
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
  gtk_list_view_set_model (self->view,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->groups)))));
  g_signal_connect_object (self->conflicts, "remove", G_CALLBACK (remove_copies_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conflicts, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conflicts, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
}

/* @category: (nullable): the category that the window shows; articles in it may be kept */
BsDuplicatesPage *
bs_duplicates_page_new (GtkWindow *parent, BsLibrary *library, const char *const *category)
{
  BsDuplicatesPage *self;
  g_autoptr (GtkStringList) rules = NULL;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_DUPLICATES_PAGE, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  self->category = g_strdupv ((GStrv) category);
  rules = gtk_string_list_new (NULL);
  gtk_string_list_append (rules, _ ("The Oldest"));
  gtk_string_list_append (rules, _ ("The Longest"));
  gtk_string_list_append (rules, _ ("The Starred One"));
  if (category != NULL)
    {
      g_autofree char *path = g_strjoinv (" › ", self->category);
      /* Translators: articles in a category are kept */
      g_autofree char *text = g_strdup_printf (_ ("The One in “%s”"), path);

      gtk_string_list_append (rules, text);
    }
  gtk_drop_down_set_model (self->rule, G_LIST_MODEL (rules));
  g_signal_connect_object (library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}

/* @ids: (element-type guint): articles that are in the trash now */
void
bs_duplicates_page_take_away (BsDuplicatesPage *self, GArray *ids)
{
  g_return_if_fail (BS_IS_DUPLICATES_PAGE (self));

  if (self->stack == NULL)
    return;
  for (guint i = 0; i < ids->len; i++)
    {
      guint id = g_array_index (ids, guint, i);
      const BsRow *row = self->findings != NULL ? bs_similar_findings_get_row (self->findings, id) : NULL;

      g_hash_table_add (self->gone, GUINT_TO_POINTER (id));
      if (row != NULL)
        g_hash_table_replace (self->taken, bs_row_dup_path (row), GINT_TO_POINTER (TAKEN_NOW));
    }
  bs_conflicts_view_take_away (self->conflicts, ids);
  group (self);
}

/* After an undo or a redo: files that are back at once were never gone for the library, which reports no change. */
void
bs_duplicates_page_look_again (BsDuplicatesPage *self)
{
  GHashTableIter iter;

  g_return_if_fail (BS_IS_DUPLICATES_PAGE (self));

  if (self->stack == NULL || g_hash_table_size (self->taken) == 0)
    return;
  g_hash_table_iter_init (&iter, self->taken);
  while (g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_replace (&iter, GINT_TO_POINTER (TAKEN_BACK));
  find (self);
}

/* Shows the conflicted copies instead of similar articles. */
void
bs_duplicates_page_show_conflicts (BsDuplicatesPage *self)
{
  g_return_if_fail (BS_IS_DUPLICATES_PAGE (self));

  adw_view_stack_set_visible_child_name (self->pages, "conflicts");
}

static void
undo_cb (BsDuplicatesPage *self)
{
  g_assert (BS_IS_DUPLICATES_PAGE (self));

  g_signal_emit (self, signals[UNDO], 0);
}

void
bs_duplicates_page_show_toast (BsDuplicatesPage *self, const char *text, gboolean can_undo)
{
  g_return_if_fail (BS_IS_DUPLICATES_PAGE (self));

  if (self->stack == NULL)
    return;
  if (can_undo)
    bs_toast_show_undo (self->toasts, text, G_CALLBACK (undo_cb), self);
  else
    bs_toast_show (self->toasts, text);
}
