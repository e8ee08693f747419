/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/pdf-file.h"

#include <glib/gi18n-lib.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "page/export/pdf-marks.h"

/* A link covers a line of this height from its mark, in points. */
#define LINE_HEIGHT 14

/* Space above the place that a link or an entry of the outline leads to, in points. */
#define LEAD 12

typedef struct
{
  guint level;
  char *title;
  BsPdfPlace place;
} Heading;

struct _BsPdfFile
{
  qpdf_data data;
  GPtrArray *parts;    /* (element-type qpdf_data): read while it is written */
  GPtrArray *headings; /* (element-type Heading) */
  guint n_pages;
};

static void
heading_free (gpointer data)
{
  Heading *heading = data;

  g_free (heading->title);
  g_free (heading);
}

static void
part_free (gpointer part)
{
  qpdf_data data = part;

  qpdf_cleanup (&data);
}

static qpdf_data
make_data (void)
{
  qpdf_data data = qpdf_init ();

  qpdf_silence_errors (data);
  qpdf_set_suppress_warnings (data, QPDF_TRUE);
  return data;
}

static gboolean
check (qpdf_data data, GError **error)
{
  if (!qpdf_has_error (data))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               /* Translators: %s is the reason, in English. */
               _ ("The PDF could not be put together: %s"),
               qpdf_get_error_message_detail (data, qpdf_get_error (data)));
  return FALSE;
}

/**
 * bs_pdf_file_new:
 *
 * Creates a PDF without pages.
 *
 * Returns: (transfer full): the file
 */
BsPdfFile *
bs_pdf_file_new (void)
{
  BsPdfFile *self = g_new0 (BsPdfFile, 1);

  self->data = make_data ();
  qpdf_empty_pdf (self->data);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->headings = g_ptr_array_new_with_free_func (heading_free);
  return self;
}

/* Returns: (transfer full) (nullable): what a font is called */
static char *
dup_font_name (qpdf_data part, qpdf_oh font)
{
  qpdf_oh descriptor = qpdf_oh_get_key (part, font, "/FontDescriptor");
  char *name = NULL;

  if (qpdf_oh_is_dictionary (part, descriptor))
    {
      qpdf_oh value = qpdf_oh_get_key (part, descriptor, "/FontName");

      if (qpdf_oh_is_name (part, value))
        name = g_strdup (qpdf_oh_get_name (part, value));
      qpdf_oh_release (part, value);
    }
  qpdf_oh_release (part, descriptor);
  return name;
}

/* Fonts are dictionaries with a map. Several may share one. */
static void
correct_text (qpdf_data part, const BsPdfTextMap *map)
{
  qpdf_oh trailer = qpdf_get_trailer (part);
  qpdf_oh size = qpdf_oh_get_key (part, trailer, "/Size");
  int n_objects = qpdf_oh_get_int_value_as_int (part, size);

  for (int i = 1; i < n_objects; i++)
    {
      qpdf_oh font = qpdf_get_object_by_id (part, i, 0);
      unsigned char *bytes = NULL;
      QPDF_BOOL is_plain = QPDF_FALSE;
      size_t length = 0;
      qpdf_oh stream;

      if (!qpdf_oh_is_dictionary (part, font) || !qpdf_oh_has_key (part, font, "/ToUnicode"))
        {
          qpdf_oh_release (part, font);
          continue;
        }
      stream = qpdf_oh_get_key (part, font, "/ToUnicode");
      if (qpdf_oh_is_stream (part, stream) &&
          qpdf_oh_get_stream_data (part, stream, qpdf_dl_generalized, &is_plain, &bytes, &length) == QPDF_SUCCESS &&
          is_plain && bytes != NULL)
        {
          g_autofree char *name = dup_font_name (part, font);
          g_autofree char *corrected = bs_pdf_text_map_rewrite (map, name, (const char *) bytes, length);

          if (corrected != NULL)
            qpdf_oh_replace_stream_data (part, stream, (const unsigned char *) corrected, strlen (corrected),
                                         qpdf_oh_new_null (part), qpdf_oh_new_null (part));
        }
      free (bytes);
      qpdf_oh_release (part, stream);
      qpdf_oh_release (part, font);
    }
  qpdf_oh_release (part, size);
  qpdf_oh_release (part, trailer);
}

