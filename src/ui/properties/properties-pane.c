/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/properties-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/article-values.h"
#include "ui/properties/chip-row.h"
#include "ui/properties/many-pane.h"
#include "ui/properties/problem-rows.h"
#include "ui/properties/property-row.h"
#include "ui/widgets/shorthand.h"

/* More fields than these are not for people. */
#define MAX_OTHERS 100

/* The number of bytes in which line ends are counted. */
#define MAX_SCANNED (1024 * 1024)

struct _BsPropertiesPane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkStack *stack;
  AdwStatusPage *status;
  AdwPreferencesGroup *main;
  BsManyPane *many; /* (nullable): made when several articles are first shown */
  BsPropertyRow *title_row;
  BsChipRow *categories_row;
  BsChipRow *tags_row;
  BsPropertyRow *author_row;
  BsPropertyRow *date_row;
  BsPropertyRow *updated_row;
  BsPropertyRow *image_row;
  GtkWidget *draft_row;
  GtkSwitch *draft_switch;
  AdwPreferencesGroup *others;
  AdwPreferencesGroup *problems;
  BsProblemRows *problem_rows;
  AdwPreferencesGroup *file;

  BsLibrary *library;    /* (nullable) */
  char *path;            /* (nullable): of the one article that is shown */
  BsArticleItem *item;   /* (nullable): the same, which notifies when the file changes */
  BsDocument *document;  /* (nullable): the displayed article */
  GPtrArray *rows;       /* (element-type GtkWidget): of the file, without a reference */
  GPtrArray *other_rows; /* (element-type GtkWidget): the rows of the other fields */
  GCancellable *reading;
  gboolean is_filling;
  gboolean is_writing; /* the contents of the file are about to change */
};

enum
{
  EDIT,
  EDIT_MANY,
  DISCARD,
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsPropertiesPane, bs_properties_pane, GTK_TYPE_WIDGET)

static BsSiteKind
get_site (BsPropertiesPane *self)
{
  return self->document->site != NULL ? self->document->site->kind : BS_SITE_NONE;
}

static const BsValue *
lookup (BsPropertiesPane *self, const char *key)
{
  const BsValue *keys = self->document->article->keys;

  return keys != NULL ? bs_value_lookup (keys, key) : NULL;
}

/* The first of several keys with one meaning that the article has, or the usual one. */
static const char *
find_key (BsPropertiesPane *self, const char *const *keys, const char *usual)
{
  for (; *keys != NULL; keys++)
    if (lookup (self, *keys) != NULL)
      return *keys;
  return usual;
}

static void
stop_reading (BsPropertiesPane *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
edit (BsPropertiesPane *self, BsEdit *change)
{
  g_autofree char *path = g_strdup (self->path);

  /* The field shows again how it is written. */
  if (bs_edit_is_empty (change))
    {
      bs_properties_pane_reload (self);
      return;
    }
  stop_reading (self);
  self->is_writing = TRUE;
  g_signal_emit (self, signals[EDIT], 0, path, change);
}

static void
edit_text (BsPropertiesPane *self, const char *key, BsPropertyRow *row)
{
  g_autoptr (BsEdit) change = bs_edit_new ();

  bs_property_row_add_to_edit (row, change, key);
  edit (self, change);
}

static void
write_categories_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = bs_edit_new ();
  g_autoptr (GPtrArray) added = bs_chip_row_list_added (self->categories_row);
  g_autoptr (GPtrArray) removed = bs_chip_row_list_removed (self->categories_row);

  g_assert (BS_IS_PROPERTIES_PANE (self));

  for (guint i = 0; i < removed->len; i++)
    bs_edit_leave_category (change, get_site (self), g_ptr_array_index (removed, i));
  for (guint i = 0; i < added->len; i++)
    bs_edit_put_in_category (change, get_site (self), g_ptr_array_index (added, i), TRUE);
  edit (self, change);
}

