/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/reading-keys.h"

#include "ui/widgets/shorthand.h"

struct _BsReadingKeys
{
  GObject parent_instance;

  /* Of the window that owns this object. */
  BsArticlePane *articles; /* (nullable): turning a page may finish after the window is closed */
  BsReaderPane *reader;
  BsMarking *marking;
  BsFiling *filing;

  gboolean paging;
};

G_DEFINE_FINAL_TYPE (BsReadingKeys, bs_reading_keys, G_TYPE_OBJECT)

static void
activate (BsReadingKeys *self, const char *action)
{
  if (self->articles != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->articles), action, NULL);
}

static void
paged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReadingKeys) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  g_assert (BS_IS_PAGE_PLACE (source));
  g_assert (BS_IS_READING_KEYS (self));

  self->paging = FALSE;
  moved = bs_page_place_turn_finish (BS_PAGE_PLACE (source), result, &error);
  if (!moved && error == NULL)
    activate (self, "win.next");
}

static void
paged_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsReadingKeys) self = user_data;

  g_assert (BS_IS_PAGE_PLACE (source));
  g_assert (BS_IS_READING_KEYS (self));

  self->paging = FALSE;
  bs_page_place_turn_finish (BS_PAGE_PLACE (source), result, NULL);
}

static void
page (BsReadingKeys *self, int direction)
{
  BsReader *reader = bs_reader_pane_get_reader (self->reader);

  if (bs_reader_get_path (reader) == NULL)
    {
      if (direction > 0)
        activate (self, "win.next");
      return;
    }

  /* A key that is held down must not skip articles faster than they are shown. */
  if (self->paging || bs_reader_get_state (reader) == BS_READER_LOADING)
    return;

  if (bs_reader_get_state (reader) == BS_READER_FAILED)
    {
      activate (self, direction > 0 ? "win.next" : "win.previous");
      return;
    }

  if (bs_reader_get_text (reader) != NULL)
    {
      if (!bs_text_view_turn (bs_reader_get_text (reader), direction) && direction > 0)
        activate (self, "win.next");
      return;
    }

  self->paging = TRUE;
  bs_page_place_turn (bs_page_view_get_place (bs_reader_get_view (reader)), direction,
                      direction > 0 ? paged_cb : paged_back_cb, g_object_ref (self));
}

/* Single letters are keys in the list and the reader; in the sidebar they are typed text. */
static gboolean
key_pressed_cb (BsReadingKeys *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (BS_IS_READING_KEYS (self));

  if (GTK_IS_EDITABLE (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self->articles)))))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    {
      /* A focused button, such as that of an error page, keeps its own key. */
      if ((modifiers & ~GDK_SHIFT_MASK) != 0 ||
          GTK_IS_BUTTON (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self->articles)))))
        return GDK_EVENT_PROPAGATE;
      page (self, (modifiers & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return GDK_EVENT_STOP;
    }

  if (modifiers != 0 && modifiers != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;

  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_j:
      activate (self, "win.next");
      return GDK_EVENT_STOP;
    case GDK_KEY_k:
      activate (self, "win.previous");
      return GDK_EVENT_STOP;
    case GDK_KEY_n:
      activate (self, "win.next-unread");
      return GDK_EVENT_STOP;
    case GDK_KEY_s:
      bs_marking_toggle_selected (self->marking, BS_MARK_STARRED);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      /* With Shift it means more elsewhere: to delete for good. */
      if (modifiers != 0)
        return GDK_EVENT_PROPAGATE;
      bs_filing_act (self->filing, "trash");
      return GDK_EVENT_STOP;
    case GDK_KEY_F2:
      if (modifiers != 0)
        return GDK_EVENT_PROPAGATE;
      bs_filing_act (self->filing, "rename-file");
      return GDK_EVENT_STOP;
    case GDK_KEY_o:
      activate (self, "win.outline");
      return GDK_EVENT_STOP;
    case GDK_KEY_t:
      activate (self, "list.histogram");
      return GDK_EVENT_STOP;
    case GDK_KEY_u:
      bs_marking_toggle_selected (self->marking, BS_MARK_UNREAD);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
bs_reading_keys_finalize (GObject *object)
{
  g_clear_weak_pointer (&BS_READING_KEYS (object)->articles);

  G_OBJECT_CLASS (bs_reading_keys_parent_class)->finalize (object);
}

static void
bs_reading_keys_class_init (BsReadingKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_reading_keys_finalize;
}

static void
bs_reading_keys_init (BsReadingKeys *self)
{
}

/* All of them outlive it. */
BsReadingKeys *
bs_reading_keys_new (BsArticlePane *articles, BsReaderPane *reader, BsMarking *marking, BsFiling *filing)
{
  BsReadingKeys *self;

  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_READER_PANE (reader), NULL);
  g_return_val_if_fail (BS_IS_MARKING (marking), NULL);
  g_return_val_if_fail (BS_IS_FILING (filing), NULL);

  self = g_object_new (BS_TYPE_READING_KEYS, NULL);
  g_set_weak_pointer (&self->articles, articles);
  self->reader = reader;
  self->marking = marking;
  self->filing = filing;
  bs_catch_keys (bs_article_pane_get_view (articles), self, G_CALLBACK (key_pressed_cb));
  bs_catch_keys (bs_reader_pane_get_body (reader), self, G_CALLBACK (key_pressed_cb));
  return self;
}
