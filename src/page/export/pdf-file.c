/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/pdf-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "page/export/pdf-marks.h"
#include "page/export/pdf-writer.h"

/* A link covers a line of this height from its mark, in points. */
#define LINE_HEIGHT 14

/* Space above the place that a link or an entry of the outline leads to, in points. */
#define LEAD 12

/* Numbers of pages are in a font that every reader of PDF has. Its digits are equally wide, and so are its space and
 * its slash. All in points, or parts of the size. */
#define NUMBER_FONT "/Helvetica"
#define NUMBER_FONT_NAME "/BroadsheetNumbers"
#define DIGIT_WIDTH 0.556
#define SPACE_WIDTH 0.278
#define FOOT_SIZE 8
#define FOOT_BASELINE 24
#define CONTENTS_SIZE 10
#define MARK_SIZE 0.8

typedef struct
{
  guint level;
  char *title;
  BsPdfPlace place;
} Heading;

typedef struct
{
  guint object; /* of the page */
  guint links;  /* the object that has its links */
  guint foot;   /* the object that draws numbers */
  double width; /* in points */
} Page;

/* The number of a page, for one that leads there. */
typedef struct
{
  BsPdfPlace place;
  guint page; /* from 0 */
} Number;

typedef struct
{
  BsPdfPlace place;
  char *address; /* (nullable) */
  BsPdfPlace target;
} Link;

struct _BsPdfFile
{
  char *path;
  BsPdfWriter *writer;
  guint catalogue;
  guint root; /* of the pages */
  guint info;
  guint opening;       /* content that is drawn before each page */
  guint font;          /* of the numbers */
  GArray *pages;       /* (element-type Page) */
  GArray *roots;       /* (element-type guint): of the pages of each part */
  GPtrArray *headings; /* (element-type Heading) */
  GPtrArray *links;    /* (element-type Link), by pages */
  GArray *numbers;     /* (element-type Number), by pages */
};

static void
heading_free (gpointer data)
{
  Heading *heading = data;

  g_free (heading->title);
  g_free (heading);
}

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->address);
  g_free (link);
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
               _ ("The PDF file could not be assembled: %s"),
               qpdf_get_error_message_detail (data, qpdf_get_error (data)));
  return FALSE;
}

/**
 * bs_pdf_file_new:
 * @path: (type filename): path of the file; parts are written beside it for a while
 * @error: return location for an error of the disk
 *
 * Begins a PDF without pages.
 *
 * Returns: (transfer full) (nullable): the file
 */
BsPdfFile *
bs_pdf_file_new (const char *path, GError **error)
{
  BsPdfWriter *writer;
  BsPdfFile *self;

  g_return_val_if_fail (path != NULL, NULL);

  writer = bs_pdf_writer_new (path, error);
  if (writer == NULL)
    return NULL;
  self = g_new0 (BsPdfFile, 1);
  self->path = g_strdup (path);
  self->writer = writer;
  self->catalogue = bs_pdf_writer_reserve (writer);
  self->root = bs_pdf_writer_reserve (writer);
  self->info = bs_pdf_writer_reserve (writer);
  self->opening = bs_pdf_writer_reserve (writer);
  self->font = bs_pdf_writer_reserve (writer);
  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
  self->roots = g_array_new (FALSE, FALSE, sizeof (guint));
  self->headings = g_ptr_array_new_with_free_func (heading_free);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (Number));
  return self;
}

/* Returns: (transfer full) (nullable): the name of a font */
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
            {
              qpdf_oh none = qpdf_oh_new_null (part);

              qpdf_oh_replace_stream_data (part, stream, (const unsigned char *) corrected, strlen (corrected), none,
                                           none);
              qpdf_oh_release (part, none);
            }
        }
      free (bytes);
      qpdf_oh_release (part, stream);
      qpdf_oh_release (part, font);
    }
  qpdf_oh_release (part, size);
  qpdf_oh_release (part, trailer);
}

static qpdf_oh
make_reference (qpdf_data part, guint object)
{
  g_autofree char *name = g_strdup_printf (BS_PDF_WRITER_OBJECT "%u", object);

  return qpdf_oh_new_name (part, name);
}

static void
append_reference (qpdf_data part, qpdf_oh array, guint object)
{
  qpdf_oh reference = make_reference (part, object);

  qpdf_oh_append_item (part, array, reference);
  qpdf_oh_release (part, reference);
}

