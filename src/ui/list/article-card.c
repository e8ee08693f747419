/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ui/list/article-card.h"
#include "ui/list/relative-date.h"
#include "ui/list/row-ruler.h"

#define GAP 2
#define PICTURE_SIZE 56
#define PICTURE_GAP 12

/* The yellow of a highlighter, light enough for light text on a dark background. */
#define FOUND_RED 0xf6f6
#define FOUND_GREEN 0xd3d3
#define FOUND_BLUE 0x2d2d
#define FOUND_ALPHA 0x7000

struct _BsArticleCard
{
  GtkWidget parent_instance;

  GtkWidget *meta;
  GtkWidget *unread_mark;
  GtkWidget *problem_mark;
  GtkWidget *draft_mark;
  GtkWidget *star_mark;
  GtkLabel *source;
  GtkLabel *date;
  GtkLabel *title;
  GtkLabel *excerpt;
  GtkLabel *long_excerpt; /* shown in its place if the title leaves a line */
  GtkPicture *picture;

  BsThumbnails *thumbnails;
  BsArticleItem *item;
  char *folder;
  gulong notify_id;
  GCancellable *cancellable;
  BsQuery *query; /* (nullable): the query whose words are highlighted */
  GCancellable *find_cancellable;
};

G_DEFINE_FINAL_TYPE (BsArticleCard, bs_article_card, GTK_TYPE_WIDGET)

static void
show_picture (BsArticleCard *self, GdkTexture *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
}

static void
thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsArticleCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_assert (BS_IS_THUMBNAILS (source));
  g_assert (BS_IS_ARTICLE_CARD (self));

  texture = bs_thumbnails_load_finish (BS_THUMBNAILS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  show_picture (self, texture);
}

static void
update_picture (BsArticleCard *self)
{
  const char *picture = bs_article_item_get_picture (self->item);
  g_autofree char *path = NULL;
  GdkTexture *texture;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (picture == NULL)
    {
      show_picture (self, NULL);
      return;
    }

  path = g_path_is_absolute (picture) ? g_strdup (picture) : g_build_filename (self->folder, picture, NULL);
  texture = bs_thumbnails_lookup (self->thumbnails, path);
  show_picture (self, texture);
  if (texture == NULL)
    {
      self->cancellable = g_cancellable_new ();
      bs_thumbnails_load_async (self->thumbnails, path, self->cancellable, thumbnail_cb, g_object_ref (self));
    }
}

static void
update_date (BsArticleCard *self)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (bs_article_item_get_date (self->item));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = date != NULL ? bs_relative_date_format (date, now) : NULL;

  gtk_label_set_text (self->date, text != NULL ? text : _ ("No Date"));
}

/* A title may contain newlines, but a row has only lines of its own. */
static void
set_flat_text (GtkLabel *label, const char *text)
{
  if (text != NULL && strpbrk (text, "\r\n\t") != NULL)
    {
      g_autofree char *flat = g_strdup (text);

      gtk_label_set_text (label, g_strdelimit (flat, "\r\n\t", ' '));
    }
  else
    {
      gtk_label_set_text (label, text != NULL ? text : "");
    }
}

static void update_excerpt (BsArticleCard *self);

static void
set_found_text (GtkLabel *label, const BsSnippet *snippet)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; i < snippet->ranges->len; i++)
    {
      const BsSnippetRange *range = &g_array_index (snippet->ranges, BsSnippetRange, i);
      PangoAttribute *colours[] = { pango_attr_background_new (FOUND_RED, FOUND_GREEN, FOUND_BLUE),
                                    pango_attr_background_alpha_new (FOUND_ALPHA) };

      for (gsize j = 0; j < G_N_ELEMENTS (colours); j++)
        {
          colours[j]->start_index = range->start;
          colours[j]->end_index = range->end;
          pango_attr_list_insert (attributes, colours[j]);
        }
    }
  gtk_label_set_text (label, snippet->text);
  gtk_label_set_attributes (label, attributes);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsArticleCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsFinding) finding = NULL;

  g_assert (BS_IS_LIBRARY (source));
  g_assert (BS_IS_ARTICLE_CARD (self));

  finding = bs_library_find_in_finish (BS_LIBRARY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->find_cancellable);
  if (finding == NULL)
    return;

  set_found_text (self->title, finding->title);
  /* An article that matched by its title or a property shows its beginning. */
  if (finding->text->ranges->len > 0)
    {
      set_found_text (self->excerpt, finding->text);
      set_found_text (self->long_excerpt, finding->text);
    }
  else
    {
      update_excerpt (self);
    }
}