static void
write_tags_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = bs_edit_new ();
  g_autoptr (GPtrArray) added = bs_chip_row_list_added (self->tags_row);
  g_autoptr (GPtrArray) removed = bs_chip_row_list_removed (self->tags_row);

  g_assert (BS_IS_PROPERTIES_PANE (self));

  for (guint i = 0; i < removed->len; i++)
    bs_edit_rename_tag (change, get_site (self), *(char **) g_ptr_array_index (removed, i), NULL);
  for (guint i = 0; i < added->len; i++)
    bs_edit_add_tag (change, get_site (self), *(char **) g_ptr_array_index (added, i));
  edit (self, change);
}

static void
write_title_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, "title", self->title_row);
}

static void
write_author_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, "author", self->author_row);
}

static void
write_date_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, "date", self->date_row);
}

static void
write_updated_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, find_key (self, bs_article_updated_keys, get_site (self) == BS_SITE_HUGO ? "lastmod" : "updated"),
             self->updated_row);
}

static void
write_image_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, find_key (self, bs_article_image_keys, get_site (self) == BS_SITE_HUGO ? "featured_image" : "cover"),
             self->image_row);
}

/* A field that has no row of its own. */
static void
write_other_cb (BsPropertiesPane *self, BsPropertyRow *row)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  edit_text (self, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), row);
}

static void
draft_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = NULL;

  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (self->is_filling || self->document == NULL)
    return;
  change = bs_edit_new ();
  bs_edit_set_text (change, (const char *const[]){ "draft", NULL },
                    gtk_switch_get_active (self->draft_switch) ? "true" : "false");
  edit (self, change);
}

static void
close_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  g_signal_emit (self, signals[CLOSE], 0);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *title, const char *subtitle, const char *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (suffix != NULL)
    {
      GtkWidget *label = gtk_label_new (suffix);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      g_object_set_data (G_OBJECT (row), "suffix", label);
    }
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  return row;
}

static void
remove_row (GtkWidget *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
}

static void
remove_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);

      /* To be removed is not to be left. */
      if (BS_IS_PROPERTY_ROW (row))
        {
          bs_property_row_set_waits (BS_PROPERTY_ROW (row), TRUE);
          remove_row (bs_property_row_get_note (BS_PROPERTY_ROW (row)));
        }
      remove_row (row);
    }
  g_ptr_array_set_size (rows, 0);
}

static const char *
describe_kind (const BsValue *value)
{
  BsDate date;

  switch (value->kind)
    {
    case BS_VALUE_NULL:
      return _ ("empty");
    case BS_VALUE_BOOLEAN:
      return _ ("yes or no");
    case BS_VALUE_NUMBER:
      return _ ("number");
    case BS_VALUE_LIST:
      return _ ("list");
    case BS_VALUE_MAP:
      return _ ("map");
    case BS_VALUE_STRING:
    default:
      return !value->quoted && value->text != NULL && bs_date_parse (value->text, &date) ? _ ("date") : _ ("text");
    }
}

static BsPropertyKind
get_kind (const BsValue *value)
{
  BsDate date;

  if (value->kind == BS_VALUE_BOOLEAN)
    return BS_PROPERTY_YES_NO;
  if (value->kind == BS_VALUE_NUMBER)
    return BS_PROPERTY_NUMBER;
  if (value->kind == BS_VALUE_LIST)
    return BS_PROPERTY_LIST;
  return value->kind == BS_VALUE_STRING && !value->quoted && value->text != NULL && bs_date_parse (value->text, &date) ?
             BS_PROPERTY_DATE :
             BS_PROPERTY_TEXT;
}

/* Whether a field has a row of its own above. */
static gboolean
is_main (BsPropertiesPane *self, const char *key)
{
  static const char *const keys[] = {
    "title", "categories", "category", "tags", "tag", "author", "date", "draft", NULL
  };

  return g_strv_contains (keys, key) || g_strcmp0 (key, find_key (self, bs_article_updated_keys, NULL)) == 0 ||
         g_strcmp0 (key, find_key (self, bs_article_image_keys, NULL)) == 0;
}

/* Whether a value, or an item of it, can be edited as text. */
static gboolean
is_typed (const BsValue *value)
{
  if (value->kind == BS_VALUE_LIST)
    return bs_survey_is_flat (value);
  return bs_value_is_scalar (value) && (value->text == NULL || strpbrk (value->text, "\r\n") == NULL);
}

