/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "model/library/folder/archive-mark.h"
#include "page/export/export-format.h"
#include "page/export/pdf-file.h"
#include "page/export/pdf-marks.h"
#include "page/export/print-program.h"
#include "page/export/xhtml.h"
#include "page/page.h"

/* Pages of HTML are printed in parts of this size in bytes, which is about 200 printed pages. */
#define PAGE_BYTES ((gsize) 512 * 1024)

/* A mark that is missing in the print is passed over. More links would be mistaken for others. */
#define MAX_MISSING 128

/* The authors of a document are named up to this number. */
#define MAX_AUTHORS 5

typedef enum
{
  MARK_CONTENTS, /* an article in the contents */
  MARK_NUMBER,   /* room for the number of its page */
  MARK_ARTICLE,
  MARK_HEADING,
  MARK_ADDRESS, /* in the list of links */
} MarkKind;

typedef struct
{
  MarkKind kind;
  guint number; /* of an article, from 1, or the level of a heading */
  char *text;   /* (nullable): the words of a heading, or an address */
  gboolean is_found;
  BsPdfPlace place;
} Mark;

typedef struct
{
  const BsExportJob *job;
  char *folder;        /* of the print program */
  GString *page;       /* the HTML being written */
  guint n_pages;       /* the number of written pages */
  guint n_pictures;    /* in the folder */
  GPtrArray *marks;    /* (element-type Mark) */
  GArray *first_marks; /* (element-type guint): of each page */
  BsPdfTextMap *map;
  const char *path;     /* of the article that is being written */
  GHashTable *pictures; /* (element-type utf8 utf8): those that it has already */
  GPtrArray *addresses; /* (element-type utf8): those that it leads to */
  GHashTable *numbers;  /* (element-type utf8 guint): the same */
  GPtrArray *authors;   /* (element-type utf8) */
} Print;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->text);
  g_free (mark);
}

static void
free_print (gpointer print)
{
  Print *self = print;

  if (self->folder != NULL)
    {
      g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (self->folder, name, NULL);

          g_unlink (path);
        }
      g_rmdir (self->folder);
      g_free (self->folder);
    }
  g_string_free (self->page, TRUE);
  g_ptr_array_unref (self->marks);
  g_array_unref (self->first_marks);
  bs_pdf_text_map_free (self->map);
  g_hash_table_unref (self->pictures);
  g_ptr_array_unref (self->addresses);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->authors);
  g_free (self);
}

static void
append_mark (Print *self, GString *out, MarkKind kind, guint number, const char *text)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->kind = kind;
  mark->number = number;
  mark->text = g_strdup (text);
  bs_pdf_mark_append (out, self->marks->len);
  g_ptr_array_add (self->marks, mark);
}

static void
begin_page (Print *self)
{
  g_autofree char *style = bs_page_dup_print_style ();

  g_array_append_val (self->first_marks, self->marks->len);
  g_string_printf (self->page,
                   "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                   "<style>%s</style>\n</head>\n<body>\n",
                   bs_export_contents_get_language (self->job->contents),
                   bs_export_contents_is_right_to_left (self->job->contents) ? "rtl" : "ltr", style);
}

static gboolean
end_page (Print *self, GError **error)
{
  g_autofree char *path = bs_print_program_dup_page (self->folder, ++self->n_pages);

  g_string_append (self->page, "</body>\n</html>\n");
  bs_pdf_text_map_add (self->map, self->page->str, self->page->len);
  return g_file_set_contents_full (path, self->page->str, (gssize) self->page->len, G_FILE_SET_CONTENTS_NONE, 0600,
                                   error);
}

