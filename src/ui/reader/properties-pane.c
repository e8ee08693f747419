/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reader/properties-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/reader/property-row.h"

/* More fields than these are not for people. */
#define MAX_OTHERS 100

struct _BsPropertiesPane
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkStack *stack;
  AdwStatusPage *status;
  BsPropertyRow *title_row;
  BsPropertyRow *categories_row;
  BsPropertyRow *tags_row;
  BsPropertyRow *author_row;
  BsPropertyRow *date_row;
  GtkWidget *date_note_row;
  GtkLabel *date_note;
  GtkWidget *draft_row;
  GtkSwitch *draft_switch;
  AdwPreferencesGroup *others;
  AdwPreferencesGroup *problems;
  AdwPreferencesGroup *file;

  BsLibrary *library;   /* (nullable) */
  char *path;           /* (nullable): of the one article that is shown */
  BsArticleItem *item;  /* (nullable): the same, which notifies when the file says something else */
  BsDocument *document; /* (nullable): what is shown */
  GPtrArray *rows;      /* (element-type GtkWidget): of the groups below, without a reference */
  GCancellable *reading;
  gboolean is_filling;
  gboolean is_writing; /* what the file says now is about to change */
};

enum
{
  EDIT,
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

static void
stop_reading (BsPropertiesPane *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
edit (BsPropertiesPane *self, BsEdit *change)
{
  g_autofree char *path = g_strdup (self->path);

  /* The field says again how it is written. */
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
  const char *const path[] = { key, NULL };
  g_autoptr (BsEdit) change = bs_edit_new ();
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text != '\0')
    bs_edit_set_text (change, path, text);
  else
    bs_edit_remove (change, path);
  edit (self, change);
}

/* Names are typed one after the other, with commas between them, as one writes them in either language. */
static GStrv
split_names (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wide = g_strsplit (text, "，", -1);

  for (guint i = 0; wide[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (wide[i], ",", -1);

      for (guint j = 0; parts[j] != NULL; j++)
        if (*g_strstrip (parts[j]) != '\0')
          g_strv_builder_add (builder, parts[j]);
    }
  return g_strv_builder_end (builder);
}

/* Whether a name is found again by split_names(). */
static gboolean
can_be_typed (const char *name, gboolean is_path)
{
  return strchr (name, ',') == NULL && strstr (name, "，") == NULL && !(is_path && strchr (name, '/') != NULL) &&
         strpbrk (name, "\r\n") == NULL;
}

/* Returns: (nullable): %NULL where a part of it is empty */
static GStrv
split_category (BsPropertiesPane *self, const char *text)
{
  g_auto (GStrv) names = bs_site_kind_is_hexo (get_site (self)) ? g_strsplit (text, "/", -1) :
                                                                  g_strdupv ((char *[]){ (char *) text, NULL });

  for (guint i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) == '\0')
      return NULL;
  return g_steal_pointer (&names);
}

static void
categories_changed_cb (BsPropertiesPane *self)
{
  g_auto (GStrv) names = NULL;
  gboolean is_fault = FALSE;

  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (self->document == NULL)
    return;
  names = split_names (gtk_editable_get_text (GTK_EDITABLE (self->categories_row)));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) category = split_category (self, names[i]);

      is_fault = is_fault || category == NULL;
    }
  bs_property_row_set_fault (self->categories_row, is_fault);
}

static void
write_categories_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = bs_edit_new ();
  g_auto (GStrv) names = split_names (gtk_editable_get_text (GTK_EDITABLE (self->categories_row)));

  g_assert (BS_IS_PROPERTIES_PANE (self));

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) category = split_category (self, names[i]);

      bs_edit_put_in_category (change, get_site (self), (const char *const *) category, i > 0);
    }
  if (*names == NULL)
    {
      static const char *const keys[] = { "categories", "category" };

      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        if (lookup (self, keys[i]) != NULL)
          bs_edit_remove (change, (const char *const[]){ keys[i], NULL });
    }
  edit (self, change);
}