static GtkWidget *
new_other (BsPropertiesPane *self, const BsValue *value)
{
  GtkWidget *row;

  if (!is_typed (value))
    return add_row (self->others, self->other_rows, value->key, "", "");
  row = bs_property_row_new (value->key);
  bs_property_row_set_detail (BS_PROPERTY_ROW (row), "");
  bs_property_row_add_menu (BS_PROPERTY_ROW (row));
  g_signal_connect_object (row, "write", G_CALLBACK (write_other_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->others, row);
  adw_preferences_group_add (self->others, bs_property_row_get_note (BS_PROPERTY_ROW (row)));
  g_ptr_array_add (self->other_rows, row);
  return row;
}

static void
fill_other (GtkWidget *row, const BsValue *value)
{
  g_autofree char *line = g_strdup_printf (_ ("Line %u"), value->line);
  /* Translators: the type of a value, such as “number”, and its line. */
  g_autofree char *detail = g_strdup_printf (_ ("%s · %s"), describe_kind (value), line);

  if (BS_IS_PROPERTY_ROW (row))
    {
      g_autofree char *items = value->kind == BS_VALUE_LIST ? bs_survey_describe_value (value) : NULL;

      bs_property_row_set_kind (BS_PROPERTY_ROW (row), get_kind (value));
      bs_property_row_set_hint (BS_PROPERTY_ROW (row), items != NULL && *items != '\0' ? items : NULL);
      bs_property_row_set_value (BS_PROPERTY_ROW (row), value->text != NULL ? value->text : "", TRUE);
      bs_property_row_set_detail (BS_PROPERTY_ROW (row), detail);
    }
  else
    {
      g_autofree char *text = bs_survey_describe_value (value);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      gtk_label_set_text (g_object_get_data (G_OBJECT (row), "suffix"), detail);
    }
}

static BsPropertyRow *
find_other (const GPtrArray *rows, const char *key)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);

      if (BS_IS_PROPERTY_ROW (row) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), key) == 0)
        return BS_PROPERTY_ROW (row);
    }
  return NULL;
}

/* Returns: (transfer full) (element-type BsValue): those that have no row of their own above */
static GPtrArray *
list_others (BsPropertiesPane *self)
{
  const BsValue *keys = self->document->article->keys;
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && i < keys->items->len && others->len < MAX_OTHERS; i++)
    {
      const BsValue *value = g_ptr_array_index (keys->items, i);

      if (value->key != NULL && !is_main (self, value->key))
        g_ptr_array_add (others, (gpointer) value);
    }
  return others;
}

/* Whether the existing rows have the same fields. */
static gboolean
has_rows_for (BsPropertiesPane *self, const GPtrArray *others)
{
  if (self->other_rows->len != others->len)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      const BsValue *value = g_ptr_array_index (others, i);
      GtkWidget *row = g_ptr_array_index (self->other_rows, i);

      if (BS_IS_PROPERTY_ROW (row) != is_typed (value) ||
          strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), value->key) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The text being typed stays, and so does the focus. */
static void
fill_others (BsPropertiesPane *self)
{
  g_autoptr (GPtrArray) others = list_others (self);
  g_autoptr (GPtrArray) before = NULL;

  if (!has_rows_for (self, others))
    {
      before = g_steal_pointer (&self->other_rows);
      self->other_rows = g_ptr_array_new ();
    }
  for (guint i = 0; i < others->len; i++)
    {
      const BsValue *value = g_ptr_array_index (others, i);
      GtkWidget *row = before != NULL ? new_other (self, value) : g_ptr_array_index (self->other_rows, i);
      BsPropertyRow *old = before != NULL ? find_other (before, value->key) : NULL;

      fill_other (row, value);
      if (old != NULL && BS_IS_PROPERTY_ROW (row))
        bs_property_row_take_over (BS_PROPERTY_ROW (row), old);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), others->len > 0);
  if (before != NULL)
    remove_rows (before);
}

