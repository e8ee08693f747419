/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/reference.h"

#include <string.h>

/* The maximum length of a template tag. */
#define MAX_TAG 2048

static void
free_reference (gpointer data)
{
  BsReference *self = data;

  g_free (self->address);
  g_free (self->suffix);
  g_free (self);
}

/* A word of a tag, without its quotes. */
typedef struct
{
  const char *start;
  const char *end;
  char quote;
} Word;

/* Without quotes, a word ends before a space or @last. */
static gboolean
read_word (const char **place, const char *end, char last, Word *word)
{
  const char *p = *place;

  while (p < end && (g_ascii_isspace (*p) || *p == ','))
    p++;
  if (p == end)
    return FALSE;
  word->quote = strchr ("\"'`", *p) != NULL ? *p : '\0';
  if (word->quote != '\0')
    {
      word->start = ++p;
      while (p < end && *p != word->quote)
        p++;
      word->end = p;
      *place = p < end ? p + 1 : end;
      return p < end;
    }
  word->start = p;
  while (p < end && !g_ascii_isspace (*p) && *p != last)
    p++;
  word->end = p;
  *place = p;

  return TRUE;
}

static gboolean
is_word (const Word *word, const char *text)
{
  return (gsize) (word->end - word->start) == strlen (text) && strncmp (word->start, text, strlen (text)) == 0;
}

static void
add (GPtrArray *references, BsReferenceKind kind, BsImportLinkForm form, const char *text, const char *start,
     const char *end, char quote, const char *address)
{
  BsReference *self = g_new0 (BsReference, 1);
  gsize length = strcspn (address, kind == BS_REFERENCE_PATH ? "?#" : "#");

  /* The path of a Jekyll tag is taken as it is. */
  if (kind == BS_REFERENCE_FILE || kind == BS_REFERENCE_POST_URL)
    length = strlen (address);
  self->kind = kind;
  self->form = form;
  self->start = (gsize) (start - text);
  self->end = (gsize) (end - text);
  self->quote = quote;
  self->address = g_strndup (address, length);
  self->suffix = g_strdup (address + length);
  g_ptr_array_add (references, self);
}

static void
add_word (GPtrArray *references, BsReferenceKind kind, const char *text, const Word *word)
{
  g_autofree char *address = g_strndup (word->start, (gsize) (word->end - word->start));

  add (references, kind, BS_IMPORT_LINK_TAG, text, word->start, word->end, word->quote, address);
}

/* {% post_link slug title %}: Hexo reads words, of which the first is the slug. */
static void
read_hexo (GPtrArray *references, const char *text, const char *p, const char *end)
{
  Word word;

  if (read_word (&p, end, ' ', &word) && (is_word (&word, "post_link") || is_word (&word, "post_path")) &&
      read_word (&p, end, ' ', &word))
    add_word (references, BS_REFERENCE_POST, text, &word);
}

/* {% link path %}: Jekyll takes all that follows. */
static void
read_jekyll (GPtrArray *references, const char *text, const char *p, const char *end)
{
  Word word;

  if (p < end && *p == '-')
    p++;
  if (p < end && end[-1] == '-')
    end--;
  if (!read_word (&p, end, ' ', &word) || (!is_word (&word, "post_url") && !is_word (&word, "link")))
    return;
  while (p < end && g_ascii_isspace (*p))
    p++;
  while (p < end && g_ascii_isspace (end[-1]))
    end--;
  if (p == end || memchr (p, '{', (gsize) (end - p)) != NULL)
    return;
  add_word (references, is_word (&word, "link") ? BS_REFERENCE_FILE : BS_REFERENCE_POST_URL, text,
            &(Word){ p, end, '\0' });
}

/* {{< ref "path" >}}, {{% relref path="path" lang="zh" %}}. */
static void
read_hugo (GPtrArray *references, const char *text, const char *p, const char *end)
{
  Word word;

  if (p < end && (*p == '<' || *p == '%'))
    p++;
  else
    return;
  if (p < end && (end[-1] == '>' || end[-1] == '%'))
    end--;
  if (!read_word (&p, end, '=', &word) || (!is_word (&word, "ref") && !is_word (&word, "relref")))
    return;
  if (!read_word (&p, end, '=', &word))
    return;
  while (word.quote == '\0' && p < end && *p == '=')
    {
      gboolean is_path = is_word (&word, "path");

      p++;
      if (!read_word (&p, end, '=', &word) || is_path)
        break;
      if (!read_word (&p, end, '=', &word))
        return;
    }
  add_word (references, BS_REFERENCE_PAGE, text, &word);
}