static void
note_places (BsPdfFile *self, qpdf_data part, qpdf_oh page, GArray *places)
{
  unsigned char *bytes = NULL;
  size_t length = 0;

  if (qpdf_oh_get_page_content_data (part, page, &bytes, &length) == QPDF_SUCCESS && bytes != NULL)
    {
      g_autoptr (GArray) marks = bs_pdf_marks_find ((const char *) bytes, length);

      for (guint i = 0; i < marks->len; i++)
        {
          const BsPdfMark *mark = &g_array_index (marks, BsPdfMark, i);
          BsPdfPlace place = { .page = self->n_pages, .mark = mark->number, .x = mark->x, .y = mark->y };

          g_array_append_val (places, place);
        }
    }
  free (bytes);
}

/**
 * bs_pdf_file_add:
 * @self: a file
 * @path: (type filename): a PDF that a printer has written
 * @map: what its glyphs mean
 * @error: return location for an error of the disk or of the PDF
 *
 * Appends all pages of a PDF.
 *
 * Returns: (transfer full) (element-type BsPdfPlace) (nullable): the marks in it, in the order of its pages
 */
GArray *
bs_pdf_file_add (BsPdfFile *self, const char *path, const BsPdfTextMap *map, GError **error)
{
  g_autoptr (GArray) places = NULL;
  qpdf_data part;
  int n_pages;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (map != NULL, NULL);

  part = make_data ();
  g_ptr_array_add (self->parts, part);
  qpdf_read (part, path, NULL);
  if (!check (part, error))
    return NULL;
  correct_text (part, map);
  places = g_array_new (FALSE, FALSE, sizeof (BsPdfPlace));
  n_pages = qpdf_get_num_pages (part);
  for (int i = 0; i < n_pages; i++)
    {
      qpdf_oh page = qpdf_get_page_n (part, (size_t) i);

      note_places (self, part, page, places);
      qpdf_add_page (self->data, part, page, QPDF_FALSE);
      qpdf_oh_release (part, page);
      self->n_pages++;
    }
  return check (part, error) && check (self->data, error) ? g_steal_pointer (&places) : NULL;
}

static void
set (BsPdfFile *self, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key (self->data, dictionary, key, value);
  qpdf_oh_release (self->data, value);
}

static void
set_text (BsPdfFile *self, qpdf_oh dictionary, const char *key, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  set (self, dictionary, key, qpdf_oh_new_unicode_string (self->data, valid));
}

/**
 * bs_pdf_file_describe:
 * @self: a file
 * @title: of the document
 * @author: (nullable): who wrote it
 * @language: (nullable): BCP 47
 *
 * Says what the document is.
 */
void
bs_pdf_file_describe (BsPdfFile *self, const char *title, const char *author, const char *language)
{
  qpdf_oh info, trailer, root, view;

  g_return_if_fail (self != NULL);
  g_return_if_fail (title != NULL);

  info = qpdf_make_indirect_object (self->data, qpdf_oh_new_dictionary (self->data));
  set_text (self, info, "/Title", title);
  if (author != NULL)
    set_text (self, info, "/Author", author);
  set_text (self, info, "/Creator", "Broadsheet");
  trailer = qpdf_get_trailer (self->data);
  set (self, trailer, "/Info", info);
  root = qpdf_get_root (self->data);
  if (language != NULL)
    set_text (self, root, "/Lang", language);
  view = qpdf_oh_new_dictionary (self->data);
  set (self, view, "/DisplayDocTitle", qpdf_oh_new_bool (self->data, QPDF_TRUE));
  set (self, root, "/ViewerPreferences", view);
}