/* Returns: a dictionary in another one, which is made if it is missing */
static qpdf_oh
get_dictionary (qpdf_data part, qpdf_oh around, const char *name)
{
  qpdf_oh found = qpdf_oh_get_key (part, around, name);

  if (qpdf_oh_is_dictionary (part, found))
    return found;
  qpdf_oh_release (part, found);
  found = qpdf_oh_new_dictionary (part);
  qpdf_oh_replace_key (part, around, name, found);
  return found;
}

/* Draws numbers after the page's own content, which may have moved or scaled everything. */
static void
leave_room_for_numbers (BsPdfFile *self, qpdf_data part, qpdf_oh page, guint foot)
{
  qpdf_oh contents = qpdf_oh_get_key (part, page, "/Contents");
  qpdf_oh all = qpdf_oh_new_array (part);
  qpdf_oh resources = get_dictionary (part, page, "/Resources");
  qpdf_oh fonts = get_dictionary (part, resources, "/Font");
  qpdf_oh font = make_reference (part, self->font);

  append_reference (part, all, self->opening);
  if (qpdf_oh_is_array (part, contents))
    {
      int n = qpdf_oh_get_array_n_items (part, contents);

      for (int i = 0; i < n; i++)
        {
          qpdf_oh item = qpdf_oh_get_array_item (part, contents, i);

          qpdf_oh_append_item (part, all, item);
          qpdf_oh_release (part, item);
        }
    }
  else if (qpdf_oh_is_stream (part, contents))
    {
      qpdf_oh_append_item (part, all, contents);
    }
  append_reference (part, all, foot);
  qpdf_oh_replace_key (part, page, "/Contents", all);
  qpdf_oh_replace_key (part, fonts, NUMBER_FONT_NAME, font);
  qpdf_oh_release (part, font);
  qpdf_oh_release (part, fonts);
  qpdf_oh_release (part, resources);
  qpdf_oh_release (part, all);
  qpdf_oh_release (part, contents);
}

/* Notes the marks of a page, and leaves room for its links and numbers. */
static void
note_page (BsPdfFile *self, qpdf_data part, guint number, GArray *places)
{
  g_autofree char *name = g_strdup_printf (BS_PDF_WRITER_PAGE "%u", number);
  qpdf_oh page = qpdf_get_page_n (part, number);
  qpdf_oh box = qpdf_oh_get_key (part, page, "/MediaBox");
  qpdf_oh right = qpdf_oh_get_array_item (part, box, 2);
  qpdf_oh tag = qpdf_oh_new_name (part, name);
  Page added = { .width = qpdf_oh_get_numeric_value (part, right) };
  unsigned char *bytes = NULL;
  size_t length = 0;

  added.links = bs_pdf_writer_reserve (self->writer);
  added.foot = bs_pdf_writer_reserve (self->writer);
  if (qpdf_oh_get_page_content_data (part, page, &bytes, &length) == QPDF_SUCCESS && bytes != NULL)
    {
      g_autoptr (GArray) marks = bs_pdf_marks_find ((const char *) bytes, length);

      for (guint i = 0; i < marks->len; i++)
        {
          const BsPdfMark *mark = &g_array_index (marks, BsPdfMark, i);
          BsPdfPlace place = { .page = self->pages->len, .mark = mark->number, .x = mark->x, .y = mark->y };

          g_array_append_val (places, place);
        }
    }
  free (bytes);
  qpdf_oh_replace_key (part, page, "/Annots", tag);
  leave_room_for_numbers (self, part, page, added.foot);
  qpdf_oh_release (part, tag);
  qpdf_oh_release (part, right);
  qpdf_oh_release (part, box);
  qpdf_oh_release (part, page);
  g_array_append_val (self->pages, added);
}

static void
leave_room_for_parent (qpdf_data part)
{
  qpdf_oh catalogue = qpdf_get_root (part);
  qpdf_oh root = qpdf_oh_get_key (part, catalogue, "/Pages");
  qpdf_oh tag = qpdf_oh_new_name (part, BS_PDF_WRITER_PARENT);

  qpdf_oh_replace_key (part, root, "/Parent", tag);
  qpdf_oh_release (part, tag);
  qpdf_oh_release (part, root);
  qpdf_oh_release (part, catalogue);
}

static gboolean
write_part (qpdf_data part, const char *path, GError **error)
{
  qpdf_init_write (part, path);
  qpdf_set_object_stream_mode (part, qpdf_o_disable);
  qpdf_write (part);
  return check (part, error);
}

static gboolean
append_part (BsPdfFile *self, const char *path, guint first_page, GError **error)
{
  g_autoptr (GArray) objects = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (guint));
  guint root;

  g_array_set_size (objects, self->pages->len - first_page);
  for (guint i = first_page; i < self->pages->len; i++)
    g_array_append_val (links, g_array_index (self->pages, Page, i).links);
  if (!bs_pdf_writer_append (self->writer, path, self->root, objects, links, &root, error))
    return FALSE;
  for (guint i = first_page; i < self->pages->len; i++)
    g_array_index (self->pages, Page, i).object = g_array_index (objects, guint, i - first_page);
  g_array_append_val (self->roots, root);
  return TRUE;
}