static void
write_tags_cb (BsPropertiesPane *self)
{
  g_autoptr (BsEdit) change = bs_edit_new ();
  const char *key = lookup (self, "tags") == NULL && lookup (self, "tag") != NULL ? "tag" : "tags";
  const BsValue *there = lookup (self, key);
  const char *const path[] = { key, NULL };
  const char *const *before = (const char *const *) self->document->article->tags;
  g_auto (GStrv) after = split_names (gtk_editable_get_text (GTK_EDITABLE (self->tags_row)));
  gboolean is_words = get_site (self) == BS_SITE_JEKYLL && there != NULL && bs_value_is_scalar (there);

  g_assert (BS_IS_PROPERTIES_PANE (self));

  for (guint i = 0; is_words && after[i] != NULL; i++)
    is_words = strpbrk (after[i], " \t") == NULL;
  if (is_words && *after != NULL)
    {
      g_autofree char *text = g_strjoinv (" ", after);

      bs_edit_set_text (change, path, text);
      edit (self, change);
      return;
    }
  if (*after == NULL)
    {
      bs_edit_remove (change, path);
      edit (self, change);
      return;
    }
  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) after, before[i]))
      bs_edit_rename_tag (change, get_site (self), before[i], NULL);
  for (guint i = 0; after[i] != NULL; i++)
    if (before == NULL || !g_strv_contains (before, after[i]))
      bs_edit_add_text (change, path, after[i]);
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

/* How a date is understood, on its own clock. */
static char *
describe_date (const BsDate *date)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (date->face);
  g_autofree char *text = NULL;
  int minutes = date->zone / 60;

  if (time == NULL)
    return g_strdup ("");
  /* Translators: a date as g_date_time_format() writes it */
  text = g_date_time_format (time, date->has_time ? _ ("%-d %B %Y, %H:%M") : _ ("%-d %B %Y"));
  if (!date->has_zone || date->has_unknown_zone)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s (UTC%c%d:%02d)", text, minutes < 0 ? '-' : '+', ABS (minutes) / 60, ABS (minutes) % 60);
}

static void
date_changed_cb (BsPropertiesPane *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->date_row))));
  g_autofree char *note = NULL;
  BsDate date;
  gboolean is_fault = FALSE;

  g_assert (BS_IS_PROPERTIES_PANE (self));

  if (*typed != '\0' && bs_date_parse (typed, &date))
    {
      note = describe_date (&date);
    }
  else if (*typed != '\0')
    {
      is_fault = TRUE;
      note = g_strdup (_ ("This is not a date. Write it like 2024-03-27 10:00."));
    }
  else if (self->document != NULL && self->document->article->has_date && !bs_property_row_is_changed (self->date_row))
    {
      g_autofree char *text = describe_date (&self->document->article->date);

      /* Translators: a date */
      note = g_strdup_printf (_ ("From the file name: %s"), text);
    }
  bs_property_row_set_fault (self->date_row, is_fault);
  gtk_label_set_text (self->date_note, note != NULL ? note : "");
  gtk_widget_set_visible (self->date_note_row, note != NULL);
  if (is_fault)
    gtk_widget_add_css_class (GTK_WIDGET (self->date_note), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->date_note), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  note != NULL ? note : "", -1);
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

static void
add_row (BsPropertiesPane *self, AdwPreferencesGroup *group, const char *title, const char *subtitle,
         const char *suffix)
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
    }
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (BsPropertiesPane *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)),
                                    row);
    }
  g_ptr_array_set_size (self->rows, 0);
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