/* Of a very large file, only the beginning is read. */
static const char *
describe_line_ends (const BsText *text)
{
  gsize length = MIN (text->length, MAX_SCANNED);
  gboolean has_lf = FALSE;
  gboolean has_crlf = FALSE;
  gboolean has_cr = FALSE;

  for (const char *p = text->data, *end = p + length; p < end; p++)
    if (*p == '\n')
      has_lf = TRUE;
    else if (*p == '\r')
      {
        gboolean is_pair = p + 1 < end && p[1] == '\n';

        has_crlf = has_crlf || is_pair;
        has_cr = has_cr || !is_pair;
        p += is_pair;
      }
  if (has_lf + has_crlf + has_cr > 1)
    return _ ("Mixed");
  return has_crlf ? _ ("Windows (CRLF)") : has_cr ? _ ("Old Mac (CR)") : _ ("Unix (LF)");
}

static char *
describe_time (gint64 nanoseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (nanoseconds / 1000000000);

  return time != NULL ? g_date_time_format (time, _ ("%-d %B %Y, %H:%M")) : g_strdup ("");
}

/* The window knows which program opens it, and reports if it cannot. */
static void
add_action (BsPropertiesPane *self, const char *title, const char *action)
{
  GtkWidget *row = add_row (self->file, self->rows, title, NULL, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

static void
fill_file (BsPropertiesPane *self)
{
  g_autofree char *time = describe_time (self->document->modified);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *basename = g_path_get_basename (self->path);
  g_autofree char *library = g_file_get_basename (bs_library_get_folder (self->library));
  g_autofree char *shown = g_filename_display_name (g_str_equal (folder, ".") ? library : folder);
  g_autofree char *name = g_filename_display_name (basename);
  g_autofree char *size = g_format_size (self->document->size);

  add_row (self->file, self->rows, _ ("Folder"), shown, NULL);
  add_row (self->file, self->rows, _ ("Name"), name, NULL);
  add_row (self->file, self->rows, _ ("Size"), size, NULL);
  add_row (self->file, self->rows, _ ("Encoding"),
           self->document->text.charset != NULL ? self->document->text.charset : "UTF-8", NULL);
  add_row (self->file, self->rows, _ ("Line Endings"), describe_line_ends (&self->document->text), NULL);
  add_row (self->file, self->rows, _ ("Modified"), time, NULL);
  add_action (self, _ ("Show in Files"), "win.show-file");
  add_action (self, _ ("Open in Text Editor"), "win.open-file");
}

static void
fill_chips (BsPropertiesPane *self)
{
  const BsArticle *article = self->document->article;
  g_autoptr (BsSurveyField) categories = bs_chip_field_new (article->categories, NULL);
  g_autoptr (BsSurveyField) tags = bs_chip_field_new (NULL, article->tags);

  /* Those that a folder gives are not the article's own. */
  bs_chip_row_set_library (self->categories_row, self->library, TRUE);
  bs_chip_row_set_field (self->categories_row, categories,
                         categories->n_values == 0 || lookup (self, "categories") != NULL ||
                             lookup (self, "category") != NULL);
  bs_chip_row_set_library (self->tags_row, self->library, FALSE);
  bs_chip_row_set_field (self->tags_row, tags,
                         tags->n_values == 0 || lookup (self, "tags") != NULL || lookup (self, "tag") != NULL);
}

/* Shows the text of a key, if it has one. */
static void
fill_text (BsPropertiesPane *self, BsPropertyRow *row, const char *key, const char *elsewhere)
{
  const BsValue *value = lookup (self, key);
  gboolean is_text = value != NULL && bs_value_is_scalar (value);
  const char *text = is_text && value->text != NULL ? value->text : "";

  if (value == NULL && elsewhere != NULL)
    text = elsewhere;
  bs_property_row_set_value (row, text,
                             (value == NULL ? elsewhere == NULL : is_text) && strpbrk (text, "\r\n") == NULL);
}

static void
fill (BsPropertiesPane *self)
{
  const BsArticle *article = self->document->article;
  const BsValue *draft = lookup (self, "draft");
  g_autofree char *authors = article->authors != NULL ? g_strjoinv (", ", article->authors) : NULL;
  g_autofree char *date = article->has_date ? bs_property_describe_date (&article->date) : NULL;
  /* Translators: a date */
  g_autofree char *from_name = date != NULL ? g_strdup_printf (_ ("From the file name: %s"), date) : NULL;

  self->is_filling = TRUE;
  bs_property_row_set_value (self->title_row, article->title_is_written ? article->title : "", TRUE);
  fill_chips (self);
  fill_text (self, self->author_row, "author", authors != NULL && *authors != '\0' ? authors : NULL);
  fill_text (self, self->date_row, "date", NULL);
  bs_property_row_set_hint (self->date_row, from_name);
  fill_text (self, self->updated_row, find_key (self, bs_article_updated_keys, "updated"), NULL);
  fill_text (self, self->image_row, find_key (self, bs_article_image_keys, "cover"), NULL);
  gtk_switch_set_active (self->draft_switch, article->draft);
  /* A folder of drafts makes an article a draft, whatever its front matter says. */
  gtk_widget_set_sensitive (self->draft_row, draft != NULL ? bs_value_is_scalar (draft) : !article->draft);
  fill_others (self);
  remove_rows (self->rows);
  bs_problem_rows_show (self->problem_rows, self->library, self->path, self->document);
  fill_file (self);
  gtk_stack_set_visible_child_name (self->stack, "one");
  self->is_filling = FALSE;
}

static void
show_status (BsPropertiesPane *self, const char *icon, const char *title, const char *description)
{
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (self->status, icon);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsPropertiesPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsDocument) document = bs_library_read_finish (BS_LIBRARY (source), result, &error);

  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->content == NULL ||
      self->library != BS_LIBRARY (source))
    return;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->document, bs_document_unref);
  if (document == NULL)
    {
      show_status (self, "dialog-warning-symbolic", _ ("Cannot Be Read"), error->message);
      return;
    }
  self->document = g_steal_pointer (&document);
  fill (self);
}

