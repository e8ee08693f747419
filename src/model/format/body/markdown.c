/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown.h"

#include <md4c.h>
#include <string.h>

#include "model/format/body/html.h"
#include "model/format/body/markdown-html.h"
#include "model/format/body/markdown-source.h"
#include "model/format/body/marks.h"
#include "model/format/body/template.h"
#include "model/format/text/entity.h"

/* How much of a body is searched for a title, in bytes. */
#define TITLE_SEARCH_BYTES (64 * 1024)
#define TITLE_PART_BYTES 1024

/* The maximum size of a text in bytes; the rest is dropped. The longest novels are half as long. */
#define MAX_BYTES (8 * 1024 * 1024)

/* A link definition can be used any number of times, so hostile output could explode. No real article's HTML is this
 * many times as long as its source. */
#define MAX_OUTPUT_FACTOR 16
#define MAX_OUTPUT_BASE 65536

/* An open list. It becomes a definition list if its first item is a definition. */
typedef struct
{
  gsize start;
  gsize term; /* where the preceding paragraph starts, or G_MAXSIZE */
  gboolean is_definitions;
} List;

typedef enum
{
  STYLE_PAGE,  /* everything that a page shows */
  STYLE_TEXT,  /* only the parts that bs_html_to_text() needs */
  STYLE_TITLE, /* the same, up to the first heading */
} Style;

typedef struct
{
  GString *out;
  const BsMarks *marks;
  BsMarkdownHtml html;
  Style style;
  gboolean breaks;
  gsize max_output;
  gsize addresses;        /* the total length of addresses; a reference counts each time */
  GHashTable *anchors;    /* how often a heading text was used as an id */
  GHashTable *referenced; /* the numbers of the footnotes referenced so far */
  GString *raw;           /* the HTML collected so far */
  gboolean in_html;       /* it is an HTML block */
  gsize html_start;
  GString *heading;    /* the text of the open heading */
  gsize heading_start; /* where its id is inserted */
  char *heading_id;
  GArray *lists;   /* (element-type List) */
  gsize paragraph; /* where the last paragraph starts */
  gsize paragraph_end;
  guint items;      /* nesting depth */
  const char *task; /* (nullable): the checkbox of the item that has just started */
  guint note;       /* the open footnote */
  guint note_items; /* the item depth at its start */
  guint links;      /* nesting depth */
  guint raw_links;
  guint pictures;       /* nesting depth; only text is written inside */
  gboolean in_cell;     /* in a table cell, where escaped bars are literal even in code */
  gboolean after_alert; /* the next line end is not shown */
  gboolean is_alone;    /* the last image started a line */
  gsize picture_end;
  char *title;
} Writer;

/* Appends text with every mark replaced by its source. */
static void
append_source (const Writer *self, GString *out, const char *text, gsize length)
{
  if (!bs_marks_are_in (text, length))
    {
      bs_entities_append_escaped (out, text, length);
    }
  else
    {
      g_autoptr (GString) source = g_string_sized_new (length);

      bs_marks_append_source (self->marks, source, text, length);
      bs_entities_append_escaped (out, source->str, source->len);
    }
}

/* Appends an address as shown; character references in it are kept. */
static void
append_address (GString *out, const char *address)
{
  for (const char *c = address; *c != '\0'; c++)
    {
      gsize name = *c == '&' ? strspn (c + 1, "#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") : 0;

      if (name > 0 && c[1 + name] == ';')
        g_string_append_c (out, '&');
      else
        bs_entities_append_escaped (out, c, 1);
    }
}

static gboolean
ends_with (const GString *out, const char *end)
{
  gsize length = strlen (end);

  return out->len >= length && memcmp (out->str + out->len - length, end, length) == 0;
}

