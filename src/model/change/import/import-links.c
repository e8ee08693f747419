/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-links.h"

#include "model/change/import/import-tree.h"
#include "model/format/text/entity.h"

#include <string.h>

/* The maximum length of an image's text and address, so that a text full of brackets takes linear time. */
#define MAX_SPAN 2048
#define MAX_TICKS 64
#define MAX_PARENTHESES 32

/* Delimiters whose missing end is searched for only once. */
typedef enum
{
  OPEN_TAG,
  OPEN_SHORTCODE,
  OPEN_WIKI,
  N_OPEN
} Open;

typedef struct
{
  const char *text;
  const char *end;
  GPtrArray *links;           /* (element-type BsImportLink) */
  const char *close;          /* the next possible end of a link's text, or the end of the paragraph */
  const char *last_close;     /* the link that starts there has been read */
  const char *barren[N_OPEN]; /* there is no end before this position */
  gboolean finds_all;         /* also the addresses of links, and template tags */
  const char *tag_end;        /* HTML before it has been read */
} Finder;

static void
link_free (gpointer data)
{
  BsImportLink *self = data;

  g_free (self->address);
  g_free (self);
}

static const char *
bound (const Finder *self, const char *p)
{
  return self->end - p > MAX_SPAN ? p + MAX_SPAN : self->end;
}

static gboolean
starts (const char *p, const char *end, const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - p) >= length && g_ascii_strncasecmp (p, word, length) == 0;
}

static const char *
find_text (const char *p, const char *end, const char *word)
{
  return g_strstr_len (p, end - p, word);
}

static void
strip (const char **start, const char **end)
{
  while (*start < *end && g_ascii_isspace (**start))
    (*start)++;
  while (*start < *end && g_ascii_isspace ((*end)[-1]))
    (*end)--;
}

/* CommonMark 2.4 and 2.5 for Markdown; HTML has only entities, and wiki links have neither. */
static char *
unescape (const char *start, const char *end, BsImportLinkForm form)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GString) decoded = g_string_new (NULL);

  if (form == BS_IMPORT_LINK_WIKI || form == BS_IMPORT_LINK_TAG)
    return g_strndup (start, (gsize) (end - start));
  for (const char *p = start; p < end; p++)
    {
      if (form != BS_IMPORT_LINK_HTML && *p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        p++;
      g_string_append_c (plain, *p);
    }
  bs_entities_append_decoded (decoded, plain->str, plain->len, FALSE);
  return g_strdup (decoded->str);
}

static void
add (Finder *self, const char *start, const char *end, BsImportLinkForm form)
{
  BsImportLink *link;

  strip (&start, &end);
  if (start == end || end - start > MAX_SPAN)
    return;
  /* An address that a template writes is found as a tag. */
  if (self->finds_all && form != BS_IMPORT_LINK_TAG &&
      (find_text (start, end, "{%") != NULL || find_text (start, end, "{{") != NULL))
    return;
  link = g_new0 (BsImportLink, 1);
  link->start = (gsize) (start - self->text);
  link->end = (gsize) (end - self->text);
  link->form = form;
  link->address = unescape (start, end, form);
  g_ptr_array_add (self->links, link);
}

/* Whether a word of a tag is the address of an image. */
static gboolean
is_image (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize) (end - start));

  word[strcspn (word, "?#")] = '\0';
  return bs_import_tree_is_image (word);
}

/* <img src="…">, and the attributes that replace src. */
static const char *
read_tag (Finder *self, const char *p)
{
  const char *end = bound (self, p);

  p += strcspn (p, " \t\r\n/>");
  while (p < end && *p != '>')
    {
      const char *name = p;
      gboolean is_source;

      while (p < end && strchr (" \t\r\n=>\"'", *p) == NULL)
        p++;
      is_source = (self->finds_all && p - name == 4 && starts (name, p, "href")) ||
                  (p - name == 3 && starts (name, p, "src")) || (p - name > 4 && starts (p - 4, p, "-src")) ||
                  (p - name == 6 && starts (name, p, "poster")) || (p - name > 9 && starts (p - 9, p, "-original"));
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p < end && *p == '=')
        {
          const char *value;
          char quote;

          do
            p++;
          while (p < end && g_ascii_isspace (*p));
          quote = p < end && (*p == '"' || *p == '\'') ? *p++ : '\0';
          value = p;
          while (p < end && (quote != '\0' ? *p != quote : !g_ascii_isspace (*p) && *p != '>'))
            p++;
          if (is_source && p < end)
            add (self, value, p, BS_IMPORT_LINK_HTML);
          if (quote != '\0' && p < end)
            p++;
        }
      else if (p == name && p < end)
        p++;
    }
  return p;
}