/* A value as one line, and no more of it than fits. */
static char *
describe_value (const BsValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (bs_value_is_scalar (value))
    g_string_append (text, value->text != NULL ? value->text : "");
  for (guint i = 0; value->items != NULL && i < value->items->len && text->len < 400; i++)
    {
      const BsValue *item = g_ptr_array_index (value->items, i);

      if (i > 0)
        g_string_append (text, _ (", "));
      if (item->key != NULL)
        g_string_append_printf (text, "%s: ", item->key);
      g_string_append (text, bs_value_is_scalar (item) ? (item->text != NULL ? item->text : "") : "…");
    }
  g_strdelimit (text->str, "\r\n\t", ' ');
  if (g_utf8_strlen (text->str, -1) > 200)
    {
      g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, 200) - text->str));
      g_string_append (text, "…");
    }
  return g_strdup (text->str);
}

static void
fill_others (BsPropertiesPane *self)
{
  static const char *const shown[] = {
    "title", "categories", "category", "tags", "tag", "author", "date", "draft", NULL
  };
  const BsValue *keys = self->document->article->keys;
  guint n = 0;

  for (guint i = 0; keys != NULL && i < keys->items->len && n < MAX_OTHERS; i++)
    {
      const BsValue *value = g_ptr_array_index (keys->items, i);
      g_autofree char *text = NULL;

      if (value->key == NULL || g_strv_contains (shown, value->key))
        continue;
      text = describe_value (value);
      add_row (self, self->others, value->key, text, describe_kind (value));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), n > 0);
}

static void
fill_problems (BsPropertiesPane *self)
{
  const GPtrArray *problems = self->document->article->problems;

  for (guint i = 0; i < problems->len && i < MAX_OTHERS; i++)
    {
      const BsProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *text = bs_problem_describe (problem);
      g_autofree char *line = problem->line > 0 ? g_strdup_printf (_ ("Line %u"), problem->line) : NULL;

      add_row (self, self->problems, text, line, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems), problems->len > 0);
}

static void
fill_file (BsPropertiesPane *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *basename = g_path_get_basename (self->path);
  g_autofree char *library = g_file_get_basename (bs_library_get_folder (self->library));
  g_autofree char *shown = g_filename_display_name (g_str_equal (folder, ".") ? library : folder);
  g_autofree char *name = g_filename_display_name (basename);
  g_autofree char *size = g_format_size (self->document->size);

  add_row (self, self->file, _ ("Folder"), shown, NULL);
  add_row (self, self->file, _ ("Name"), name, NULL);
  add_row (self, self->file, _ ("Size"), size, NULL);
  add_row (self, self->file, _ ("Encoding"),
           self->document->text.charset != NULL ? self->document->text.charset : "UTF-8", NULL);
}

static void
fill_categories (BsPropertiesPane *self)
{
  const GPtrArray *categories = self->document->article->categories;
  gboolean is_path = bs_site_kind_is_hexo (get_site (self));
  g_autoptr (GString) text = g_string_new (NULL);
  /* Those that a folder gives are not the article's own. */
  gboolean is_editable = categories == NULL || categories->len == 0 || lookup (self, "categories") != NULL ||
                         lookup (self, "category") != NULL;

  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      GStrv names = g_ptr_array_index (categories, i);
      g_autofree char *path = g_strjoinv ("/", names);

      for (guint j = 0; names[j] != NULL; j++)
        is_editable = is_editable && can_be_typed (names[j], is_path);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", path);
    }
  bs_property_row_set_value (self->categories_row, text->str, is_editable);
}

static void
fill_tags (BsPropertiesPane *self)
{
  GStrv tags = self->document->article->tags;
  g_autofree char *text = tags != NULL ? g_strjoinv (", ", tags) : g_strdup ("");
  gboolean is_editable = tags == NULL || *tags == NULL || lookup (self, "tags") != NULL || lookup (self, "tag") != NULL;

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    is_editable = is_editable && can_be_typed (tags[i], FALSE);
  bs_property_row_set_value (self->tags_row, text, is_editable);
}