static void
write_note (Writer *self, const BsMark *mark)
{
  gboolean is_first = g_hash_table_add (self->referenced, GUINT_TO_POINTER (mark->number));

  if (self->style != STYLE_PAGE || self->links + self->raw_links > 0)
    {
      g_string_append_printf (self->out, "<sup>%u</sup>", mark->number);
      return;
    }
  g_string_append (self->out, "<sup><a");
  if (is_first)
    g_string_append_printf (self->out, " id=\"note-from-%u\"", mark->number);
  g_string_append_printf (self->out, " href=\"#note-%u\">%u</a></sup>", mark->number, mark->number);
}

/* The quotation that has just started is a GitHub alert. */
static void
write_alert (Writer *self, const BsMark *mark)
{
  static const char page_start[] = "<blockquote>\n<p>";
  static const char text_start[] = "<blockquote><p>";
  const char *start = self->style == STYLE_PAGE ? page_start : text_start;
  char first = g_ascii_toupper (*mark->value);

  if (!ends_with (self->out, start))
    {
      bs_entities_append_escaped (self->out, mark->source, strlen (mark->source));
      return;
    }
  g_string_truncate (self->out, self->out->len - strlen (start));
  if (self->style == STYLE_PAGE)
    g_string_append_printf (self->out, "<blockquote class=\"bs-alert bs-alert-%s\">\n<p class=\"bs-alert-title\">",
                            mark->value);
  else
    g_string_append (self->out, start);
  g_string_append_printf (self->out, "%c%s</p>\n<p>", first, mark->value + 1);
  self->after_alert = TRUE;
}

/* Each line of the paragraph before a definition list is a term. */
static void
append_terms (GString *out, const char *paragraph, gsize length)
{
  const char *start = paragraph + strlen ("<p>");
  const char *end = paragraph + length - strlen ("</p>\n");

  while (start < end)
    {
      const char *newline = memchr (start, '\n', end - start);
      const char *stop = newline != NULL ? newline : end;

      if (stop - start >= 4 && memcmp (stop - 4, "<br>", 4) == 0)
        stop -= 4;
      g_string_append (out, "<dt>");
      g_string_append_len (out, start, stop - start);
      g_string_append (out, "</dt>\n");
      start = newline != NULL ? newline + 1 : end;
    }
}

static void
write_definition (Writer *self)
{
  List *list = self->lists->len > 0 ? &g_array_index (self->lists, List, self->lists->len - 1) : NULL;
  g_autofree char *rest = NULL;
  g_autofree char *terms = NULL;
  gsize length;
  gsize term_length = 0;
  const char *content;

  if (list == NULL || list->is_definitions)
    return;
  rest = g_strndup (self->out->str + list->start, self->out->len - list->start);
  if (!g_str_has_prefix (rest, "<ul>\n<li>"))
    return;
  content = rest + strlen ("<ul>\n<li>");
  length = strlen (content);
  list->is_definitions = TRUE;
  if (list->term != G_MAXSIZE)
    {
      term_length = list->start - list->term;
      terms = g_strndup (self->out->str + list->term, term_length);
      g_string_truncate (self->out, list->term);
    }
  else
    {
      g_string_truncate (self->out, list->start);
    }
  if (ends_with (self->out, "</dl>\n"))
    g_string_truncate (self->out, self->out->len - strlen ("</dl>\n"));
  else
    g_string_append (self->out, "<dl>\n");
  if (terms != NULL)
    append_terms (self->out, terms, term_length);
  g_string_append (self->out, "<dd>");
  g_string_append_len (self->out, content, length);
}

static void
write_mark (Writer *self, const BsMark *mark)
{
  switch (mark->kind)
    {
    case BS_MARK_HTML:
      g_string_append (self->out, mark->value);
      break;
    case BS_MARK_ADDRESS:
      if (self->links + self->raw_links == 0 && self->style == STYLE_PAGE)
        {
          g_string_append (self->out, "<a href=\"");
          append_address (self->out, mark->value);
          g_string_append (self->out, "\">");
        }
      append_address (self->out, mark->source);
      if (self->links + self->raw_links == 0 && self->style == STYLE_PAGE)
        g_string_append (self->out, "</a>");
      break;
    case BS_MARK_NOTE:
      write_note (self, mark);
      break;
    case BS_MARK_NOTE_START:
      self->note = mark->number;
      self->note_items = self->items;
      if (self->style == STYLE_PAGE)
        g_string_append_printf (self->out, "<a id=\"note-%u\"></a>", mark->number);
      break;
    case BS_MARK_ID:
      if (self->heading != NULL)
        {
          g_free (self->heading_id);
          self->heading_id = g_strdup (mark->value);
          break;
        }
      bs_entities_append_escaped (self->out, mark->source, strlen (mark->source));
      break;
    case BS_MARK_ALERT:
      write_alert (self, mark);
      break;
    case BS_MARK_DEFINITION:
      write_definition (self);
      break;
    case BS_MARK_LITERAL:
    default:
      bs_entities_append_escaped (self->out, mark->source, strlen (mark->source));
      break;
    }
}