static void
item_cb (BsPropertiesPane *self, GParamSpec *pspec)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (strcmp (pspec->name, "path") == 0)
    {
      g_free (self->path);
      self->path = g_strdup (bs_article_item_get_path (self->item));
      bs_properties_pane_reload (self);
      return;
    }
  if (self->is_writing)
    return;
  /* Marks are not in the file, and its excerpt is read from it. */
  if (strcmp (pspec->name, "title") == 0 || strcmp (pspec->name, "date") == 0 || strcmp (pspec->name, "source") == 0 ||
      strcmp (pspec->name, "draft") == 0 || strcmp (pspec->name, "needs-repair") == 0)
    bs_properties_pane_reload (self);
}

/* The text being typed belongs to the article for which it was typed. */
static void
leave (BsPropertiesPane *self)
{
  BsPropertyRow *const fields[] = { self->title_row, self->author_row, self->date_row, self->updated_row,
                                    self->image_row };
  BsChipRow *const chips[] = { self->categories_row, self->tags_row };

  stop_reading (self);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (self->document != NULL)
        bs_property_row_commit (fields[i]);
      bs_property_row_restore (fields[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      if (self->document != NULL)
        bs_chip_row_commit (chips[i]);
      bs_chip_row_restore (chips[i]);
    }
  for (guint i = 0; self->document != NULL && i < self->other_rows->len; i++)
    if (BS_IS_PROPERTY_ROW (g_ptr_array_index (self->other_rows, i)))
      bs_property_row_commit (g_ptr_array_index (self->other_rows, i));
  remove_rows (self->other_rows);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, item_cb, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_pointer (&self->path, g_free);
}

static void
bs_properties_pane_dispose (GObject *object)
{
  BsPropertiesPane *self = BS_PROPERTIES_PANE (object);

  if (self->content != NULL)
    {
      stop_reading (self);
      if (self->item != NULL)
        g_signal_handlers_disconnect_by_func (self->item, item_cb, self);
      g_clear_object (&self->item);
      g_ptr_array_set_size (self->rows, 0);
      bs_problem_rows_close (self->problem_rows);
      g_ptr_array_set_size (self->other_rows, 0);
    }
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->document, bs_document_unref);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_properties_pane_parent_class)->dispose (object);
}

static void
bs_properties_pane_finalize (GObject *object)
{
  BsPropertiesPane *self = BS_PROPERTIES_PANE (object);

  g_free (self->path);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->problem_rows);
  g_ptr_array_unref (self->other_rows);

  G_OBJECT_CLASS (bs_properties_pane_parent_class)->finalize (object);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (widget, signals[CLOSE], 0);
  return TRUE;
}