/**
 * bs_pdf_file_add:
 * @self: a file
 * @part: (type filename): a PDF that a printer has written
 * @map: the meaning of its glyphs
 * @error: return location for an error of the disk or of the PDF
 *
 * Appends all pages of a PDF.
 *
 * Returns: (transfer full) (element-type BsPdfPlace) (nullable): the marks in it, in the order of its pages
 */
GArray *
bs_pdf_file_add (BsPdfFile *self, const char *part, const BsPdfTextMap *map, GError **error)
{
  g_autoptr (GArray) places = NULL;
  g_autofree char *changed = NULL;
  qpdf_data data;
  guint first_page;
  gboolean added;
  int n_pages;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (part != NULL, NULL);
  g_return_val_if_fail (map != NULL, NULL);

  places = g_array_new (FALSE, FALSE, sizeof (BsPdfPlace));
  changed = g_strconcat (self->path, ".part", NULL);
  first_page = self->pages->len;
  data = make_data ();
  added = qpdf_read (data, part, NULL) == QPDF_SUCCESS || !qpdf_has_error (data);
  if (added)
    {
      correct_text (data, map);
      n_pages = qpdf_get_num_pages (data);
      for (int i = 0; i < n_pages; i++)
        note_page (self, data, (guint) i, places);
      leave_room_for_parent (data);
    }
  added = check (data, error) && write_part (data, changed, error);
  qpdf_cleanup (&data);
  added = added && append_part (self, changed, first_page, error);
  g_unlink (changed);
  return added ? g_steal_pointer (&places) : NULL;
}

/**
 * bs_pdf_file_add_heading:
 * @self: a file
 * @level: 0 for an article, more for the headings in it
 * @title: its words
 * @place: its position
 *
 * Appends an entry to the outline.
 */
void
bs_pdf_file_add_heading (BsPdfFile *self, guint level, const char *title, const BsPdfPlace *place)
{
  Heading *heading;

  g_return_if_fail (self != NULL);
  g_return_if_fail (title != NULL);
  g_return_if_fail (place != NULL && place->page < self->pages->len);

  heading = g_new0 (Heading, 1);
  heading->level = level;
  heading->title = g_strdup (title);
  heading->place = *place;
  g_ptr_array_add (self->headings, heading);
}

/**
 * bs_pdf_file_add_link:
 * @self: a file
 * @place: the start of the linked line
 * @address: (nullable): an address on the net
 * @target: (nullable): a place in the document, if there is no @address
 *
 * Makes the rest of a line a link.
 */
void
bs_pdf_file_add_link (BsPdfFile *self, const BsPdfPlace *place, const char *address, const BsPdfPlace *target)
{
  Link *link;

  g_return_if_fail (self != NULL);
  g_return_if_fail (place != NULL && place->page < self->pages->len);
  g_return_if_fail ((address == NULL) != (target == NULL));

  link = g_new0 (Link, 1);
  link->place = *place;
  link->address = g_strdup (address);
  if (target != NULL)
    link->target = *target;
  g_ptr_array_add (self->links, link);
}

/**
 * bs_pdf_file_add_number:
 * @self: a file
 * @place: a free place in the line, on the baseline at the edge of the column
 * @target: a place in the document
 *
 * Draws the number of the page that @target is on.
 */
void
bs_pdf_file_add_number (BsPdfFile *self, const BsPdfPlace *place, const BsPdfPlace *target)
{
  Number number;

  g_return_if_fail (self != NULL);
  g_return_if_fail (place != NULL && place->page < self->pages->len);
  g_return_if_fail (target != NULL && target->page < self->pages->len);

  number.place = *place;
  number.page = target->page;
  g_array_append_val (self->numbers, number);
}

static void
append_destination (BsPdfFile *self, GString *out, const BsPdfPlace *place)
{
  g_string_append_printf (out, "[%u 0 R /XYZ null", g_array_index (self->pages, Page, place->page).object);
  bs_pdf_append_number (out, place->y + LEAD);
  g_string_append (out, " null]");
}