/* The lists of the contents with the language of each title, a mark in it, and another one after it. */
static void
append_contents (Print *self)
{
  static const char start[] = "<li><a href=\"#article-";
  g_autoptr (GString) list = g_string_new (NULL);
  const char *rest;
  const char *link;
  const char *end;
  guint number = 0;

  g_string_append (self->page, "<div class=\"bs-page\"><h1 class=\"bs-title bs-contents-title\" dir=\"auto\">");
  bs_xhtml_append_text (self->page, self->job->title);
  g_string_append (self->page, "</h1>\n<nav>\n");
  bs_export_contents_append_list (self->job->contents, list, "#article-%u");
  for (rest = list->str; (link = strstr (rest, start)) != NULL; rest = end)
    {
      const BsExportEntry *entry = bs_export_contents_get (self->job->contents, number++);

      g_string_append_len (self->page, rest, link - rest);
      g_string_append (self->page, "<li class=\"bs-contents-item\"><a dir=\"auto\"");
      if (entry->language != NULL)
        g_string_append_printf (self->page, " lang=\"%s\"", entry->language);
      g_string_append_c (self->page, '>');
      append_mark (self, self->page, MARK_CONTENTS, number, NULL);
      link = strchr (link + strlen ("<li>"), '>') + 1;
      end = strstr (link, "</a>") + strlen ("</a>");
      g_string_append_len (self->page, link, end - link);
      g_string_append (self->page, "<span class=\"bs-contents-number\">");
      append_mark (self, self->page, MARK_NUMBER, number, NULL);
      g_string_append (self->page, "</span>");
    }
  g_string_append (self->page, rest);
  g_string_append (self->page, "</nav></div>\n");
}

static gpointer
start (const BsExportJob *job, GError **error)
{
  Print *self = g_new0 (Print, 1);

  self->job = job;
  self->page = g_string_new (NULL);
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  self->first_marks = g_array_new (FALSE, FALSE, sizeof (guint));
  self->map = bs_pdf_text_map_new ();
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->authors = g_ptr_array_new_with_free_func (g_free);
  self->folder = g_dir_make_tmp ("broadsheet-export-XXXXXX", error);
  if (self->folder == NULL)
    {
      free_print (self);
      return NULL;
    }
  begin_page (self);
  if (bs_export_contents_get_length (job->contents) > 1)
    append_contents (self);
  return self;
}

static char *
find_link (const char *address, gpointer user_data)
{
  Print *self = user_data;
  guint found;

  if (!bs_export_contents_find (self->job->contents, self->path, address, &found))
    return NULL;
  return g_strdup_printf ("#article-%u", found + 1);
}

/* On paper, a link is its number. */
static void
number_link (GString *out, const char *target, gpointer user_data)
{
  Print *self = user_data;
  guint number;

  if (*target == '#')
    return;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, target));
  if (number == 0)
    {
      char *address = g_strdup (target);

      g_ptr_array_add (self->addresses, address);
      number = self->addresses->len;
      g_hash_table_insert (self->numbers, address, GUINT_TO_POINTER (number));
    }
  g_string_append_printf (out, "<sup class=\"bs-link-number\">[%u]</sup>", number);
}

static void
mark_heading (GString *out, guint level, const char *title, gpointer user_data)
{
  /* That of the title is before the article. */
  if (level > 0 && *title != '\0')
    append_mark (user_data, out, MARK_HEADING, level, title);
}