/* Appends running text and expands its marks. */
static void
write_text (Writer *self, const char *text, gsize length)
{
  static const guint8 special[256] = {
    ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, [(guchar) BS_MARK_FIRST_BYTE] = 1, [0xe2] = 1,
  };
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      const BsMark *mark;
      gsize used = 0;

      if (!special[(guchar) text[i]])
        continue;
      if ((guchar) text[i] < 0x80)
        {
          g_string_append_len (self->out, text + start, i - start);
          bs_entities_append_escaped (self->out, text + i, 1);
          start = i + 1;
          continue;
        }
      mark = text[i] == BS_MARK_FIRST_BYTE ? bs_marks_get (self->marks, text + i, length - i) : NULL;
      if (mark != NULL)
        used = BS_MARK_BYTES;
      else if (length - i >= 3 && memcmp (text + i, BS_MARK_PUNCTUATION, 3) == 0)
        used = 3;
      if (used == 0)
        continue;
      g_string_append_len (self->out, text + start, i - start);
      if (mark != NULL)
        write_mark (self, mark);
      start = i + used;
      i = start - 1;
    }
  g_string_append_len (self->out, text + start, length - start);
}

/* Appends code. In a table cell, backslashes before bars are removed (GFM, 4.10). */
static void
write_code (Writer *self, const char *text, gsize length)
{
  if (self->in_cell)
    {
      const char *bar;

      while ((bar = memmem (text, length, "\\|", 2)) != NULL)
        {
          append_source (self, self->out, text, bar - text);
          g_string_append_c (self->out, '|');
          length -= bar + 2 - text;
          text = bar + 2;
        }
    }
  append_source (self, self->out, text, length);
}

/* Appends the collected HTML now that it is complete. */
static void
flush_html (Writer *self)
{
  const char *raw = self->raw->str;

  if (self->raw->len == 0)
    return;
  /* A link in HTML counts as well. */
  if (!self->in_html && g_ascii_strncasecmp (raw, "<a ", 3) == 0)
    self->raw_links = 1;
  else if (!self->in_html && g_ascii_strncasecmp (raw, "</a", 3) == 0)
    self->raw_links = 0;
  bs_markdown_html_append (&self->html, self->out, self->raw->str, self->raw->len, self->in_html);
  g_string_truncate (self->raw, 0);
}

static void
append_attribute (Writer *self, const char *name, const MD_ATTRIBUTE *value)
{
  if (value->text == NULL)
    return;
  g_string_append_printf (self->out, " %s=\"", name);
  for (guint i = 0; value->substr_offsets[i] < value->size; i++)
    {
      const char *text = value->text + value->substr_offsets[i];
      gsize length = value->substr_offsets[i + 1] - value->substr_offsets[i];

      if (value->substr_types[i] == MD_TEXT_ENTITY)
        g_string_append_len (self->out, text, length);
      else if (value->substr_types[i] == MD_TEXT_NULLCHAR)
        g_string_append (self->out, "\xef\xbf\xbd");
      else
        append_source (self, self->out, text, length);
    }
  g_string_append_c (self->out, '"');
}

/* md4c continues with the next block after any other number. */
static int
check (const Writer *self)
{
  return self->title != NULL || self->out->len + self->addresses > self->max_output ? -1 : 0;
}