/* PDF 1.7, 12.5.6.5. The margins are equal on both sides, in a column of either direction. */
static void
append_link (BsPdfFile *self, GString *out, const Link *link)
{
  double width = g_array_index (self->pages, Page, link->place.page).width;
  double far = width - link->place.x;

  g_string_append (out, "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [");
  bs_pdf_append_number (out, MIN (link->place.x, far));
  bs_pdf_append_number (out, link->place.y - LINE_HEIGHT);
  bs_pdf_append_number (out, MAX (link->place.x, far));
  bs_pdf_append_number (out, link->place.y);
  g_string_append (out, "] ");
  if (link->address != NULL)
    {
      g_string_append (out, "/A << /S /URI /URI <");
      for (const char *c = link->address; *c != '\0'; c++)
        g_string_append_printf (out, "%02X", (guchar) *c);
      g_string_append (out, "> >>");
    }
  else
    {
      g_string_append (out, "/Dest ");
      append_destination (self, out, &link->target);
    }
  g_string_append (out, " >>\n");
}

static gint
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *link_a = *(const Link *const *) a;
  const Link *link_b = *(const Link *const *) b;

  return link_a->place.page < link_b->place.page ? -1 : link_a->place.page > link_b->place.page;
}

static gboolean
write_links (BsPdfFile *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint next = 0;

  g_ptr_array_sort (self->links, compare_links);
  for (guint i = 0; i < self->pages->len; i++)
    {
      g_string_assign (out, "[");
      for (; next < self->links->len && ((const Link *) self->links->pdata[next])->place.page == i; next++)
        append_link (self, out, self->links->pdata[next]);
      g_string_append_c (out, ']');
      if (!bs_pdf_writer_add (self->writer, g_array_index (self->pages, Page, i).links, out, error))
        return FALSE;
    }
  return TRUE;
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Number *number_a = a;
  const Number *number_b = b;

  return number_a->place.page < number_b->place.page ? -1 : number_a->place.page > number_b->place.page;
}

/* PDF 1.7, 9.4: digits, spaces and slashes */
static void
append_digits (GString *out, const char *text, double size, double x, double baseline)
{
  g_string_append (out, NUMBER_FONT_NAME);
  bs_pdf_append_number (out, size);
  g_string_append (out, " Tf 1 0 0 1");
  bs_pdf_append_number (out, x);
  bs_pdf_append_number (out, baseline);
  g_string_append_printf (out, " Tm (%s) Tj\n", text);
}

static double
get_width (const char *text, double size)
{
  double width = 0;

  for (; *text != '\0'; text++)
    width += size * (g_ascii_isdigit (*text) ? DIGIT_WIDTH : SPACE_WIDTH);
  return width;
}

/* That of the page, where more than one can be mixed up. */
static void
append_foot (BsPdfFile *self, GString *out, guint page)
{
  g_autofree char *text = g_strdup_printf ("%u / %u", page + 1, self->pages->len);
  double x = (g_array_index (self->pages, Page, page).width - get_width (text, FOOT_SIZE)) / 2;

  if (self->pages->len > 1)
    append_digits (out, text, FOOT_SIZE, x, FOOT_BASELINE);
}

/* In a column of either direction. */
static void
append_page_number (BsPdfFile *self, GString *out, const Number *number)
{
  g_autofree char *text = g_strdup_printf ("%u", number->page + 1);
  gboolean is_at_left = number->place.x < g_array_index (self->pages, Page, number->place.page).width / 2;

  append_digits (out, text, CONTENTS_SIZE, number->place.x - (is_at_left ? 0 : get_width (text, CONTENTS_SIZE)),
                 number->place.y - MARK_SIZE);
}

static gboolean
write_stream (BsPdfFile *self, guint object, const GString *content, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_printf (out, "<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream", content->len, content->str);
  return bs_pdf_writer_add (self->writer, object, out, error);
}