static char *
find_picture (const char *path, const char *address, gpointer user_data)
{
  Print *self = user_data;
  const char *known = g_hash_table_lookup (self->pictures, path != NULL ? path : address);
  g_auto (BsExportPicture) picture = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *file = NULL;
  gconstpointer data;
  gsize length;

  if (known != NULL)
    return g_strconcat (BS_PAGE_PICTURE_PREFIX, known, NULL);
  if (!bs_export_pictures_load (self->job->pictures, self->path, path, address, BS_EXPORT_PICTURE_FOR_BROWSERS,
                                &picture, self->job->cancellable))
    return NULL;
  name = g_strdup_printf ("p%u%s", ++self->n_pictures, picture.extension);
  file = g_build_filename (self->folder, name, NULL);
  data = g_bytes_get_data (picture.bytes, &length);
  if (!g_file_set_contents_full (file, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return NULL;
  g_hash_table_insert (self->pictures, g_strdup (path != NULL ? path : address), g_strdup (name));
  return g_strconcat (BS_PAGE_PICTURE_PREFIX, name, NULL);
}

/* Returns: (transfer none) (nullable): the article's address on the web, if its front matter has one */
static const char *
find_address (const BsArticle *article)
{
  static const char *const keys[] = { "canonical_url", "canonicalURL", "canonical", "original_url", "original",
                                      "source_url",    "source",       "link",      "url" };

  for (gsize i = 0; article->keys != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      const BsValue *value = bs_value_lookup (article->keys, keys[i]);
      const char *text = value != NULL && bs_value_is_scalar (value) ? bs_value_get_text (value) : NULL;

      if (text != NULL && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://")))
        return text;
    }
  return NULL;
}

static void
note_authors (Print *self, GStrv authors)
{
  for (char **author = authors; author != NULL && *author != NULL && self->authors->len < MAX_AUTHORS; author++)
    if (!g_ptr_array_find_with_equal_func (self->authors, *author, g_str_equal, NULL))
      g_ptr_array_add (self->authors, g_strdup (*author));
}

static void
append_links (Print *self)
{
  if (self->addresses->len == 0)
    return;
  g_string_append (self->page, "<div class=\"bs-links\">\n<h2>");
  bs_xhtml_append_text (self->page, _ ("Links"));
  g_string_append (self->page, "</h2>\n<ol>\n");
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const char *address = self->addresses->pdata[i];

      g_string_append (self->page, "<li dir=\"ltr\">");
      append_mark (self, self->page, MARK_ADDRESS, 0, address);
      bs_xhtml_append_text (self->page, address);
      g_string_append (self->page, "</li>\n");
    }
  g_string_append (self->page, "</ol>\n</div>\n");
}

static gboolean
add (gpointer print, guint number, const BsDocument *document, GError **error)
{
  Print *self = print;
  const BsExportEntry *entry = bs_export_contents_get (self->job->contents, number - 1);
  const BsXhtmlTargets targets = { .find_link = find_link,
                                   .find_picture = find_picture,
                                   .after_link = number_link,
                                   .in_heading = mark_heading,
                                   .user_data = self };
  g_autofree char *id_prefix = g_strdup_printf ("a%u-", number);
  g_autofree char *language = NULL;
  g_autofree char *html = NULL;
  const char *address;
  const char *header_end;

  if (document == NULL)
    return TRUE;
  if (self->page->len > PAGE_BYTES)
    {
      if (!end_page (self, error))
        return FALSE;
      begin_page (self);
    }
  self->path = document->article->path;
  g_hash_table_remove_all (self->pictures);
  g_hash_table_remove_all (self->numbers);
  g_ptr_array_set_size (self->addresses, 0);
  note_authors (self, document->article->authors);
  html = bs_page_render_article (document, &language);
  g_string_append_printf (self->page, "<div class=\"bs-print-article\" id=\"article-%u\" dir=\"%s\"", number,
                          entry->is_right_to_left ? "rtl" : "ltr");
  if (language != NULL)
    g_string_append_printf (self->page, " lang=\"%s\"", language);
  g_string_append (self->page, ">\n");
  append_mark (self, self->page, MARK_ARTICLE, number, NULL);
  /* The address is part of the header, which comes first. */
  address = find_address (document->article);
  header_end = address != NULL ? strstr (html, "</header>") : NULL;
  if (header_end != NULL)
    {
      g_autoptr (GString) whole = g_string_new_len (html, header_end - html);

      g_string_append (whole, "<p class=\"bs-address\" dir=\"ltr\">");
      bs_xhtml_append_text (whole, address);
      g_string_append (whole, "</p>");
      g_string_append (whole, header_end);
      bs_xhtml_append (self->page, whole->str, whole->len, id_prefix, &targets);
    }
  else
    {
      bs_xhtml_append (self->page, html, strlen (html), id_prefix, &targets);
    }
  append_links (self);
  g_string_append (self->page, "</div>\n");
  return TRUE;
}

static void
printed (guint done, gpointer user_data)
{
  Print *self = user_data;
  guint n = bs_export_contents_get_length (self->job->contents);

  if (self->job->progress != NULL)
    self->job->progress (n + (guint) ((guint64) n * MIN (done, self->n_pages) / self->n_pages), 2 * n,
                         self->job->progress_data);
}

/* The marks are in the order in which they were written, but some may not be in the print. */
static void
match_marks (Print *self, guint next, guint end, GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const BsPdfPlace *place = &g_array_index (places, BsPdfPlace, i);

      for (guint j = next; j < MIN (end, next + MAX_MISSING); j++)
        {
          Mark *mark = self->marks->pdata[j];

          if (j % (1u << BS_PDF_MARK_BITS) != place->mark)
            continue;
          mark->is_found = TRUE;
          mark->place = *place;
          next = j + 1;
          break;
        }
    }
}

/* Takes the parts in which a page of HTML was printed. */
static gboolean
add_prints (Print *self, BsPdfFile *file, guint number, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (BsPdfPlace));
  guint first = g_array_index (self->first_marks, guint, number - 1);
  guint end = number < self->first_marks->len ? g_array_index (self->first_marks, guint, number) : self->marks->len;

  for (guint part = 1;; part++)
    {
      g_autofree char *path = bs_print_program_dup_part (self->folder, number, part);
      g_autoptr (GArray) found = NULL;

      if (part > 1 && !g_file_test (path, G_FILE_TEST_EXISTS))
        break;
      if (g_cancellable_set_error_if_cancelled (self->job->cancellable, error))
        return FALSE;
      found = bs_pdf_file_add (file, path, self->map, error);
      if (found == NULL)
        return FALSE;
      g_array_append_vals (places, found->data, found->len);
    }
  match_marks (self, first, end, places);
  return TRUE;
}