static void
forget_found (BsArticleCard *self)
{
  g_cancellable_cancel (self->find_cancellable);
  g_clear_object (&self->find_cancellable);
  g_clear_pointer (&self->query, bs_query_unref);
  gtk_label_set_attributes (self->title, NULL);
}

static void
update_excerpt (BsArticleCard *self)
{
  gtk_label_set_attributes (self->excerpt, NULL);
  gtk_label_set_attributes (self->long_excerpt, NULL);
  set_flat_text (self->excerpt, bs_article_item_get_excerpt (self->item));
  set_flat_text (self->long_excerpt, bs_article_item_get_excerpt (self->item));
}

static void
update_marks (BsArticleCard *self)
{
  gboolean unread = bs_article_item_get_unread (self->item);

  gtk_widget_set_visible (self->unread_mark, unread);
  gtk_widget_set_visible (self->star_mark, bs_article_item_get_starred (self->item));
  if (unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
}

static void
update (BsArticleCard *self)
{
  set_flat_text (self->title, bs_article_item_get_title (self->item));
  set_flat_text (self->source, bs_article_item_get_source (self->item));
  update_excerpt (self);
  update_date (self);
  gtk_widget_set_visible (self->draft_mark, bs_article_item_get_draft (self->item));
  gtk_widget_set_visible (self->problem_mark, bs_article_item_get_needs_repair (self->item));
  update_marks (self);
}

static void
notify_cb (BsArticleCard *self, GParamSpec *pspec, BsArticleItem *item)
{
  g_assert (BS_IS_ARTICLE_CARD (self));
  g_assert (item == self->item);

  if (g_str_equal (pspec->name, "picture"))
    {
      update_picture (self);
      return;
    }
  if (g_str_equal (pspec->name, "excerpt"))
    {
      if (self->query == NULL)
        update_excerpt (self);
      return;
    }
  if (g_str_equal (pspec->name, "unread") || g_str_equal (pspec->name, "starred"))
    {
      update_marks (self);
      return;
    }

  update (self);
}

static void
bs_article_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* Allocates the height that a child asks for, and returns the position of the next one. */
static int
place (BsArticleCard *self, GtkWidget *child, int x, int y, int width)
{
  int least, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL, &natural, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, MAX (width, least), natural }, -1);

  return y + natural + GAP;
}

static void
bs_article_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsArticleCard *self = BS_ARTICLE_CARD (widget);
  gboolean has_picture = gtk_widget_get_visible (GTK_WIDGET (self->picture));
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int text_width = has_picture ? width - PICTURE_SIZE - PICTURE_GAP : width;
  int x = has_picture && is_rtl ? PICTURE_SIZE + PICTURE_GAP : 0;
  int top, y, least, one_line;
  gboolean is_long;

  top = place (self, self->meta, 0, 0, width);
  if (has_picture)
    {
      gtk_widget_measure (GTK_WIDGET (self->picture), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (
          GTK_WIDGET (self->picture),
          &(GtkAllocation){ is_rtl ? 0 : width - PICTURE_SIZE, top + GAP, PICTURE_SIZE, PICTURE_SIZE }, -1);
    }

  y = place (self, GTK_WIDGET (self->title), x, top, text_width);
  gtk_widget_measure (GTK_WIDGET (self->excerpt), GTK_ORIENTATION_VERTICAL, -1, NULL, &one_line, NULL, NULL);
  is_long = height - y >= 2 * one_line;
  gtk_widget_set_child_visible (GTK_WIDGET (self->excerpt), !is_long);
  gtk_widget_set_child_visible (GTK_WIDGET (self->long_excerpt), is_long);
  place (self, GTK_WIDGET (is_long ? self->long_excerpt : self->excerpt), x, y, text_width);
}