static const char *
find_end (Finder *self, const char *p, Open what)
{
  static const char *const ends[N_OPEN] = { "%}", "}}", "]]" };
  const char *limit = bound (self, p);
  const char *end;

  if (p < self->barren[what])
    return NULL;
  end = find_text (p, limit, ends[what]);
  if (end == NULL)
    self->barren[what] = limit;
  return end;
}

/* {% asset_img name.png %} of Hexo and {{< figure src="name.png" >}} of Hugo. */
static const char *
read_template (Finder *self, const char *p)
{
  const char *end = find_end (self, p + 2, p[1] == '%' ? OPEN_TAG : OPEN_SHORTCODE);

  if (end == NULL)
    return p + 2;
  if (self->finds_all)
    {
      add (self, p + 2, end, BS_IMPORT_LINK_TAG);
      return end + 2;
    }
  for (p += 2; p < end;)
    {
      const char *word;

      while (p < end && strchr (" \t\r\n\"'<>%=", *p) != NULL)
        p++;
      word = p;
      while (p < end && strchr (" \t\r\n\"'<>%=", *p) == NULL)
        p++;
      if (is_image (word, p))
        {
          add (self, word, p, BS_IMPORT_LINK_PLAIN);
          break;
        }
    }
  return end + 2;
}

/* The optional parts after an address: a title, or a size such as `=100x50`. */
static const char *
cut_title (const char *start, const char *end)
{
  const char *p = end;

  while (p > start && g_ascii_isspace (p[-1]))
    p--;
  if (p - start > 2 && strchr ("\"')", p[-1]) != NULL)
    {
      char open = p[-1] == ')' ? '(' : p[-1];

      for (const char *q = p - 2; q > start; q--)
        if (*q == open && g_ascii_isspace (q[-1]))
          {
            p = q;
            break;
          }
    }
  while (p > start && g_ascii_isspace (p[-1]))
    p--;
  for (const char *q = p; q > start && (g_ascii_isdigit (q[-1]) || strchr ("x%=", q[-1]) != NULL); q--)
    if (q[-1] == '=' && q - 1 > start && g_ascii_isspace (q[-2]))
      return q - 1;
  return p;
}

/* The content of the parentheses of ![…](…); @p is after the opening one. */
static void
read_destination (Finder *self, const char *p)
{
  const char *limit = bound (self, p);
  const char *start;
  guint depth = 1;

  while (p < limit && (*p == ' ' || *p == '\t'))
    p++;
  start = p;
  if (p < limit && *p == '<')
    {
      for (p++; p < limit && strchr ("<>\n", *p) == NULL; p++)
        if (*p == '\\' && p + 1 < limit && p[1] != '\n')
          p++;
      if (p < limit && *p == '>')
        add (self, start + 1, p, BS_IMPORT_LINK_BRACKETS);
      return;
    }
  for (; p < limit && *p != '\n'; p++)
    {
      if (*p == '\\' && p + 1 < limit && g_ascii_ispunct (p[1]))
        p++;
      else if (*p == '(' && depth++ == MAX_PARENTHESES)
        return;
      else if (*p == ')' && --depth == 0)
        {
          add (self, start, cut_title (start, p), BS_IMPORT_LINK_PLAIN);
          return;
        }
    }
}

static const char *
read_image (Finder *self, const char *p, const char *paragraph_end)
{
  if (starts (p, paragraph_end, "![["))
    {
      const char *end = find_end (self, p + 3, OPEN_WIKI);
      const char *address_end;

      if (end == NULL)
        return p + 3;
      address_end = p + 3 + strcspn (p + 3, "|#]\n");
      if (*address_end != '\n')
        add (self, p + 3, address_end, BS_IMPORT_LINK_WIKI);
      return address_end;
    }
  if (self->close < p + 2)
    {
      self->close = find_text (p + 2, paragraph_end, "](");
      if (self->close == NULL)
        self->close = paragraph_end;
    }
  if (self->close < paragraph_end && self->close != self->last_close && self->close - p <= MAX_SPAN)
    {
      self->last_close = self->close;
      read_destination (self, self->close + 2);
    }
  return p + 2;
}