static void
enter_item (Writer *self, const MD_BLOCK_LI_DETAIL *detail)
{
  const List *list = &g_array_index (self->lists, List, self->lists->len - 1);

  self->items++;
  g_string_append (self->out, list->is_definitions ? "<dd>" : "<li>");
  self->task = !detail->is_task         ? NULL :
               detail->task_mark == ' ' ? "<input type=\"checkbox\">" :
                                          "<input type=\"checkbox\" checked>";
}

/* The checkbox goes before the first word, inside the item's paragraph if it has one. */
static void
flush_task (Writer *self)
{
  if (self->task != NULL)
    g_string_append (self->out, self->task);
  self->task = NULL;
}

static void
leave_item (Writer *self)
{
  if (self->note > 0 && self->note_items == self->items)
    {
      if (self->style == STYLE_PAGE)
        {
          gboolean in_paragraph = ends_with (self->out, "</p>\n");

          if (in_paragraph)
            g_string_truncate (self->out, self->out->len - strlen ("</p>\n"));
          g_string_append_printf (self->out, " <a href=\"#note-from-%u\">↩</a>%s", self->note,
                                  in_paragraph ? "</p>\n" : "");
        }
      self->note = 0;
    }
  flush_task (self);
  self->items--;
  g_string_append (self->out,
                   g_array_index (self->lists, List, self->lists->len - 1).is_definitions ? "</dd>\n" : "</li>\n");
}

static void
enter_list (Writer *self, const char *name)
{
  List list = { self->out->len, self->paragraph_end == self->out->len ? self->paragraph : G_MAXSIZE, FALSE };

  g_array_append_val (self->lists, list);
  g_string_append_printf (self->out, "<%s>\n", name);
}

static void
enter_numbered_list (Writer *self, const MD_BLOCK_OL_DETAIL *detail)
{
  enter_list (self, "ol");
  if (detail->start == 1)
    return;
  g_string_truncate (self->out, self->out->len - strlen (">\n"));
  g_string_append_printf (self->out, " start=\"%u\">\n", detail->start);
}

static void
leave_list (Writer *self, const char *name)
{
  gboolean is_definitions = g_array_index (self->lists, List, self->lists->len - 1).is_definitions;

  g_array_set_size (self->lists, self->lists->len - 1);
  g_string_append_printf (self->out, "</%s>\n", is_definitions ? "dl" : name);
}

static void
enter_code (Writer *self, const MD_BLOCK_CODE_DETAIL *detail)
{
  g_string_append (self->out, "<pre><code");
  if (detail->lang.text != NULL && detail->lang.size > 0 &&
      (self->style == STYLE_PAGE || (detail->lang.size == 4 && memcmp (detail->lang.text, "math", 4) == 0)))
    {
      g_string_append (self->out, " class=\"language-");
      append_source (self, self->out, detail->lang.text, detail->lang.size);
      g_string_append_c (self->out, '"');
    }
  g_string_append_c (self->out, '>');
}

static void
enter_cell (Writer *self, const char *name, const MD_BLOCK_TD_DETAIL *detail)
{
  static const char *const alignments[] = { "", " align=\"left\"", " align=\"center\"", " align=\"right\"" };

  self->in_cell = TRUE;
  g_string_append_c (self->out, '<');
  g_string_append (self->out, name);
  g_string_append (self->out, alignments[detail->align]);
  g_string_append_c (self->out, '>');
}

static void
enter_heading (Writer *self, const MD_BLOCK_H_DETAIL *detail)
{
  g_string_append (self->out, "<h");
  g_string_append_c (self->out, '0' + detail->level);
  self->heading_start = self->out->len;
  self->heading = g_string_new (NULL);
  g_string_append_c (self->out, '>');
}