/**
 * bs_pdf_file_add_heading:
 * @self: a file
 * @level: 0 for an article, more for the headings in it
 * @title: its words
 * @place: where it is
 *
 * Appends an entry to the outline.
 */
void
bs_pdf_file_add_heading (BsPdfFile *self, guint level, const char *title, const BsPdfPlace *place)
{
  Heading *heading;

  g_return_if_fail (self != NULL);
  g_return_if_fail (title != NULL);
  g_return_if_fail (place != NULL);

  heading = g_new0 (Heading, 1);
  heading->level = level;
  heading->title = g_strdup (title);
  heading->place = *place;
  g_ptr_array_add (self->headings, heading);
}

static void
append_number (BsPdfFile *self, qpdf_oh array, double number)
{
  qpdf_oh value = qpdf_oh_new_real_from_double (self->data, number, 2);

  qpdf_oh_append_item (self->data, array, value);
  qpdf_oh_release (self->data, value);
}

static void
append_name (BsPdfFile *self, qpdf_oh array, const char *name)
{
  qpdf_oh value = name != NULL ? qpdf_oh_new_name (self->data, name) : qpdf_oh_new_null (self->data);

  qpdf_oh_append_item (self->data, array, value);
  qpdf_oh_release (self->data, value);
}

static qpdf_oh
make_destination (BsPdfFile *self, const BsPdfPlace *place)
{
  qpdf_oh array = qpdf_oh_new_array (self->data);
  qpdf_oh page = qpdf_get_page_n (self->data, place->page);

  qpdf_oh_append_item (self->data, array, page);
  qpdf_oh_release (self->data, page);
  append_name (self, array, "/XYZ");
  append_name (self, array, NULL);
  append_number (self, array, place->y + LEAD);
  append_name (self, array, NULL);
  return array;
}

/**
 * bs_pdf_file_add_link:
 * @self: a file
 * @place: where the line begins that is the link
 * @address: (nullable): an address on the net
 * @target: (nullable): a place in the document, if there is no @address
 *
 * Makes the rest of a line a link (PDF 1.7, 12.5.6.5).
 */
void
bs_pdf_file_add_link (BsPdfFile *self, const BsPdfPlace *place, const char *address, const BsPdfPlace *target)
{
  qpdf_oh page, links, link, box, rectangle;
  double width;

  g_return_if_fail (self != NULL);
  g_return_if_fail (place != NULL);
  g_return_if_fail ((address == NULL) != (target == NULL));

  page = qpdf_get_page_n (self->data, place->page);
  box = qpdf_oh_get_key (self->data, page, "/MediaBox");
  width = qpdf_oh_get_numeric_value (self->data, qpdf_oh_get_array_item (self->data, box, 2));
  link = qpdf_oh_new_dictionary (self->data);
  set (self, link, "/Type", qpdf_oh_new_name (self->data, "/Annot"));
  set (self, link, "/Subtype", qpdf_oh_new_name (self->data, "/Link"));
  rectangle = qpdf_oh_new_array (self->data);
  append_number (self, rectangle, place->x);
  append_number (self, rectangle, place->y - LINE_HEIGHT);
  /* The margins are equal on both sides, in a column of either direction. */
  append_number (self, rectangle, place->x < width / 2 ? width - place->x : place->x);
  append_number (self, rectangle, place->y);
  set (self, link, "/Rect", rectangle);
  set (self, link, "/Border", qpdf_oh_parse (self->data, "[ 0 0 0 ]"));
  if (address != NULL)
    {
      qpdf_oh action = qpdf_oh_new_dictionary (self->data);

      set (self, action, "/S", qpdf_oh_new_name (self->data, "/URI"));
      set (self, action, "/URI", qpdf_oh_new_string (self->data, address));
      set (self, link, "/A", action);
    }
  else
    {
      set (self, link, "/Dest", make_destination (self, target));
    }
  if (!qpdf_oh_has_key (self->data, page, "/Annots"))
    set (self, page, "/Annots", qpdf_oh_new_array (self->data));
  links = qpdf_oh_get_key (self->data, page, "/Annots");
  qpdf_oh_append_item (self->data, links, qpdf_make_indirect_object (self->data, link));
  qpdf_oh_release (self->data, links);
  qpdf_oh_release (self->data, page);
}

