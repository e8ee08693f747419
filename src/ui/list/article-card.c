/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/article/language.h"
#include "ui/list/article-card.h"
#include "ui/list/relative-date.h"
#include "ui/widgets/fitted-text.h"
#include "ui/widgets/shorthand.h"

#define GAP 2
#define PICTURE_SIZE 56
#define PICTURE_GAP 12
#define META_GAP 8

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
  GtkWidget *folded; /* the number of similar articles that the row represents */
  GtkImage *star;
  GtkLabel *source;
  GtkLabel *date;
  BsFittedText *title;
  BsFittedText *excerpt;
  GtkPicture *picture;

  BsRowRuler *ruler;
  BsThumbnails *thumbnails;
  BsArticleItem *item;
  char *folder;
  gulong notify_id;
  GCancellable *cancellable;
  BsQuery *query; /* (nullable): the query whose words are highlighted */
  GCancellable *find_cancellable;
  gboolean shows_found; /* the excerpt shows matches in the text */
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

static void
set_text (BsArticleCard *self, BsFittedText *where, const char *text, PangoAttrList *attributes)
{
  const char *known = bs_article_item_get_language (self->item);
  g_autofree char *guessed =
      known == NULL ? bs_language_find (NULL, bs_article_item_get_title (self->item), "", 0) : NULL;

  bs_fitted_text_set (where, text, attributes, known != NULL ? known : guessed);
}

static void
set_found_text (BsArticleCard *self, BsFittedText *where, const BsSnippet *snippet)
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
  set_text (self, where, snippet->text, attributes);
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

  set_found_text (self, self->title, finding->title);
  /* An article that matched by its title or a property shows its beginning. */
  self->shows_found = finding->text->ranges->len > 0;
  if (self->shows_found)
    set_found_text (self, self->excerpt, finding->text);
  else
    set_text (self, self->excerpt, bs_article_item_get_excerpt (self->item), NULL);
}

static void
forget_found (BsArticleCard *self)
{
  g_cancellable_cancel (self->find_cancellable);
  g_clear_object (&self->find_cancellable);
  g_clear_pointer (&self->query, bs_query_unref);
  self->shows_found = FALSE;
}

static void
update_marks (BsArticleCard *self)
{
  gboolean unread = bs_article_item_get_unread (self->item);
  gboolean starred = bs_article_item_get_starred (self->item);

  gtk_widget_set_visible (self->unread_mark, unread);
  gtk_image_set_from_icon_name (self->star, starred ? "starred-symbolic" : "non-starred-symbolic");
  bs_set_css_class (GTK_WIDGET (self->star), "starred", starred);
  bs_set_css_class (GTK_WIDGET (self), "unread", unread);
}

static void
update_texts (BsArticleCard *self)
{
  set_text (self, self->title, bs_article_item_get_title (self->item), NULL);
  set_text (self, self->excerpt, bs_article_item_get_excerpt (self->item), NULL);
}

static void
update_source (BsArticleCard *self)
{
  const char *source = bs_article_item_get_source (self->item);

  gtk_label_set_text (self->source, source != NULL ? source : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source), source != NULL && source[0] != '\0');
}

static void
update (BsArticleCard *self)
{
  update_texts (self);
  update_source (self);
  update_date (self);
  gtk_widget_set_visible (self->draft_mark, bs_article_item_get_draft (self->item));
  gtk_widget_set_visible (self->problem_mark, bs_article_item_get_needs_repair (self->item));
  update_marks (self);
}

/* The press must not select the row. */
static void
star_pressed_cb (BsArticleCard *self, int n_press, double x, double y, GtkGesture *gesture)
{
  g_assert (BS_IS_ARTICLE_CARD (self));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.star-article", "u", bs_article_item_get_id (self->item));
}

static void
folded_pressed_cb (BsArticleCard *self, int n_press, double x, double y, GtkGesture *gesture)
{
  g_assert (BS_IS_ARTICLE_CARD (self));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "similar.toggle", "u", bs_article_item_get_id (self->item));
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
  if (g_str_equal (pspec->name, "excerpt") || g_str_equal (pspec->name, "language"))
    {
      if (self->query == NULL)
        update_texts (self);
      else if (!self->shows_found)
        set_text (self, self->excerpt, bs_article_item_get_excerpt (item), NULL);
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

static void
allocate (GtkWidget *child, int x, int y, int width, int height)
{
  int least_width, least_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, MAX (height, least_height) }, -1);
}

/* Without a source, the title begins in the line of the date. The excerpt gets the space that the title leaves; it is
 * as wide as the row if it begins below the date. */