/* [[…]] of Obsidian. */
static const char *
read_wiki_link (Finder *self, const char *p)
{
  const char *end = find_end (self, p + 2, OPEN_WIKI);
  const char *address_end;

  if (end == NULL)
    return p + 2;
  address_end = p + 2 + strcspn (p + 2, "|#]\n");
  if (*address_end != '\n')
    add (self, p + 2, address_end, BS_IMPORT_LINK_WIKI);
  return address_end;
}

/* [id]: address (CommonMark 4.7). */
static void
read_definition (Finder *self, const char *line, const char *line_end)
{
  const char *p = line;
  const char *start;

  while (p < line_end && p - line < 4 && *p == ' ')
    p++;
  if (p == line_end || *p != '[' || p[1] == '^' || (p = find_text (p, line_end, "]:")) == NULL)
    return;
  for (p += 2; p < line_end && (*p == ' ' || *p == '\t'); p++)
    ;
  start = p;
  if (p < line_end && *p == '<')
    {
      while (p < line_end && *p != '>')
        p++;
      if (p < line_end && (self->finds_all || is_image (start + 1, p)))
        add (self, start + 1, p, BS_IMPORT_LINK_BRACKETS);
      return;
    }
  while (p < line_end && !g_ascii_isspace (*p))
    p++;
  if (self->finds_all || is_image (start, p))
    add (self, start, p, BS_IMPORT_LINK_PLAIN);
}

static gsize
count (const char *p, const char *end, char c)
{
  gsize n = 0;

  while (p + n < end && p[n] == c)
    n++;
  return n;
}

static const char *
find_line_end (const char *p, const char *end)
{
  const char *line_end = memchr (p, '\n', (gsize) (end - p));

  return line_end != NULL ? line_end : end;
}

static gboolean
is_blank (const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p == end;
}

/* The position after the fenced code that starts on this line, also inside lists and quotations; NULL if there is
 * none. */
static const char *
skip_fence (const char *line, const char *end)
{
  const char *line_end = find_line_end (line, end);
  const char *p = line;
  gsize n;
  char c;

  while (p < line_end && strchr (" \t>", *p) != NULL)
    p++;
  c = p < line_end ? *p : '\0';
  if (c != '`' && c != '~')
    return NULL;
  n = count (p, line_end, c);
  if (n < 3 || (c == '`' && memchr (p + n, '`', (gsize) (line_end - p - n)) != NULL))
    return NULL;
  while (line_end < end)
    {
      gsize closing;

      line = line_end + 1;
      line_end = find_line_end (line, end);
      for (p = line; p < line_end && strchr (" \t>", *p) != NULL; p++)
        ;
      closing = count (p, line_end, c);
      if (closing >= n && is_blank (p + closing, line_end))
        break;
    }
  return line_end;
}

/* The end of the paragraph that starts on a line. */
static const char *
find_paragraph_end (const char *line, const char *end)
{
  while (line < end)
    {
      const char *line_end = find_line_end (line, end);

      if (is_blank (line, line_end))
        return line;
      line = line_end < end ? line_end + 1 : end;
    }
  return end;
}

/* CommonMark 6.1: code ends at the next run of the same number of backticks; without one it is not code. */
static const char *
skip_code (const char *p, const char *end, gboolean *is_hopeless)
{
  gsize n = count (p, end, '`');

  if (n > MAX_TICKS || is_hopeless[n])
    return p + n;
  for (const char *q = p + n; q < end;)
    {
      gsize run;

      q = memchr (q, '`', (gsize) (end - q));
      if (q == NULL)
        break;
      run = count (q, end, '`');
      if (run == n)
        return q + run;
      q += run;
    }
  is_hopeless[n] = TRUE;
  return p + n;
}

static const char *
read_inline (Finder *self, const char *p)
{
  if (self->finds_all && *p == '<' && p < self->tag_end)
    return p + 1;
  if (self->finds_all && *p == '<' && g_ascii_isalpha (p[1]))
    {
      const char *end = read_tag (self, p);
      const char *template = memchr (p, '{', (gsize) (end - p));

      self->tag_end = end;

      /* An attribute may contain a template tag. */
      return template != NULL ? template : MAX (end, p + 1);
    }
  if (starts (p, self->end, "<img") || starts (p, self->end, "<video") || starts (p, self->end, "<source"))
    return read_tag (self, p);
  if (starts (p, self->end, "{%") || starts (p, self->end, "{{"))
    return read_template (self, p);
  return p + 1;
}

