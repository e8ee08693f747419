/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "ui/list/search-field.h"
#include "ui/widgets/fitted-text.h"
#include "window-fixture.h"

/* Whether every text of the window can be read: measured in a picture of it, in the colours that ADW_DEBUG_COLOR_SCHEME
 * and ADW_DEBUG_HIGH_CONTRAST choose. */

#define LEAST_CONTRAST 4.5
/* Names a file in which the picture is kept, to look at a fault. */
#define KEEP "BROADSHEET_KEEP_PICTURE"

typedef struct
{
  guchar *pixels; /* BGRA */
  int width;
  int height;
  guint n_texts;
  GString *faults;
} Picture;

static double
linear (guchar value)
{
  double part = value / 255.0;

  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* As WCAG 2 defines it. */
static double
luminance (const guchar *pixel)
{
  return 0.0722 * linear (pixel[0]) + 0.7152 * linear (pixel[1]) + 0.2126 * linear (pixel[2]);
}

static double
contrast (double a, double b)
{
  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* The background is the colour of most pixels, and the text that of the pixel that differs most from it. */
static double
measure (const Picture *self, const GdkRectangle *place)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 background = 0;
  guint most = 0;
  double best = 1;

  for (int pass = 0; pass < 2; pass++)
    for (int y = MAX (place->y, 0); y < MIN (place->y + place->height, self->height); y++)
      for (int x = MAX (place->x, 0); x < MIN (place->x + place->width, self->width); x++)
        {
          const guchar *pixel = self->pixels + 4 * (y * self->width + x);
          guint32 colour = pixel[0] | (guint32) pixel[1] << 8 | (guint32) pixel[2] << 16;

          if (pass == 0)
            {
              guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (colour))) + 1;

              g_hash_table_insert (counts, GUINT_TO_POINTER (colour), GUINT_TO_POINTER (count));
              if (count > most)
                {
                  most = count;
                  background = colour;
                }
            }
          else
            {
              const guchar behind[] = { background & 0xff, background >> 8 & 0xff, background >> 16 & 0xff };

              best = MAX (best, contrast (luminance (pixel), luminance (behind)));
            }
        }
  return best;
}

/* A blank line holds the height of a header. */
static gboolean
is_blank (const char *text)
{
  return text[0] == '\0' || g_str_equal (text, "\u00a0");
}

static const char *
get_text (GtkWidget *widget)
{
  if (BS_IS_FITTED_TEXT (widget))
    return bs_fitted_text_get_text (BS_FITTED_TEXT (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
}

static void
look_at (Picture *self, GtkWidget *widget, GtkWidget *window)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (!is_blank (get_text (widget)) && gtk_widget_is_sensitive (widget) &&
      gtk_widget_compute_bounds (widget, window, &bounds) && bounds.size.height > 0)
    {
      const GdkRectangle place = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                                   (int) bounds.size.height };
      const GdkRectangle whole = { 0, 0, self->width, self->height };

      /* Not the part of a row that is scrolled out. */
      if (gdk_rectangle_intersect (&place, &whole, NULL) && place.y + place.height <= self->height)
        {
          double measured = measure (self, &place);

          self->n_texts++;
          if (measured < LEAST_CONTRAST)
            g_string_append_printf (self->faults, "\n%.2f “%s” at %d, %d", measured, get_text (widget), place.x,
                                    place.y);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (self, child, window);
}

static void
check (GtkWidget *window, guint least_texts)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  Picture picture = { 0 };

  picture.width = gtk_widget_get_width (window);
  picture.height = gtk_widget_get_height (window);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), picture.width, picture.height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) picture.width, (float) picture.height));
  picture.pixels = g_malloc (4 * (gsize) picture.width * (gsize) picture.height);
  gdk_texture_download (texture, picture.pixels, 4 * (gsize) picture.width);
  picture.faults = g_string_new (NULL);
  if (g_getenv (KEEP) != NULL)
    gdk_texture_save_to_png (texture, g_getenv (KEEP));
  look_at (&picture, window, window);
  g_assert_cmpuint (picture.n_texts, >=, least_texts);
  g_assert_cmpstr (picture.faults->str, ==, "");
  g_string_free (picture.faults, TRUE);
  g_free (picture.pixels);
}

static void
write_articles (WindowFixture *self)
{
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("%d.md", i);
      g_autofree char *text =
          g_strdup_printf ("---\ntitle: Number %d\n%s%scategories: [News]\ntags: [one]\n---\nThe text of an article.\n",
                           i, i % 2 == 0 ? "date: 2024-01-02\n" : "", i % 3 == 0 ? "author: Ann\n" : "");

      window_fixture_write (self, path, text);
    }
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 6);
}

static GtkWidget *
part (WindowFixture *self, guint position, const char *name)
{
  wait_until (window_fixture_find_in_row (self, position, name) != NULL);
  return window_fixture_find_in_row (self, position, name);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

/* Some frames later, all that was changed is drawn. */
static void
wait_for_frames (WindowFixture *self)
{
  guint n_frames = 0;
  guint id = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), tick_cb, &n_frames, NULL);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  wait_until (n_frames >= 4);
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), id);
}

static void
test_library (WindowFixture *self, gconstpointer application)
{
  GtkWidget *row;

  write_articles (self);
  window_fixture_select (self, "Number 0");
  for (guint i = 0; i < 6; i++)
    wait_until (bs_fitted_text_get_text (BS_FITTED_TEXT (part (self, i, "excerpt")))[0] != '\0');
  wait_for_frames (self);
  check (GTK_WIDGET (self->window), 25);

  /* The pointer is on the selected article, which is the darkest background. */
  row = gtk_widget_get_ancestor (part (self, 0, "title"), g_type_from_name ("GtkListItemWidget"));
  gtk_widget_set_state_flags (row, GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_ACTIVE, FALSE);
  wait_for_frames (self);
  check (GTK_WIDGET (self->window), 25);
}

static void
test_search (WindowFixture *self, gconstpointer application)
{
  BsSearchField *field;

  write_articles (self);
  field = BS_SEARCH_FIELD (window_fixture_part (GTK_WIDGET (window_fixture_articles (self)), "search"));
  bs_search_field_set_open (field, TRUE);
  bs_search_field_set_text (field, "article is:undated zzz:");
  wait_for_frames (self);
  check (GTK_WIDGET (self->window), 10);
  bs_search_field_set_text (field, "nothingatall");
  wait_until (window_fixture_n_articles (self) == 0);
  wait_for_frames (self);
  check (GTK_WIDGET (self->window), 10);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/contrast/library", test_library },
    { "/broadsheet/contrast/search", test_search },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