static void
bs_article_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BsArticleCard *self = BS_ARTICLE_CARD (widget);
  const gboolean is_compact = bs_row_ruler_get_compact (self->ruler);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const gboolean has_source = gtk_widget_get_visible (GTK_WIDGET (self->source));
  const char *excerpt = bs_article_item_get_excerpt (self->item);
  int lines = is_compact ? 1 : 2;
  int picture_room = 0, date_room = 0; /* beside the title */
  int meta_width, meta_height, title_height, text_width, x, y;

  gtk_widget_measure (self->meta, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &meta_width, NULL, NULL);
  gtk_widget_measure (self->meta, GTK_ORIENTATION_VERTICAL, -1, NULL, &meta_height, NULL, NULL);
  if (has_source)
    meta_width = width;
  else
    date_room = meta_width + META_GAP;
  allocate (self->meta, is_rtl ? 0 : width - meta_width, 0, meta_width, meta_height);

  gtk_widget_set_child_visible (GTK_WIDGET (self->picture), !is_compact);
  if (!is_compact && gtk_widget_get_visible (GTK_WIDGET (self->picture)))
    {
      allocate (GTK_WIDGET (self->picture), is_rtl ? 0 : width - PICTURE_SIZE, meta_height + 2 * GAP, PICTURE_SIZE,
                PICTURE_SIZE);
      picture_room = PICTURE_SIZE + PICTURE_GAP;
    }

  if (excerpt != NULL && excerpt[0] == '\0')
    lines++;
  text_width = MAX (width - MAX (picture_room, date_room), 1);
  x = is_rtl ? width - text_width : 0;
  y = has_source ? meta_height + GAP : 0;
  title_height = bs_fitted_text_fit_lines (self->title, text_width, lines);
  if (is_compact && has_source)
    title_height = height - y;
  allocate (GTK_WIDGET (self->title), x, y, text_width, MIN (title_height, height - y));
  y += title_height + GAP;
  /* A title that runs against the window ends beside the date, and its excerpt with it. */
  if (y >= meta_height && bs_language_is_right_to_left (NULL, bs_article_item_get_title (self->item)) == is_rtl)
    {
      text_width = MAX (width - picture_room, 1);
      x = is_rtl ? width - text_width : 0;
    }
  gtk_widget_set_child_visible (GTK_WIDGET (self->excerpt), y < height);
  if (y < height)
    {
      bs_fitted_text_fit_height (self->excerpt, text_width, height - y);
      allocate (GTK_WIDGET (self->excerpt), x, y, text_width, height - y);
    }
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
  g_clear_object (&self->ruler);
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

  g_type_ensure (BS_TYPE_FITTED_TEXT);
  gtk_widget_class_set_css_name (widget_class, "articlecard");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/article-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, meta);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, unread_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, problem_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, draft_mark);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, folded);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, star);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, source);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, date);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, title);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, excerpt);
  gtk_widget_class_bind_template_child (widget_class, BsArticleCard, picture);
  gtk_widget_class_bind_template_callback (widget_class, star_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_pressed_cb);
}

static void
bs_article_card_init (BsArticleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bs_article_card_new (BsRowRuler *ruler, BsThumbnails *thumbnails)
{
  BsArticleCard *self = g_object_new (BS_TYPE_ARTICLE_CARD, NULL);

  self->ruler = g_object_ref (ruler);
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

/* @n: the number of further similar articles that the row represents
 * @is_open: whether they follow it
 *
 * Returns: whether that is new */
gboolean
bs_article_card_set_folded (BsArticleCard *self, guint n, gboolean is_open)
{
  g_autofree char *text = NULL;
  g_autofree char *tooltip = NULL;

  g_return_val_if_fail (BS_IS_ARTICLE_CARD (self), FALSE);

  /* Translators: how many more articles a row represents, and the same while they are shown below it */
  text = n > 0 ? g_strdup_printf (is_open ? _ ("−%u") : _ ("+%u"), n) : g_strdup ("");
  if (strcmp (text, gtk_label_get_text (GTK_LABEL (self->folded))) == 0)
    return FALSE;
  tooltip = is_open ? g_strdup_printf (ngettext ("Hide %u similar article", "Hide %u similar articles", n), n) :
                      g_strdup_printf (ngettext ("Show %u similar article", "Show %u similar articles", n), n);
  gtk_label_set_text (GTK_LABEL (self->folded), text);
  gtk_widget_set_tooltip_text (self->folded, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->folded), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_visible (self->folded, n > 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return TRUE;
}

/* Returns: the height of every card in pixels */
int
bs_article_card_measure_height (BsArticleCard *self)
{
  int meta, title;

  g_return_val_if_fail (BS_IS_ARTICLE_CARD (self), 0);

  meta = bs_row_ruler_measure_lines (GTK_WIDGET (self->source), 1) + GAP;
  if (bs_row_ruler_get_compact (self->ruler))
    return meta + bs_row_ruler_measure_lines (GTK_WIDGET (self->title), 1);
  title = bs_row_ruler_measure_lines (GTK_WIDGET (self->title), 2);
  return meta + MAX (title + GAP + bs_row_ruler_measure_lines (GTK_WIDGET (self->excerpt), 1), GAP + PICTURE_SIZE);
}

/* Returns: (transfer full): its description for screen readers */
char *
bs_article_card_describe (BsArticleCard *self)
{
  GString *text = g_string_new (bs_fitted_text_get_text (self->title));
  const char *parts[] = {
    gtk_label_get_text (self->source), gtk_label_get_text (self->date), NULL, NULL, NULL, NULL, NULL
  };

  g_return_val_if_fail (BS_IS_ARTICLE_CARD (self), NULL);

  if (gtk_widget_get_visible (self->unread_mark))
    parts[2] = _ ("Unread");
  if (gtk_widget_has_css_class (GTK_WIDGET (self->star), "starred"))
    parts[3] = _ ("Starred");
  if (gtk_widget_get_visible (self->draft_mark))
    parts[4] = gtk_label_get_text (GTK_LABEL (self->draft_mark));
  if (gtk_widget_get_visible (self->problem_mark))
    parts[5] = _ ("Needs Repair");
  if (gtk_widget_get_visible (self->folded))
    parts[6] = gtk_widget_get_tooltip_text (self->folded);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, ", %s", parts[i]);

  return g_string_free (text, FALSE);
}