/* Shows the text of a key, where it has one. */
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

  self->is_filling = TRUE;
  bs_property_row_set_value (self->title_row, article->title_is_written ? article->title : "", TRUE);
  fill_categories (self);
  fill_tags (self);
  fill_text (self, self->author_row, "author", authors != NULL && *authors != '\0' ? authors : NULL);
  fill_text (self, self->date_row, "date", NULL);
  date_changed_cb (self);
  categories_changed_cb (self);
  gtk_switch_set_active (self->draft_switch, article->draft);
  /* A folder of drafts makes one, whatever its front matter says. */
  gtk_widget_set_sensitive (self->draft_row, draft != NULL ? bs_value_is_scalar (draft) : !article->draft);
  remove_rows (self);
  fill_others (self);
  fill_problems (self);
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

static GPtrArray *
list_fields (BsPropertiesPane *self)
{
  BsPropertyRow *const fields[] = { self->title_row, self->categories_row, self->tags_row, self->author_row,
                                    self->date_row };
  GPtrArray *array = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (array, fields[i]);
  return array;
}

/* What is being typed belongs to the article that it was typed for. */
static void
leave (BsPropertiesPane *self)
{
  g_autoptr (GPtrArray) fields = list_fields (self);

  stop_reading (self);
  for (guint i = 0; i < fields->len; i++)
    {
      BsPropertyRow *row = g_ptr_array_index (fields, i);

      if (self->document != NULL)
        bs_property_row_commit (row);
      bs_property_row_restore (row);
    }
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

  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_STRING, BS_TYPE_EDIT);
  signals[CLOSE] =
      g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

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
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, date_note_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, date_note);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, draft_row);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, draft_switch);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, others);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, problems);
  gtk_widget_class_bind_template_child (widget_class, BsPropertiesPane, file);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_cb);
}

static void
bs_properties_pane_init (BsPropertiesPane *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Properties"), -1);
  g_signal_connect_object (self->title_row, "write", G_CALLBACK (write_title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->categories_row, "write", G_CALLBACK (write_categories_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->categories_row, "changed", G_CALLBACK (categories_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags_row, "write", G_CALLBACK (write_tags_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->author_row, "write", G_CALLBACK (write_author_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date_row, "write", G_CALLBACK (write_date_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->date_row, "changed", G_CALLBACK (date_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bs_properties_pane_new (void)
{
  return g_object_new (BS_TYPE_PROPERTIES_PANE, NULL);
}

/* @library: (nullable)
 * @path: (nullable): of the one article that is selected
 * @n_selected: how many are */
void
bs_properties_pane_show (BsPropertiesPane *self, BsLibrary *library, const char *path, guint n_selected)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  if (library != NULL && library == self->library && path != NULL && g_strcmp0 (path, self->path) == 0)
    return;
  leave (self);
  g_set_object (&self->library, library);
  if (library == NULL || path == NULL)
    {
      g_autofree char *many =
          g_strdup_printf (ngettext ("%'u Article Selected", "%'u Articles Selected", n_selected), n_selected);

      show_status (self, "document-properties-symbolic", n_selected > 1 ? many : _ ("No Article Selected"),
                   n_selected > 1 ? _ ("Select one article to see its properties.") : NULL);
      return;
    }
  self->path = g_strdup (path);
  self->item = bs_library_dup_item (library, path);
  if (self->item != NULL)
    g_signal_connect_object (self->item, "notify", G_CALLBACK (item_cb), self, G_CONNECT_SWAPPED);
  bs_properties_pane_reload (self);
}

/* The keys go to the first field, or where there is none to the button that hides it. */
void
bs_properties_pane_focus (BsPropertiesPane *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));

  if (self->path == NULL || !gtk_widget_grab_focus (GTK_WIDGET (self->title_row)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* The file may say something else; nothing is being written to it any more. */
void
bs_properties_pane_reload (BsPropertiesPane *self)
{
  g_return_if_fail (BS_IS_PROPERTIES_PANE (self));

  if (self->library == NULL || self->path == NULL)
    return;
  self->is_writing = FALSE;
  stop_reading (self);
  self->reading = g_cancellable_new ();
  bs_library_read_async (self->library, self->path, self->reading, read_cb, g_object_ref (self));
}