static int
enter_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;

  flush_html (self);
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      g_string_append (self->out, self->style == STYLE_PAGE ? "<blockquote>\n" : "<blockquote>");
      break;
    case MD_BLOCK_UL:
      enter_list (self, "ul");
      break;
    case MD_BLOCK_OL:
      enter_numbered_list (self, detail);
      break;
    case MD_BLOCK_LI:
      enter_item (self, detail);
      break;
    case MD_BLOCK_HR:
      g_string_append (self->out, "<hr>\n");
      break;
    case MD_BLOCK_H:
      enter_heading (self, detail);
      break;
    case MD_BLOCK_CODE:
      enter_code (self, detail);
      break;
    case MD_BLOCK_P:
      self->paragraph = self->out->len;
      g_string_append (self->out, "<p>");
      flush_task (self);
      break;
    case MD_BLOCK_TABLE:
      g_string_append (self->out, "<table>\n");
      break;
    case MD_BLOCK_THEAD:
      g_string_append (self->out, "<thead>\n");
      break;
    case MD_BLOCK_TBODY:
      g_string_append (self->out, "<tbody>\n");
      break;
    case MD_BLOCK_TR:
      g_string_append (self->out, "<tr>");
      break;
    case MD_BLOCK_TH:
      enter_cell (self, "th", detail);
      break;
    case MD_BLOCK_TD:
      enter_cell (self, "td", detail);
      break;
    case MD_BLOCK_HTML:
      self->in_html = TRUE;
      self->html_start = self->out->len;
      break;
    case MD_BLOCK_DOC:
    default:
      break;
    }
  return check (self);
}

/* GitHub's ids, which authors copy for links: lower-case words joined by hyphens. */
static char *
make_heading_id (Writer *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *lower = NULL;
  GString *id;
  guint count;

  if (self->heading_id != NULL)
    return g_steal_pointer (&self->heading_id);
  if (self->heading->len > 512 || !g_utf8_validate (self->heading->str, self->heading->len, NULL))
    return NULL;
  bs_marks_append_source (self->marks, words, self->heading->str, self->heading->len);
  lower = g_utf8_strdown (words->str, words->len);
  id = g_string_new (NULL);
  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == ' ' || character == '-')
        g_string_append_c (id, '-');
      else if (g_unichar_isalnum (character) || character == '_')
        g_string_append_unichar (id, character);
    }
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->anchors, id->str));
  g_hash_table_replace (self->anchors, g_strdup (id->str), GUINT_TO_POINTER (count + 1));
  if (count > 0)
    g_string_append_printf (id, "-%u", count);
  return g_string_free (id, FALSE);
}

static void
take_title (Writer *self)
{
  g_autofree char *text =
      bs_html_to_text (self->out->str + self->heading_start + 1, self->out->len - self->heading_start - 1);

  /* A title that a template would have filled in is not one. */
  if (*text == '\0' || strstr (text, "{{") != NULL || strstr (text, "{%") != NULL)
    return;
  for (char *c = text; *c != '\0'; c++)
    if (*c == '\n' || *c == '\t')
      *c = ' ';
  self->title = g_steal_pointer (&text);
}

static void
leave_heading (Writer *self, guint level)
{
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == ' ')
    g_string_truncate (self->out, self->out->len - 1);
  if (self->style == STYLE_TITLE)
    take_title (self);
  if (self->style == STYLE_PAGE)
    {
      g_autofree char *id = make_heading_id (self);

      if (id != NULL && *id != '\0')
        {
          g_autoptr (GString) attribute = g_string_new (" id=\"");

          append_source (self, attribute, id, strlen (id));
          g_string_append_c (attribute, '"');
          g_string_insert_len (self->out, self->heading_start, attribute->str, attribute->len);
        }
    }
  g_clear_pointer (&self->heading_id, g_free);
  g_string_free (g_steal_pointer (&self->heading), TRUE);
  g_string_append (self->out, "</h");
  g_string_append_c (self->out, '0' + level);
  g_string_append (self->out, ">\n");
}