static GtkSizeRequestMode
bs_article_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bs_article_card_dispose (GObject *object)
{
  BsArticleCard *self = BS_ARTICLE_CARD (object);
  GtkWidget *child;

  if (self->meta != NULL)
    {
      bs_article_card_show (self, NULL, NULL);
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
        gtk_widget_unparent (child);
      self->meta = NULL;
    }
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (bs_article_card_parent_class)->dispose (object);
}

static void
bs_article_card_class_init (BsArticleCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_article_card_dispose;
  widget_class->measure = bs_article_card_measure;
  widget_class->size_allocate = bs_article_card_size_allocate;
  widget_class->get_request_mode = bs_article_card_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "articlecard");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/article-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, meta);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, unread_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, problem_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, draft_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, star_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, source);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, date);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, title);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, excerpt);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, long_excerpt);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, picture);
}

static void
bs_article_card_init (BsArticleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_article_card_new (BsThumbnails *thumbnails)
{
  BsArticleCard *self = g_object_new (BS_TYPE_ARTICLE_CARD, NULL);

  self->thumbnails = g_object_ref (thumbnails);
  return GTK_WIDGET (self);
}

/* @item: (nullable): %NULL if the card is kept for another one */
void
bs_article_card_show (BsArticleCard *self, BsArticleItem *item, const char *folder)
{
  g_return_if_fail (BS_IS_ARTICLE_CARD (self));
  g_return_if_fail (item == NULL || BS_IS_ARTICLE_ITEM (item));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_found (self);
  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_pointer (&self->folder, g_free);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->folder = g_strdup (folder);
  self->notify_id = g_signal_connect_object (item, "notify", G_CALLBACK (notify_cb), self, G_CONNECT_SWAPPED);
  update (self);
  update_picture (self);
}

/* @query: (nullable): whose words are highlighted; must be set again for each article */
void
bs_article_card_find (BsArticleCard *self, BsLibrary *library, BsQuery *query)
{
  g_return_if_fail (BS_IS_ARTICLE_CARD (self));
  g_return_if_fail (self->item != NULL);

  if (query == NULL && self->query == NULL)
    return;

  forget_found (self);
  if (query == NULL)
    {
      update (self);
      return;
    }

  self->query = bs_query_ref (query);
  self->find_cancellable = g_cancellable_new ();
  bs_library_find_in_async (library, bs_article_item_get_path (self->item), query, self->find_cancellable, found_cb,
                            g_object_ref (self));
}

/* Returns: the height of every card in pixels: two lines of title, or the picture */
int
bs_article_card_measure_height (BsArticleCard *self)
{
  int meta, title, excerpt;

  g_return_val_if_fail (BS_IS_ARTICLE_CARD (self), 0);

  meta = bs_row_ruler_measure_label (self->source, 1);
  title = bs_row_ruler_measure_label (self->title, 2);
  excerpt = bs_row_ruler_measure_label (self->excerpt, 1);
  return MAX (meta + title + excerpt + 2 * GAP, meta + GAP + PICTURE_SIZE);
}

/* Returns: (transfer full): its description for screen readers */
char *
bs_article_card_describe (BsArticleCard *self)
{
  GString *text = g_string_new (gtk_label_get_text (self->title));
  const char *parts[] = { gtk_label_get_text (self->source), gtk_label_get_text (self->date), NULL, NULL, NULL, NULL };

  g_return_val_if_fail (BS_IS_ARTICLE_CARD (self), NULL);

  if (gtk_widget_get_visible (self->unread_mark))
    parts[2] = _ ("Unread");
  if (gtk_widget_get_visible (self->star_mark))
    parts[3] = _ ("Starred");
  if (gtk_widget_get_visible (self->draft_mark))
    parts[4] = gtk_label_get_text (GTK_LABEL (self->draft_mark));
  if (gtk_widget_get_visible (self->problem_mark))
    parts[5] = _ ("Needs Repair");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, ", %s", parts[i]);

  return g_string_free (text, FALSE);
}