static void
bs_properties_pane_class_init (BsPropertiesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_properties_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_properties_pane_finalize;

  signals[EDIT] = bs_new_signal (klass, "edit", 2, G_TYPE_STRING, BS_TYPE_EDIT);
  signals[EDIT_MANY] = bs_new_signal (klass, "edit-many", 2, G_TYPE_ARRAY, BS_TYPE_EDIT);
  signals[DISCARD] = bs_new_signal (klass, "discard", 0);
  signals[CLOSE] = bs_new_signal (klass, "close", 0);

  g_type_ensure (BS_TYPE_CHIP_ROW);
  g_type_ensure (BS_TYPE_PROPERTY_ROW);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "propertiespane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/properties-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, content);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, stack);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, status);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, title_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, categories_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, tags_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, author_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, date_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, updated_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, image_row);
  gtk_widget_class_bind_template_child_full (widget_class, "main", FALSE, G_STRUCT_OFFSET (BsPropertiesPane, main));
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, draft_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, draft_switch);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, others);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, problems);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, file);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_cb);
}

/* The rows of a list come one after the other: each is taken out and added again, before its note. */
static void
add_notes (BsPropertiesPane *self)
{
  GtkWidget *const rows[] = {
    GTK_WIDGET (self->title_row),
    GTK_WIDGET (self->categories_row),
    GTK_WIDGET (self->tags_row),
    GTK_WIDGET (self->author_row),
    GTK_WIDGET (self->date_row),
    GTK_WIDGET (self->updated_row),
    self->draft_row,
    GTK_WIDGET (self->image_row),
  };

  bs_property_row_set_kind (self->date_row, BS_PROPERTY_DATE);
  bs_property_row_set_kind (self->updated_row, BS_PROPERTY_DATE);
  bs_property_row_add_menu (self->title_row);
  bs_property_row_add_menu (self->date_row);
  bs_property_row_add_menu (self->updated_row);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_object_ref (rows[i]);
      adw_preferences_group_remove (self->main, rows[i]);
      adw_preferences_group_add (self->main, rows[i]);
      if (BS_IS_PROPERTY_ROW (rows[i]))
        adw_preferences_group_add (self->main, bs_property_row_get_note (BS_PROPERTY_ROW (rows[i])));
      g_object_unref (rows[i]);
    }
}

static void
bs_properties_pane_init (BsPropertiesPane *self)
{
  self->rows = g_ptr_array_new ();
  self->other_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->problem_rows = bs_problem_rows_new (self->problems);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Properties"), -1);
  g_signal_connect_object (self->title_row, "write", G_CALLBACK (write_title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->categories_row, "write", G_CALLBACK (write_categories_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags_row, "write", G_CALLBACK (write_tags_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->author_row, "write", G_CALLBACK (write_author_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date_row, "write", G_CALLBACK (write_date_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updated_row, "write", G_CALLBACK (write_updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->image_row, "write", G_CALLBACK (write_image_cb), self, G_CONNECT_SWAPPED);
  add_notes (self);
}

GtkWidget *
bs_properties_pane_new (void)
{
  return g_object_new (BS_TYPE_PROPERTIES_PANE, NULL);
}

static void
forget_many (BsPropertiesPane *self)
{
  if (self->many != NULL)
    bs_many_pane_show (self->many, NULL, NULL);
}

static void
apply_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = bs_properties_pane_dup_edit (self);

  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (change != NULL)
    g_signal_emit (self, signals[EDIT_MANY], 0, bs_many_pane_get_ids (self->many), change);
}

static void
discard_cb (BsPropertiesPane *self)
{
  g_assert (BS_IS_PROPERTIES_PANE (self));

  g_signal_emit (self, signals[DISCARD], 0);
}

/* @library: (nullable)
 * @path: (nullable): of the one article that is selected */
void
bs_properties_pane_show (BsPropertiesPane *self, BsLibrary *library, const char *path)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (library != NULL && library == self->library && path != NULL && g_strcmp0 (path, self->path) == 0)
    return;
  leave (self);
  forget_many (self);
  g_set_object (&self->library, library);
  if (library == NULL || path == NULL)
    {
      show_status (self, "document-properties-symbolic", _ ("No Article Selected"), NULL);
      return;
    }
  self->path = g_strdup (path);
  self->item = bs_library_dup_item (library, path);
  if (self->item != NULL)
    g_signal_connect_object (self->item, "notify", G_CALLBACK (item_cb), self, G_CONNECT_SWAPPED);
  bs_properties_pane_reload (self);
}

/* @ids: (element-type guint): of at least two articles; not changed any more */
void
bs_properties_pane_show_many (BsPropertiesPane *self, BsLibrary *library, GArray *ids)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));
  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (ids != NULL && ids->len > 1);

  leave (self);
  g_set_object (&self->library, library);
  if (self->many == NULL)
    {
      self->many = BS_MANY_PANE (bs_many_pane_new ());
      g_signal_connect_object (self->many, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->many, "discard", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->many), "many");
    }
  bs_many_pane_show (self->many, library, ids);
  gtk_stack_set_visible_child_name (self->stack, "many");
}