static int
leave_block_cb (MD_BLOCKTYPE type, void *detail, void *user_data)
{
  static const char *const ends[] = {
    [MD_BLOCK_QUOTE] = "</blockquote>\n",
    [MD_BLOCK_CODE] = "</code></pre>\n",
    [MD_BLOCK_P] = "</p>\n",
    [MD_BLOCK_TABLE] = "</table>\n",
    [MD_BLOCK_THEAD] = "</thead>\n",
    [MD_BLOCK_TBODY] = "</tbody>\n",
    [MD_BLOCK_TR] = "</tr>\n",
    [MD_BLOCK_TH] = "</th>",
    [MD_BLOCK_TD] = "</td>",
  };
  Writer *self = user_data;

  flush_html (self);
  self->in_html = FALSE;
  if (type != MD_BLOCK_HTML)
    bs_markdown_html_settle (&self->html, self->out, type == MD_BLOCK_DOC);
  if (type == MD_BLOCK_H)
    leave_heading (self, ((MD_BLOCK_H_DETAIL *) detail)->level);
  else if (type == MD_BLOCK_LI)
    leave_item (self);
  else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
    leave_list (self, type == MD_BLOCK_UL ? "ul" : "ol");
  else if ((gsize) type < G_N_ELEMENTS (ends) && ends[type] != NULL)
    g_string_append (self->out, ends[type]);

  if (type == MD_BLOCK_P)
    self->paragraph_end = self->out->len;
  else if (type == MD_BLOCK_TD || type == MD_BLOCK_TH)
    self->in_cell = FALSE;
  self->after_alert = FALSE;
  self->raw_links = 0;
  if (self->style == STYLE_TITLE && self->title == NULL && type == MD_BLOCK_HTML &&
      strstr (self->out->str + self->html_start, "<h") != NULL)
    self->title = bs_html_find_title (self->out->str + self->html_start, self->out->len - self->html_start);
  return check (self);
}

static const char *
span_name (MD_SPANTYPE type)
{
  switch (type)
    {
    case MD_SPAN_EM:
      return "em";
    case MD_SPAN_STRONG:
      return "strong";
    case MD_SPAN_A:
      return "a";
    case MD_SPAN_CODE:
      return "code";
    case MD_SPAN_DEL:
      return "del";
    case MD_SPAN_U:
      return "u";
    case MD_SPAN_IMG:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    default:
      return NULL;
    }
}

/* In a text, only code is recognised; apparent formulas are not. */
static gboolean
shows_span (const Writer *self, MD_SPANTYPE type)
{
  return self->style == STYLE_PAGE || (self->style == STYLE_TEXT && type == MD_SPAN_CODE);
}

static gboolean
begins_line (Writer *self)
{
  return ends_with (self->out, "<p>") || ends_with (self->out, "<li>") || ends_with (self->out, "<br>\n");
}

static void
enter_picture (Writer *self, const MD_SPAN_IMG_DETAIL *detail)
{
  self->addresses += detail->src.size + detail->title.size;
  if (self->pictures++ > 0 || self->style != STYLE_PAGE)
    return;
  self->is_alone = begins_line (self);
  g_string_append (self->out, "<img");
  append_attribute (self, "src", &detail->src);
  append_attribute (self, "title", &detail->title);
  g_string_append (self->out, " alt=\"");
}

static int
enter_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = span_name (type);

  flush_html (self);
  flush_task (self);
  if (type == MD_SPAN_IMG)
    {
      enter_picture (self, detail);
      return check (self);
    }
  if (type == MD_SPAN_A)
    {
      self->links++;
      self->addresses += ((MD_SPAN_A_DETAIL *) detail)->href.size + ((MD_SPAN_A_DETAIL *) detail)->title.size;
    }
  if (name != NULL && self->pictures == 0 && shows_span (self, type))
    {
      g_string_append_c (self->out, '<');
      g_string_append (self->out, name);
      if (type == MD_SPAN_A)
        {
          append_attribute (self, "href", &((MD_SPAN_A_DETAIL *) detail)->href);
          append_attribute (self, "title", &((MD_SPAN_A_DETAIL *) detail)->title);
        }
      g_string_append_c (self->out, '>');
    }
  return check (self);
}