/* Jekyll and Hugo run tags in code too; the text between {% raw %} and {% endraw %} is shown, not run. */
static void
read_tags (GPtrArray *references, const char *text, const char *p, const char *end, BsSiteKind site)
{
  const char *open = site == BS_SITE_HUGO ? "{{" : "{%";
  const char *close = site == BS_SITE_HUGO ? "}}" : "%}";
  const char *barren = p; /* no tag ends before it */

  while ((p = memmem (p, (gsize) (end - p), open, 2)) != NULL)
    {
      const char *tag = p + 2;
      const char *limit = end - tag > MAX_TAG ? tag + MAX_TAG : end;
      const char *from = MAX (tag, barren);
      const char *tag_end = from < limit ? memmem (from, (gsize) (limit - from), close, 2) : NULL;
      const char *name = tag;

      if (tag_end == NULL)
        {
          barren = limit - tag > 1 ? limit - 1 : tag;
          p = tag;
          continue;
        }
      p = tag_end + 2;
      if (site == BS_SITE_HUGO)
        {
          read_hugo (references, text, tag, tag_end);
          continue;
        }
      while (name < tag_end && (g_ascii_isspace (*name) || *name == '-'))
        name++;
      if (tag_end - name >= 3 && strncmp (name, "raw", 3) == 0)
        {
          const char *endraw = memmem (p, (gsize) (end - p), "endraw", 6);

          p = endraw != NULL ? endraw : end;
        }
      else
        {
          read_jekyll (references, text, tag, tag_end);
        }
    }
}

/**
 * bs_references_find:
 * @text: (array length=length): an article in UTF-8
 * @length: the length of @text in bytes
 * @body_start: where its body starts
 * @is_markdown: whether the body is Markdown rather than HTML
 * @site: the kind of site whose tags it may contain
 *
 * Finds references to other files: the paths of links and images, and the tags of the site.
 *
 * Returns: (transfer full) (element-type BsReference): them, in any order
 */
GPtrArray *
bs_references_find (const char *text, gsize length, gsize body_start, gboolean is_markdown, BsSiteKind site)
{
  GPtrArray *references = g_ptr_array_new_with_free_func (free_reference);
  g_autoptr (GPtrArray) links = NULL;

  g_return_val_if_fail (text != NULL || length == 0, references);
  g_return_val_if_fail (body_start <= length, references);

  links = bs_import_links_find_all (text + body_start, length - body_start, is_markdown);
  for (guint i = 0; i < links->len; i++)
    {
      const BsImportLink *link = g_ptr_array_index (links, i);
      const char *start = text + body_start + link->start;
      const char *end = text + body_start + link->end;

      if (link->form != BS_IMPORT_LINK_TAG)
        add (references, link->form == BS_IMPORT_LINK_WIKI ? BS_REFERENCE_WIKI : BS_REFERENCE_PATH, link->form, text,
             start, end, '\0', link->address);
      else if (bs_site_kind_is_hexo (site))
        read_hexo (references, text, start, end);
    }
  if (site == BS_SITE_JEKYLL || site == BS_SITE_HUGO)
    read_tags (references, text, text + body_start, text + length, site);

  return references;
}

/**
 * bs_reference_write:
 * @self: a reference
 * @address: a path, a slug or a name, without a fragment
 *
 * Returns: (transfer full) (nullable): how it is written in the place of the reference; %NULL if it cannot be
 */
char *
bs_reference_write (const BsReference *self, const char *address)
{
  g_autofree char *unescaped = NULL;

  g_return_val_if_fail (self != NULL && address != NULL, NULL);

  switch (self->kind)
    {
    case BS_REFERENCE_PATH:
      {
        g_autofree char *written = NULL;

        unescaped = g_uri_unescape_string (self->address, NULL);
        /* An address whose characters were escaped keeps the style. */
        if (unescaped != NULL && strcmp (unescaped, self->address) != 0 && g_str_is_ascii (self->address))
          written = g_uri_escape_string (address, "/!$*+,;:@", FALSE);
        else
          written = bs_import_link_write (self->form, address);
        return g_strconcat (written, self->suffix, NULL);
      }
    case BS_REFERENCE_POST:
    case BS_REFERENCE_PAGE:
      if (!g_utf8_validate (address, -1, NULL))
        return NULL;
      if (self->quote == '\0' && strpbrk (address, " \t\"'=") != NULL)
        return strpbrk (address, "\"\n") != NULL ? NULL : g_strconcat ("\"", address, self->suffix, "\"", NULL);
      if (self->quote != '\0' && strchr (address, self->quote) != NULL)
        return NULL;
      return g_strconcat (address, self->suffix, NULL);
    case BS_REFERENCE_WIKI:
    case BS_REFERENCE_POST_URL:
    case BS_REFERENCE_FILE:
    default:
      if (!g_utf8_validate (address, -1, NULL) || strpbrk (address, "[]|#{}%\n") != NULL)
        return NULL;
      return g_strconcat (address, self->suffix, NULL);
    }
}