/* Returns: (transfer none) (nullable): the articles that are shown, if there are several */
GArray *
bs_properties_pane_get_many (BsPropertiesPane *self)
{
  g_return_val_if_fail (BS_IS_PROPERTIES_PANE (self), NULL);

  return self->many != NULL ? bs_many_pane_get_ids (self->many) : NULL;
}

/* Returns: (transfer none) (nullable): several articles, if something waits to be applied to them */
GArray *
bs_properties_pane_get_changed (BsPropertiesPane *self)
{
  g_return_val_if_fail (BS_IS_PROPERTIES_PANE (self), NULL);

  return self->many != NULL && bs_many_pane_is_changed (self->many) ? bs_many_pane_get_ids (self->many) : NULL;
}

/* Returns: (transfer full) (nullable): the unsaved changes; %NULL if they cannot be interpreted */
BsEdit *
bs_properties_pane_dup_edit (BsPropertiesPane *self)
{
  g_return_val_if_fail (BS_IS_PROPERTIES_PANE (self), NULL);

  return self->many != NULL ? bs_many_pane_dup_edit (self->many) : NULL;
}

void
bs_properties_pane_discard (BsPropertiesPane *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));

  if (self->many != NULL)
    bs_many_pane_discard (self->many);
}

/* The focus goes to the first field or, if there is none, to the button that hides it. */
void
bs_properties_pane_focus (BsPropertiesPane *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));

  if (self->many != NULL && bs_many_pane_get_ids (self->many) != NULL && bs_many_pane_focus (self->many))
    return;
  if (self->path == NULL || !gtk_widget_grab_focus (GTK_WIDGET (self->title_row)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
fail_row (GtkWidget *row, const char *reason)
{
  if (BS_IS_PROPERTY_ROW (row) && bs_property_row_is_sent (BS_PROPERTY_ROW (row)))
    bs_property_row_fail (BS_PROPERTY_ROW (row), reason);
}

/* Says at the field why it could not be written.
 * @path: the article for which it was typed */
void
bs_properties_pane_fail (BsPropertiesPane *self, const char *path, const char *reason)
{
  BsPropertyRow *const fields[] = { self->title_row, self->author_row, self->date_row, self->updated_row,
                                    self->image_row };
  BsChipRow *const chips[] = { self->categories_row, self->tags_row };

  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));
  g_return_if_fail (path != NULL && reason != NULL);

  if (g_strcmp0 (self->path, path) != 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    fail_row (GTK_WIDGET (fields[i]), reason);
  for (gsize i = 0; i < G_N_ELEMENTS (chips); i++)
    if (bs_chip_row_is_sent (chips[i]))
      bs_chip_row_fail (chips[i], reason);
  for (guint i = 0; i < self->other_rows->len; i++)
    fail_row (self->other_rows->pdata[i], reason);
}

/* The file may have changed; nothing is being written to it any more. */
void
bs_properties_pane_reload (BsPropertiesPane *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));

  if (self->many != NULL)
    bs_many_pane_reload (self->many);
  if (self->library == NULL || self->path == NULL)
    return;
  self->is_writing = FALSE;
  stop_reading (self);
  self->reading = g_cancellable_new ();
  bs_library_read_async (self->library, self->path, self->reading, read_cb, g_object_ref (self));
}