static int
leave_span_cb (MD_SPANTYPE type, void *detail, void *user_data)
{
  Writer *self = user_data;
  const char *name = span_name (type);

  flush_html (self);
  if (type == MD_SPAN_A)
    self->links--;
  if (type == MD_SPAN_IMG)
    {
      if (--self->pictures == 0 && self->style == STYLE_PAGE)
        {
          g_string_append (self->out, "\">");
          self->picture_end = self->out->len;
        }
    }
  else if (name != NULL && self->pictures == 0 && shows_span (self, type))
    {
      g_string_append (self->out, "</");
      g_string_append (self->out, name);
      g_string_append_c (self->out, '>');
    }
  return check (self);
}

static void
write_soft_break (Writer *self)
{
  if (self->pictures > 0)
    g_string_append_c (self->out, ' ');
  else if (self->after_alert)
    self->after_alert = FALSE;
  else if (self->breaks || (self->is_alone && self->picture_end == self->out->len))
    /* A line after an image that has its own line is its caption. */
    g_string_append (self->out, "<br>\n");
  else
    g_string_append_c (self->out, '\n');
}

static int
text_cb (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user_data)
{
  Writer *self = user_data;

  if (type != MD_TEXT_HTML)
    flush_html (self);
  flush_task (self);
  if (self->pictures > 0 && self->style != STYLE_PAGE)
    return check (self);
  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      g_string_append (self->out, "\xef\xbf\xbd");
      break;
    case MD_TEXT_BR:
      g_string_append (self->out, self->pictures > 0 ? " " : "<br>\n");
      break;
    case MD_TEXT_SOFTBR:
      write_soft_break (self);
      break;
    case MD_TEXT_ENTITY:
      g_string_append_len (self->out, text, size);
      break;
    case MD_TEXT_HTML:
      if (self->pictures == 0)
        bs_marks_append_source (self->marks, self->raw, text, size);
      break;
    case MD_TEXT_NORMAL:
      if (self->pictures > 0)
        append_source (self, self->out, text, size);
      else
        write_text (self, text, size);
      break;
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
    default:
      write_code (self, text, size);
      break;
    }
  if (self->heading != NULL && (type == MD_TEXT_NORMAL || type == MD_TEXT_CODE))
    g_string_append_len (self->heading, text, size);
  else if (self->heading != NULL && type == MD_TEXT_SOFTBR)
    g_string_append_c (self->heading, ' ');
  return check (self);
}

/* Converts to HTML first, so that only one module extracts text from HTML. */
static char *
run (Style style, gboolean breaks, const char *markdown, gsize length, char **title)
{
  const MD_PARSER parser = {
    .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_autoptr (BsMarks) marks = bs_marks_new ();
  g_autofree char *hidden = NULL;
  g_autofree char *expanded = NULL;
  g_autoptr (GString) source = NULL;
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (GHashTable) anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) referenced = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (List));
  Writer writer = {
    .style = style, .breaks = breaks, .marks = marks, .raw = raw, .anchors = anchors, .referenced = referenced
  };
  gsize hidden_length;
  gsize expanded_length;

  hidden = bs_marks_hide (marks, markdown, length, &hidden_length);
  expanded = bs_template_expand_marked (hidden, hidden_length, !breaks, marks, &expanded_length);
  source = bs_markdown_prepare (expanded, expanded_length, marks);
  bs_markdown_html_init (&writer.html);
  writer.lists = lists;
  writer.max_output = length * MAX_OUTPUT_FACTOR + MAX_OUTPUT_BASE;
  writer.out = g_string_sized_new (length + length / 4 + 64);
  md_parse (source->str, source->len, &parser, &writer);
  flush_html (&writer);
  bs_markdown_html_settle (&writer.html, writer.out, TRUE);
  bs_markdown_html_clear (&writer.html);
  if (writer.heading != NULL)
    g_string_free (writer.heading, TRUE);
  g_free (writer.heading_id);
  if (title != NULL)
    *title = g_steal_pointer (&writer.title);
  return g_string_free (writer.out, FALSE);
}

/* Never splits a character. */
static gsize
cut (const char *text, gsize length, gsize max)
{
  if (length <= max)
    return length;
  while (max > 0 && (text[max] & 0xc0) == 0x80)
    max--;
  return max;
}