static void
add_structure (Print *self, BsPdfFile *file)
{
  g_autofree const Mark **articles = g_new0 (const Mark *, bs_export_contents_get_length (self->job->contents) + 1);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = self->marks->pdata[i];

      if (mark->kind == MARK_ARTICLE && mark->is_found)
        articles[mark->number] = mark;
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = self->marks->pdata[i];

      if (!mark->is_found)
        continue;
      if (mark->kind == MARK_ARTICLE)
        bs_pdf_file_add_heading (file, 0, bs_export_contents_get (self->job->contents, mark->number - 1)->title,
                                 &mark->place);
      else if (mark->kind == MARK_HEADING)
        bs_pdf_file_add_heading (file, mark->number, mark->text, &mark->place);
      else if (mark->kind == MARK_ADDRESS)
        bs_pdf_file_add_link (file, &mark->place, mark->text, NULL);
      else if (articles[mark->number] != NULL && mark->kind == MARK_NUMBER)
        bs_pdf_file_add_number (file, &mark->place, &articles[mark->number]->place);
      else if (articles[mark->number] != NULL)
        bs_pdf_file_add_link (file, &mark->place, NULL, &articles[mark->number]->place);
    }
}

/* The copy ends as archives do, so that it is recognised; readers of PDF pass over a comment. */
static gboolean
copy_out (Print *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, self->job->cancellable, error);

  return stream != NULL &&
         g_output_stream_splice (self->job->stream, G_INPUT_STREAM (stream), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                 self->job->cancellable, error) >= 0 &&
         g_output_stream_write_all (self->job->stream, "% " BS_ARCHIVE_MARK, strlen ("% " BS_ARCHIVE_MARK), NULL,
                                    self->job->cancellable, error);
}

static gboolean
finish (gpointer print, GError **error)
{
  Print *self = print;
  g_autoptr (BsPdfFile) file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *authors = NULL;

  if (!end_page (self, error) || !bs_print_program_run (self->folder, printed, self, self->job->cancellable, error))
    return FALSE;
  path = g_build_filename (self->folder, "whole.pdf", NULL);
  file = bs_pdf_file_new (path, error);
  if (file == NULL)
    return FALSE;
  for (guint number = 1; number <= self->n_pages; number++)
    if (!add_prints (self, file, number, error))
      return FALSE;
  g_ptr_array_add (self->authors, NULL);
  authors = g_strjoinv (", ", (char **) self->authors->pdata);
  add_structure (self, file);
  return bs_pdf_file_finish (file, self->job->title, *authors != '\0' ? authors : NULL,
                             bs_export_contents_get_language (self->job->contents), error) &&
         copy_out (self, path, error);
}

const BsExportFormat bs_export_format_pdf = { start, add, finish, free_print, .finishes_slowly = TRUE };
