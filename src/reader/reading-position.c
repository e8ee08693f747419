/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/reading-position.h"

struct _BsReadingPosition
{
  GObject parent_instance;

  char *position; /* (nullable): until it is known */
  guint sequence; /* of questions; answers to older ones are dropped */
};

enum
{
  KNOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsReadingPosition, bs_reading_position, G_TYPE_OBJECT)

typedef struct
{
  BsReadingPosition *position;
  guint sequence;
} Asking;

typedef struct
{
  BsLibrary *library;
  char *path;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_object_unref (leaving->library);
  g_free (leaving->path);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  g_autofree char *position = NULL;
  double fraction = 0;

  g_assert (BS_IS_PAGE_PLACE (source));

  position = bs_page_place_ask_finish (BS_PAGE_PLACE (source), result, &fraction, NULL);
  if (position != NULL)
    bs_library_set_position (leaving->library, leaving->path, *position != '\0' ? position : NULL, fraction);
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (BsReadingPosition) self = asking->position;
  g_autofree char *position = NULL;

  g_assert (BS_IS_LIBRARY (source));

  position = bs_library_get_position_finish (BS_LIBRARY (source), result, NULL, NULL);
  if (asking->sequence != self->sequence || position == NULL)
    return;
  self->position = g_steal_pointer (&position);
  g_signal_emit (self, signals[KNOWN], 0);
}

static void
bs_reading_position_finalize (GObject *object)
{
  g_free (BS_READING_POSITION (object)->position);

  G_OBJECT_CLASS (bs_reading_position_parent_class)->finalize (object);
}

static void
bs_reading_position_class_init (BsReadingPositionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_reading_position_finalize;

  signals[KNOWN] =
      g_signal_new ("known", BS_TYPE_READING_POSITION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bs_reading_position_init (BsReadingPosition *self)
{
}

BsReadingPosition *
bs_reading_position_new (void)
{
  return g_object_new (BS_TYPE_READING_POSITION, NULL);
}

/* Looks up the position at which the article was left. The answer usually arrives long before the article is read; if
 * not, the page scrolls to it then.
 *
 * @library: (nullable): without one, the position is unknown */
void
bs_reading_position_look_up (BsReadingPosition *self, BsLibrary *library, const char *path, GCancellable *cancellable)
{
  Asking *asking;

  g_return_if_fail (BS_IS_READING_POSITION (self));

  g_clear_pointer (&self->position, g_free);
  self->sequence++;
  if (library == NULL)
    return;
  asking = g_new (Asking, 1);
  *asking = (Asking){ g_object_ref (self), self->sequence };
  bs_library_get_position_async (library, path, cancellable, known_cb, asking);
}

/* Returns: (transfer none) (nullable): once it is known */
const char *
bs_reading_position_get (BsReadingPosition *self)
{
  g_return_val_if_fail (BS_IS_READING_POSITION (self), NULL);

  return self->position;
}

/* Asks a page for its position, before another one replaces it. */
void
bs_reading_position_keep (BsLibrary *library, const char *path, BsPagePlace *place)
{
  Leaving *leaving;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (path != NULL);

  leaving = g_new (Leaving, 1);
  *leaving = (Leaving){ g_object_ref (library), g_strdup (path) };
  bs_page_place_ask_async (place, NULL, NULL, left_cb, leaving);
}