/* Writes the entries from *next on that are not above @level, below @parent (PDF 1.7, 12.3.3). */
static guint
write_level (BsPdfFile *self, qpdf_oh parent, guint *next, guint level)
{
  qpdf_oh previous = qpdf_oh_new_uninitialized (self->data);
  guint n = 0;

  while (*next < self->headings->len)
    {
      const Heading *heading = self->headings->pdata[*next];
      qpdf_oh entry;
      guint n_below;

      if (heading->level < level)
        break;
      entry = qpdf_make_indirect_object (self->data, qpdf_oh_new_dictionary (self->data));
      set_text (self, entry, "/Title", heading->title);
      qpdf_oh_replace_key (self->data, entry, "/Parent", parent);
      set (self, entry, "/Dest", make_destination (self, &heading->place));
      if (n == 0)
        {
          qpdf_oh_replace_key (self->data, parent, "/First", entry);
        }
      else
        {
          qpdf_oh_replace_key (self->data, entry, "/Prev", previous);
          qpdf_oh_replace_key (self->data, previous, "/Next", entry);
          qpdf_oh_release (self->data, previous);
        }
      previous = entry;
      n++;
      (*next)++;
      n_below = write_level (self, entry, next, heading->level + 1);
      if (n_below > 0)
        /* Negative: it is closed. */
        set (self, entry, "/Count", qpdf_oh_new_integer (self->data, -(long long) n_below));
    }
  if (n > 0)
    qpdf_oh_replace_key (self->data, parent, "/Last", previous);
  qpdf_oh_release (self->data, previous);
  return n;
}

static void
write_outline (BsPdfFile *self)
{
  qpdf_oh root = qpdf_get_root (self->data);
  qpdf_oh outline;
  guint next = 0;
  guint n;

  if (self->headings->len == 0)
    return;
  outline = qpdf_make_indirect_object (self->data, qpdf_oh_new_dictionary (self->data));
  set (self, outline, "/Type", qpdf_oh_new_name (self->data, "/Outlines"));
  n = write_level (self, outline, &next, 0);
  set (self, outline, "/Count", qpdf_oh_new_integer (self->data, n));
  set (self, root, "/Outlines", outline);
  set (self, root, "/PageMode", qpdf_oh_new_name (self->data, "/UseOutlines"));
}

/**
 * bs_pdf_file_write:
 * @self: a file, which is finished by this
 * @path: (type filename): where it is written
 * @error: return location for an error of the disk or of the PDF
 *
 * Writes the file.
 *
 * Returns: whether it was written
 */
gboolean
bs_pdf_file_write (BsPdfFile *self, const char *path, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  write_outline (self);
  if (!check (self->data, error))
    return FALSE;
  qpdf_init_write (self->data, path);
  qpdf_set_object_stream_mode (self->data, qpdf_o_generate);
  qpdf_write (self->data);
  return check (self->data, error);
}

/**
 * bs_pdf_file_count_pages:
 * @path: (type filename): a file
 *
 * Returns: how many pages the PDF has; 0 if it is missing or no PDF
 */
guint
bs_pdf_file_count_pages (const char *path)
{
  qpdf_data data;
  int n = 0;

  g_return_val_if_fail (path != NULL, 0);

  data = make_data ();
  if (qpdf_read (data, path, NULL) == QPDF_SUCCESS)
    n = qpdf_get_num_pages (data);
  if (qpdf_has_error (data))
    n = 0;
  qpdf_cleanup (&data);
  return (guint) MAX (n, 0);
}

void
bs_pdf_file_free (BsPdfFile *self)
{
  g_return_if_fail (self != NULL);

  qpdf_cleanup (&self->data);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->headings);
  g_free (self);
}