/**
 * bs_markdown_to_html:
 * @kind: %BS_BODY_MARKDOWN or %BS_BODY_MARKDOWN_BREAKS
 * @markdown: (array length=length): Markdown in UTF-8
 * @length: the length of @markdown in bytes
 *
 * Converts CommonMark with the extensions of GitHub, Hexo, Hugo, Jekyll and Obsidian to HTML (see bs_markdown_prepare()
 * and bs_template_expand()). HTML and addresses of every kind pass through, so the result must go through
 * bs_sanitise(). Headings get the ids that GitHub gives them. Only the first 8 MB are read, and the output is cut at
 * sixteen times the length of the source, which only hostile input reaches.
 *
 * Returns: (transfer full): a fragment of HTML
 */
char *
bs_markdown_to_html (BsBodyKind kind, const char *markdown, gsize length)
{
  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  return run (STYLE_PAGE, kind == BS_BODY_MARKDOWN_BREAKS, markdown, cut (markdown, length, MAX_BYTES), NULL);
}

/**
 * bs_markdown_read:
 * @kind: %BS_BODY_MARKDOWN or %BS_BODY_MARKDOWN_BREAKS
 * @markdown: (array length=length): Markdown in UTF-8
 * @length: the length of @markdown in bytes
 * @finder: (nullable) (inout): finds its other contents
 *
 * Returns the visible text of the Markdown, as bs_html_to_text() extracts it. Code is kept; addresses and alternative
 * texts of images are not. Only the first 8 MB are read.
 *
 * Returns: (transfer full): the text
 */
char *
bs_markdown_read (BsBodyKind kind, const char *markdown, gsize length, BsFeatureFinder *finder)
{
  g_autofree char *html = NULL;

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  html = run (STYLE_TEXT, kind == BS_BODY_MARKDOWN_BREAKS, markdown, cut (markdown, length, MAX_BYTES), NULL);
  return bs_html_read (html, strlen (html), finder);
}

/* Whether any line could be a heading. Most notes have none and need not be parsed for a title. */
static gboolean
may_hold_heading (const char *markdown, gsize length)
{
  const char *end = markdown + length;
  const char *line = markdown;

  while (line != NULL && line < end)
    {
      const char *c = line;

      /* Quotation and list markers, and heading underlines. */
      while (c < end && *c != '\n' && memchr (" \t>-+*=.)0123456789\r", *c, 21) != NULL)
        c++;
      if (c < end && (*c == '#' || *c == '<'))
        return TRUE;
      if ((c == end || *c == '\n') && memchr (line, '=', c - line) != NULL)
        return TRUE;
      if ((c == end || *c == '\n') && memchr (line, '-', c - line) != NULL)
        return TRUE;
      line = memchr (c, '\n', end - c);
      line = line != NULL ? line + 1 : NULL;
    }
  return FALSE;
}

/**
 * bs_markdown_find_title:
 * @markdown: (array length=length): Markdown in UTF-8
 * @length: the length of @markdown in bytes
 *
 * Finds a title for an article without one: the first heading, in Markdown or HTML, that is neither blank nor a
 * template tag. Only the first 64 kB are searched.
 *
 * Returns: (transfer full) (nullable): the heading's text on one line
 */
char *
bs_markdown_find_title (const char *markdown, gsize length)
{
  gsize part;
  char *title = NULL;

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);

  part = cut (markdown, length, TITLE_SEARCH_BYTES);
  if (!may_hold_heading (markdown, part))
    return NULL;
  /* Most headings are near the start, but a tag may be closed further on. */
  if (part > TITLE_PART_BYTES && memchr (markdown, '<', TITLE_PART_BYTES) == NULL)
    g_free (run (STYLE_TITLE, FALSE, markdown, cut (markdown, part, TITLE_PART_BYTES), &title));
  if (title == NULL)
    g_free (run (STYLE_TITLE, FALSE, markdown, part, &title));
  return title;
}