static gboolean
write_numbers (BsPdfFile *self, GError **error)
{
  g_autoptr (GString) font = g_string_new ("<< /Type /Font /Subtype /Type1 /BaseFont " NUMBER_FONT " >>");
  g_autoptr (GString) out = g_string_new ("q");
  guint next = 0;

  if (!bs_pdf_writer_add (self->writer, self->font, font, error) || !write_stream (self, self->opening, out, error))
    return FALSE;
  g_array_sort (self->numbers, compare_numbers);
  for (guint i = 0; i < self->pages->len; i++)
    {
      g_string_assign (out, "Q\n/Artifact BMC\nBT 0.37 g\n");
      append_foot (self, out, i);
      for (; next < self->numbers->len && g_array_index (self->numbers, Number, next).place.page == i; next++)
        append_page_number (self, out, &g_array_index (self->numbers, Number, next));
      g_string_append (out, "ET\nEMC");
      if (!write_stream (self, g_array_index (self->pages, Page, i).foot, out, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the entries from *next on that are not above @level, below @parent (PDF 1.7, 12.3.3).
 *
 * Returns: how many are directly below it */
static guint
write_level (BsPdfFile *self, guint parent, guint *next, guint level, guint *first, guint *last, GError **error)
{
  guint previous = 0;
  guint number = 0;
  guint n = 0;

  while (*next < self->headings->len && (error == NULL || *error == NULL))
    {
      const Heading *heading = self->headings->pdata[*next];
      g_autoptr (GString) out = g_string_new ("<< /Title ");
      guint following;
      guint below_first = 0, below_last = 0, n_below;

      if (heading->level < level)
        break;
      /* The one that follows has been promised its number. */
      number = n == 0 ? bs_pdf_writer_reserve (self->writer) : number;
      if (n == 0)
        *first = number;
      (*next)++;
      n++;
      n_below = write_level (self, number, next, heading->level + 1, &below_first, &below_last, error);
      following = *next < self->headings->len && ((const Heading *) self->headings->pdata[*next])->level >= level ?
                      bs_pdf_writer_reserve (self->writer) :
                      0;
      bs_pdf_append_text (out, heading->title);
      g_string_append_printf (out, " /Parent %u 0 R /Dest ", parent);
      append_destination (self, out, &heading->place);
      if (previous != 0)
        g_string_append_printf (out, " /Prev %u 0 R", previous);
      if (following != 0)
        g_string_append_printf (out, " /Next %u 0 R", following);
      /* Negative: it is closed. */
      if (n_below > 0)
        g_string_append_printf (out, " /First %u 0 R /Last %u 0 R /Count -%u", below_first, below_last, n_below);
      g_string_append (out, " >>");
      if (!bs_pdf_writer_add (self->writer, number, out, error))
        break;
      *last = previous = number;
      number = following;
    }
  return n;
}

/* Returns: the object of the outline, or 0 */
static guint
write_outline (BsPdfFile *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint outline, n, first = 0, last = 0, next = 0;

  if (self->headings->len == 0)
    return 0;
  outline = bs_pdf_writer_reserve (self->writer);
  n = write_level (self, outline, &next, 0, &first, &last, error);
  g_string_printf (out, "<< /Type /Outlines /First %u 0 R /Last %u 0 R /Count %u >>", first, last, n);
  return bs_pdf_writer_add (self->writer, outline, out, error) ? outline : 0;
}

static gboolean
write_root (BsPdfFile *self, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<< /Type /Pages /Kids [");

  for (guint i = 0; i < self->roots->len; i++)
    g_string_append_printf (out, " %u 0 R", g_array_index (self->roots, guint, i));
  g_string_append_printf (out, "] /Count %u >>", self->pages->len);
  return bs_pdf_writer_add (self->writer, self->root, out, error);
}

static gboolean
write_info (BsPdfFile *self, const char *title, const char *author, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<< /Title ");

  bs_pdf_append_text (out, title);
  if (author != NULL)
    {
      g_string_append (out, " /Author ");
      bs_pdf_append_text (out, author);
    }
  g_string_append (out, " /Creator (Broadsheet) >>");
  return bs_pdf_writer_add (self->writer, self->info, out, error);
}

/**
 * bs_pdf_file_finish:
 * @self: a file
 * @title: of the document
 * @author: (nullable): the author
 * @language: (nullable): BCP 47
 * @error: return location for an error of the disk
 *
 * Writes the document's metadata, its outline, its links and the numbers of its pages.
 *
 * Returns: whether the file is whole
 */
gboolean
bs_pdf_file_finish (BsPdfFile *self, const char *title, const char *author, const char *language, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  guint outline;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (title != NULL, FALSE);

  outline = write_outline (self, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_string_printf (out, "<< /Type /Catalog /Pages %u 0 R /ViewerPreferences << /DisplayDocTitle true >>", self->root);
  if (language != NULL)
    {
      g_string_append (out, " /Lang ");
      bs_pdf_append_text (out, language);
    }
  if (outline != 0)
    g_string_append_printf (out, " /Outlines %u 0 R /PageMode /UseOutlines", outline);
  g_string_append (out, " >>");
  return write_links (self, error) && write_numbers (self, error) && write_root (self, error) &&
         write_info (self, title, author, error) && bs_pdf_writer_add (self->writer, self->catalogue, out, error) &&
         bs_pdf_writer_finish (self->writer, self->catalogue, self->info, error);
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

  bs_pdf_writer_free (self->writer);
  g_array_unref (self->pages);
  g_array_unref (self->roots);
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->links);
  g_array_unref (self->numbers);
  g_free (self->path);
  g_free (self);
}
