/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/landmarks.h"

#include <string.h>

typedef enum
{
  MARK_TEXT,
  MARK_ELEMENT,
  MARK_TAG,
  MARK_SHORTCODE,
} MarkKind;

typedef struct
{
  MarkKind kind;
  char *name;
  gboolean known;
  gsize position; /* the position of the next one; G_MAXSIZE if there is none */
  gsize length;
} Mark;

static void
clear_mark (gpointer mark)
{
  g_free (((Mark *) mark)->name);
}

/*
 * bs_landmarks_init:
 * @self: (out caller-allocates): the search state
 * @text: (array length=length): a text that outlives @self
 * @length: the length of @text in bytes
 */
void
bs_landmarks_init (BsLandmarks *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);

  *self = (BsLandmarks){ text, length, g_array_new (FALSE, FALSE, sizeof (Mark)) };
  g_array_set_clear_func (self->marks, clear_mark);
}

void
bs_landmarks_clear (BsLandmarks *self)
{
  g_clear_pointer (&self->marks, g_array_unref);
}

/* Whether the cached position is still valid. */
static gboolean
get_mark (BsLandmarks *self, MarkKind kind, const char *name, gsize from, Mark **mark)
{
  Mark fresh = { .kind = kind };

  for (guint i = 0; i < self->marks->len; i++)
    {
      *mark = &g_array_index (self->marks, Mark, i);
      if ((*mark)->kind == kind && g_str_equal ((*mark)->name, name))
        return (*mark)->position >= from;
    }
  fresh.name = g_strdup (name);
  g_array_append_val (self->marks, fresh);
  *mark = &g_array_index (self->marks, Mark, self->marks->len - 1);
  return FALSE;
}

/*
 * bs_landmarks_find:
 *
 * Returns: the next position of @needle at or after @from, or %G_MAXSIZE
 */
gsize
bs_landmarks_find (BsLandmarks *self, const char *needle, gsize from)
{
  Mark *mark;
  const char *found;

  g_return_val_if_fail (from <= self->length, G_MAXSIZE);

  if (get_mark (self, MARK_TEXT, needle, from, &mark) && mark->known)
    return mark->position;
  found = memmem (self->text + from, self->length - from, needle, strlen (needle));
  mark->known = TRUE;
  mark->position = found == NULL ? G_MAXSIZE : (gsize) (found - self->text);
  return mark->position;
}

/*
 * bs_landmarks_find_element_end:
 *
 * Returns: the position after the next `</` and @name, ignoring case, or %G_MAXSIZE
 */
gsize
bs_landmarks_find_element_end (BsLandmarks *self, const char *name, gsize from)
{
  gsize length = strlen (name);
  gsize position = from;
  Mark *mark;

  g_return_val_if_fail (from <= self->length, G_MAXSIZE);

  if (get_mark (self, MARK_ELEMENT, name, from, &mark) && mark->known)
    return mark->position;
  mark->known = TRUE;
  mark->position = G_MAXSIZE;
  while (position < self->length)
    {
      const char *found = memmem (self->text + position, self->length - position, "</", 2);

      if (found == NULL)
        break;
      position = found - self->text + 2;
      if (self->length - position > length && g_ascii_strncasecmp (found + 2, name, length) == 0 &&
          !g_ascii_isalnum (found[2 + length]))
        {
          mark->position = position;
          break;
        }
    }
  return mark->position;
}

static gsize
skip_spaces (const BsLandmarks *self, gsize position)
{
  while (position < self->length && g_ascii_isspace (self->text[position]))
    position++;
  return position;
}

/* The length of the tag `{% endname %}` or `{{< /name >}}` at @position, or 0. */
static gsize
match_end_tag (const BsLandmarks *self, gsize position, const char *name, gboolean shortcode)
{
  const char *text = self->text;
  gsize start = position;
  gsize length = strlen (name);
  char open;

  if (self->length - position < length + 5)
    return 0;
  if (shortcode)
    {
      open = text[position + 2];
      if (memcmp (text + position, "{{", 2) != 0 || (open != '<' && open != '%'))
        return 0;
      position = skip_spaces (self, position + 3);
      if (position >= self->length || text[position] != '/')
        return 0;
      position = skip_spaces (self, position + 1);
    }
  else
    {
      if (memcmp (text + position, "{%", 2) != 0)
        return 0;
      position += text[position + 2] == '-' ? 3 : 2;
      position = skip_spaces (self, position);
      if (self->length - position < 3 || memcmp (text + position, "end", 3) != 0)
        return 0;
      position += 3;
    }
  if (self->length - position < length || memcmp (text + position, name, length) != 0)
    return 0;
  position = skip_spaces (self, position + length);
  if (position < self->length &&
      (text[position] == '-' || (shortcode && text[position] == '>') || (shortcode && text[position] == '%')))
    position++;
  if (self->length - position < 2 || memcmp (text + position, shortcode ? "}}" : "%}", 2) != 0)
    return 0;
  return position + 2 - start;
}

/*
 * bs_landmarks_find_tag_end:
 * @shortcode: %TRUE for Hugo's `{{< /name >}}`, %FALSE for Liquid's `{% endname %}`
 * @length: (out): the length of the tag in bytes
 *
 * Returns: where the next such tag begins, or %G_MAXSIZE
 */
gsize
bs_landmarks_find_tag_end (BsLandmarks *self, const char *name, gboolean shortcode, gsize from, gsize *length)
{
  gsize position = from;
  Mark *mark;

  g_return_val_if_fail (from <= self->length, G_MAXSIZE);

  if (!get_mark (self, shortcode ? MARK_SHORTCODE : MARK_TAG, name, from, &mark) || !mark->known)
    {
      mark->known = TRUE;
      mark->position = G_MAXSIZE;
      while (position < self->length)
        {
          const char *brace = memchr (self->text + position, '{', self->length - position);

          if (brace == NULL)
            break;
          position = brace - self->text;
          mark->length = match_end_tag (self, position, name, shortcode);
          if (mark->length > 0)
            {
              mark->position = position;
              break;
            }
          position++;
        }
    }
  *length = mark->length;
  return mark->position;
}