static void
read_markdown (Finder *self)
{
  gboolean is_hopeless[MAX_TICKS + 1] = { FALSE };
  const char *end = self->text;
  gboolean is_line = TRUE;

  for (const char *p = self->text; p < self->end;)
    {
      if (p >= end)
        {
          end = find_paragraph_end (p, self->end);
          end = MAX (end, find_line_end (p, self->end));
          memset (is_hopeless, 0, sizeof is_hopeless);
          is_line = TRUE;
        }
      if (is_line)
        {
          const char *after = skip_fence (p, self->end);

          is_line = FALSE;
          if (after != NULL)
            {
              p = after;
              continue;
            }
          read_definition (self, p, find_line_end (p, self->end));
        }
      p += strcspn (p, self->finds_all ? "`\\![]<{\n" : "`\\!<{\n");
      if (p >= self->end)
        break;
      is_line = *p == '\n';
      if (*p == '`')
        p = skip_code (p, MAX (end, p + 1), is_hopeless);
      else if (*p == '\\' && g_ascii_ispunct (p[1]))
        p += 2;
      else if (self->finds_all && p[0] == ']' && p[1] == '(')
        read_destination (self, p += 2);
      else if (self->finds_all && p[0] == '[' && p[1] == '[')
        p = read_wiki_link (self, p);
      else if (!self->finds_all && p[0] == '!' && p[1] == '[')
        p = read_image (self, p, MAX (end, p + 2));
      else
        p = read_inline (self, p);
    }
}

static void
read_html (Finder *self)
{
  for (const char *p = self->text; p < self->end;)
    {
      p += strcspn (p, "<{");
      if (p < self->end)
        p = read_inline (self, p);
    }
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const BsImportLink *first = *(const BsImportLink *const *) a;
  const BsImportLink *second = *(const BsImportLink *const *) b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static GPtrArray *
find (const char *text, gsize length, gboolean is_markdown, gboolean finds_all)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (link_free);
  g_autofree char *copy = NULL;
  Finder self;
  guint n = 0;

  copy = g_strndup (length > 0 ? text : "", length);
  self = (Finder){ copy, copy + strlen (copy), links, copy, NULL, { copy, copy, copy }, finds_all };
  if (is_markdown)
    read_markdown (&self);
  else
    read_html (&self);
  g_ptr_array_sort (links, compare_links);
  for (guint i = 0; i < links->len; i++)
    {
      BsImportLink *link = g_ptr_array_index (links, i);
      const BsImportLink *before = n > 0 ? g_ptr_array_index (links, n - 1) : NULL;

      if (before != NULL && link->start < before->end)
        link_free (link);
      else
        links->pdata[n++] = link;
    }
  links->len = n;
  return links;
}

/**
 * bs_import_links_find:
 * @text: (array length=length): an article's body in UTF-8
 * @length: the length of @text in bytes
 * @is_markdown: whether it is Markdown, which may contain HTML, rather than HTML
 *
 * Finds the addresses of images outside code, in linear time.
 *
 * Returns: (transfer full) (element-type BsImportLink): the links in order, without overlaps
 */
GPtrArray *
bs_import_links_find (const char *text, gsize length, gboolean is_markdown)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  return find (text, length, is_markdown, FALSE);
}

/**
 * bs_import_links_find_all:
 * @text: (array length=length): an article's body in UTF-8
 * @length: the length of @text in bytes
 * @is_markdown: whether it is Markdown, which may contain HTML, rather than HTML
 *
 * Finds the addresses of links and images, and template tags, outside code, in linear time.
 *
 * Returns: (transfer full) (element-type BsImportLink): them in order, without overlaps
 */
GPtrArray *
bs_import_links_find_all (const char *text, gsize length, gboolean is_markdown)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  return find (text, length, is_markdown, TRUE);
}

/**
 * bs_import_link_write:
 * @form: the notation of an address
 * @address: a path
 *
 * Returns: (transfer full): the path in that notation
 */
char *
bs_import_link_write (BsImportLinkForm form, const char *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  /* A percent-encoded path works in every notation except wiki links, which have no escapes. */
  return form == BS_IMPORT_LINK_WIKI ? g_strdup (address) : g_uri_escape_string (address, "/!$*+,;:@", TRUE);
}
