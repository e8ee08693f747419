/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/html.h"

#include <string.h>

#include "model/format/body/html-token.h"
#include "model/format/body/media.h"
#include "model/format/text/entity.h"
#include "model/format/text/folding.h"

/* How much of a body is searched for a title, in bytes. */
#define TITLE_SEARCH_BYTES (256 * 1024)

/* Collects text. White space is held back until the next word. */
typedef struct
{
  GString *out;
  char separator;       /* pending before the next word: nothing, a space, a tab or a newline */
  gboolean is_line_end; /* the pending space is a line end, which Chinese does not show */
  guint preformatted;
  gboolean at_preformatted_start; /* nothing has been written since <pre> */
  gsize superscript;              /* where the last block starts */
  guint superscripts;             /* nesting depth */
  gsize raised_start;             /* where adjacent superscripts start that end at raised_end */
  gsize raised_end;
  BsMedia media;
  BsFeatureFinder *finder; /* (nullable) */
  gboolean in_heading;
  gsize heading_start;
} Writer;

static void
writer_separate (Writer *self, char separator)
{
  if (self->out->len == 0 || self->separator == '\n' || (self->separator == '\t' && separator == ' '))
    return;
  self->separator = separator;
}

/* The last character, ignoring closing quotation marks and superscripts. */
static gunichar
get_last (const Writer *self)
{
  gsize end = self->raised_end == self->out->len ? self->raised_start : self->out->len;
  const char *c = g_utf8_find_prev_char (self->out->str, self->out->str + end);
  gunichar last = c == NULL ? 0 : g_utf8_get_char (c);

  for (guint i = 0; c != NULL && i < 4; i++)
    {
      gunichar before = bs_folding_follow (g_utf8_get_char (c), last);

      if (before != last)
        return before;
      c = g_utf8_find_prev_char (self->out->str, c);
    }
  return last;
}

static void
writer_begin_word (Writer *self, const char *word, gsize length)
{
  if (self->separator != '\0' && self->out->len > 0 &&
      (self->separator != ' ' || !self->is_line_end ||
       bs_folding_needs_space (get_last (self), g_utf8_get_char_validated (word, length))))
    g_string_append_c (self->out, self->separator);
  self->separator = '\0';
  self->is_line_end = FALSE;
}

/* The length of the white space at @text, or 0. U+00A0 counts too. */
static gsize
space_length (const char *text, gsize left)
{
  if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\f' || *text == '\r' || *text == '\0')
    return 1;
  if (left >= 2 && text[0] == '\xc2' && text[1] == '\xa0')
    return 2;
  return 0;
}

/* The position of the next white space, or @length. Eight bytes contain no white space if none is below U+0021 or the
 * first byte of U+00A0. */
static gsize
find_space (const char *text, gsize position, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 bytes;

  while (length - position >= sizeof bytes)
    {
      memcpy (&bytes, text + position, sizeof bytes);
      if ((((bytes - 0x21 * ones) & ~bytes) | (((bytes ^ 0xc2 * ones) - ones) & ~(bytes ^ 0xc2 * ones))) & 0x80 * ones)
        break;
      position += sizeof bytes;
    }
  while (position < length && space_length (text + position, length - position) == 0)
    position++;
  return position;
}

/* Chinese paragraphs are indented with ideographic spaces, which are ignored too. */
static gboolean
is_indent (const Writer *self, const char *text, gsize left)
{
  return (self->out->len == 0 || self->separator == '\n') && left >= 3 && memcmp (text, "\xe3\x80\x80", 3) == 0;
}

static void
writer_add_text (Writer *self, const char *text, gsize length)
{
  gsize i = 0;

  if (self->preformatted > 0)
    {
      /* The newline right after <pre> is not part of the text. */
      if (self->at_preformatted_start && length > 0 && text[0] == '\n')
        i++;
      self->at_preformatted_start = FALSE;
      if (i < length)
        {
          writer_begin_word (self, text + i, length - i);
          g_string_append_len (self->out, text + i, length - i);
        }
      return;
    }

  while (i < length)
    {
      gsize start = i;

      while (is_indent (self, text + i, length - i))
        start = i += 3;
      i = find_space (text, start, length);
      if (i > start)
        {
          writer_begin_word (self, text + start, i - start);
          g_string_append_len (self->out, text + start, i - start);
        }
      if (i < length)
        {
          self->is_line_end = self->is_line_end || text[i] == '\n';
          writer_separate (self, ' ');
          i += space_length (text + i, length - i);
        }
    }
}

static void
writer_add (Writer *self, const BsHtmlToken *token)
{
  if (memchr (token->start, '&', token->length) == NULL)
    {
      writer_add_text (self, token->start, token->length);
    }
  else
    {
      g_autoptr (GString) decoded = g_string_sized_new (token->length + 1);

      bs_entities_append_decoded (decoded, token->start, token->length, TRUE);
      writer_add_text (self, decoded->str, decoded->len);
    }
}

/* Writes 10² for a superscript, because 102 would be a different number. Ordinals and references are kept as they
 * are. */
static void
raise_superscript (Writer *self)
{
  static const char plain[] = "0123456789+-=()ni";
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸",
                                        "⁹", "⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ", "ⁱ" };
  static const char *const ordinals[] = { "st", "nd", "rd", "th", "e", "er", "re", "o", "a", "TM", "SM" };
  g_autofree char *text = NULL;
  gsize start = self->superscript;

  while (start < self->out->len && g_ascii_isspace (self->out->str[start]))
    start++;
  text = g_strdup (self->out->str + start);
  for (gsize i = 0; i < G_N_ELEMENTS (ordinals); i++)
    if (g_str_equal (text, ordinals[i]))
      return;
  if (strspn (text, plain) == strlen (text))
    {
      g_string_truncate (self->out, start);
      for (const char *c = text; *c != '\0'; c++)
        g_string_append (self->out, raised[strchr (plain, *c) - plain]);
    }
  else if (start > 0 && g_ascii_isalnum (*text) && strlen (text) <= 16 && g_ascii_isalnum (self->out->str[start - 1]))
    {
      g_string_insert_c (self->out, start, '^');
    }
}

static void
writer_end_superscript (Writer *self)
{
  if (self->superscripts == 0 || --self->superscripts > 0 || self->superscript >= self->out->len)
    return;
  if (self->raised_end != self->superscript)
    self->raised_start = self->superscript;
  raise_superscript (self);
  self->raised_end = self->out->len;
}

static gboolean
get_attribute (const BsHtmlToken *token, const char *name, char **value)
{
  BsHtmlTokenAttribute attribute;
  gsize position = 0;
  gsize length = strlen (name);

  while (bs_html_token_next_attribute (token, &position, &attribute))
    if (attribute.name_length == length && g_ascii_strncasecmp (attribute.name, name, length) == 0)
      {
        if (value != NULL)
          *value = bs_html_decode_entities (attribute.value, attribute.value_length);
        return TRUE;
      }
  return FALSE;
}

static void
writer_add_task (Writer *self, const BsHtmlToken *token)
{
  g_autofree char *type = NULL;

  if (!get_attribute (token, "type", &type) || type == NULL || g_ascii_strcasecmp (type, "checkbox") != 0)
    return;
  writer_begin_word (self, "☑", strlen ("☑"));
  g_string_append (self->out, get_attribute (token, "checked", NULL) ? "☑" : "☐");
  writer_separate (self, ' ');
}

/* Audio and video become a line with their label. */
static void
writer_add_media (Writer *self, const BsHtmlToken *token)
{
  g_autofree char *label = NULL;
  BsHtmlTokenAttribute attribute;
  gsize position = 0;

  if (token->kind == BS_HTML_TOKEN_END)
    {
      if (bs_media_is_element (token->name))
        {
          writer_separate (self, '\n');
          bs_media_clear (&self->media);
        }
      return;
    }
  bs_media_begin (&self->media, token->name);
  while (bs_html_token_next_attribute (token, &position, &attribute))
    if (attribute.value != NULL)
      {
        g_autofree char *name = g_ascii_strdown (attribute.name, attribute.name_length);
        g_autofree char *value = bs_html_decode_entities (attribute.value, attribute.value_length);

        bs_media_add_attribute (&self->media, name, value);
      }
  label = bs_media_end (&self->media);
  if (self->finder != NULL && self->media.element != NULL)
    bs_feature_finder_take_media (self->finder, self->media.element, self->media.address);
  if (bs_media_is_element (token->name))
    writer_separate (self, '\n');
  if (label == NULL)
    return;
  writer_separate (self, '\n');
  writer_begin_word (self, label, strlen (label));
  g_string_append (self->out, label);
  writer_separate (self, '\n');
}

static gboolean
is_heading (const char *name)
{
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0';
}

/* A heading without an end tag is not known to end, and is none. */
static void
writer_mark_heading (Writer *self, gboolean is_start)
{
  BsTextRange range = { self->heading_start, self->out->len };

  if (!is_start && self->in_heading && range.end > range.start)
    {
      if (self->finder->headings == NULL)
        self->finder->headings = g_array_new (FALSE, FALSE, sizeof (BsTextRange));
      g_array_append_val (self->finder->headings, range);
    }
  self->in_heading = is_start;
  self->heading_start = self->out->len;
}

static void
writer_mark_tag (Writer *self, const BsHtmlToken *token)
{
  gboolean is_start = token->kind == BS_HTML_TOKEN_START;

  if (bs_html_name_is_block (token->name))
    {
      writer_separate (self, '\n');
      if (self->finder != NULL && is_heading (token->name))
        writer_mark_heading (self, is_start);
      if (g_str_equal (token->name, "pre") || g_str_equal (token->name, "listing"))
        {
          if (is_start)
            self->preformatted++;
          else if (self->preformatted > 0)
            self->preformatted--;
          while (!is_start && self->out->len > 0 && self->out->str[self->out->len - 1] == '\n')
            g_string_truncate (self->out, self->out->len - 1);
          self->at_preformatted_start = is_start;
        }
    }
  else if (g_str_equal (token->name, "br"))
    {
      if (self->preformatted > 0)
        g_string_append_c (self->out, '\n');
      else
        writer_separate (self, '\n');
    }
  else if (g_str_equal (token->name, "td") || g_str_equal (token->name, "th"))
    {
      writer_separate (self, '\t');
    }
  else if (g_str_equal (token->name, "sup"))
    {
      if (!is_start)
        writer_end_superscript (self);
      else if (self->superscripts++ == 0)
        self->superscript = self->out->len;
    }
  else if (g_str_equal (token->name, "input"))
    {
      if (is_start)
        writer_add_task (self, token);
    }
  else if (strchr ("aeiopsv", token->name[0]) != NULL && bs_media_is_part (token->name))
    {
      writer_add_media (self, token);
    }
}

/* Whether @token implicitly ends an element named @name (HTML, 13.1.2.4). */
static gboolean
closes_silently (const char *name, const BsHtmlToken *token)
{
  if (token->kind != BS_HTML_TOKEN_START)
    return FALSE;
  if (g_str_equal (name, "p") || g_str_equal (name, "svg") || g_str_equal (name, "math"))
    return bs_html_name_is_block (token->name);
  return (g_str_equal (name, "li") || g_str_equal (name, "tr") || g_str_equal (name, "td")) &&
         g_str_equal (name, token->name);
}

/* Skips a hidden element including its end tag. */
static void
skip_element (BsHtmlTokenizer *tokenizer, const BsHtmlToken *start)
{
  BsHtmlTokenizer before = *tokenizer;
  BsHtmlToken token;
  guint depth = 1;

  if (bs_html_name_is_void (start->name))
    return;
  while (depth > 0 && bs_html_tokenizer_next (tokenizer, &token))
    {
      if (closes_silently (start->name, &token))
        {
          *tokenizer = before;
          return;
        }
      if (g_str_equal (token.name, start->name))
        {
          if (token.kind == BS_HTML_TOKEN_START)
            depth++;
          else if (token.kind == BS_HTML_TOKEN_END)
            depth--;
        }
      before = *tokenizer;
    }
}

static gboolean
is_skipped (const BsHtmlToken *token)
{
  if (token->kind != BS_HTML_TOKEN_START)
    return FALSE;
  if (bs_html_name_is_hidden (token->name))
    return !(token->self_closing && (g_str_equal (token->name, "svg") || g_str_equal (token->name, "math")));
  return memchr (token->start, 'i', token->length) != NULL && get_attribute (token, "hidden", NULL);
}

/* The fallback content of a frame is separate HTML. */
static void
writer_add_fallback (Writer *self, const BsHtmlToken *token)
{
  g_autofree char *text = bs_html_remove_tags (token->start, token->length);

  writer_add_text (self, text, strlen (text));
}

static char *
writer_finish (Writer *self)
{
  while (self->out->len > 0 && g_ascii_isspace (self->out->str[self->out->len - 1]))
    g_string_truncate (self->out, self->out->len - 1);
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}

/**
 * bs_html_to_text:
 * @html: (array length=length): HTML in UTF-8, well formed or not
 * @length: the length of @html in bytes
 *
 * Returns the visible text: entities decoded, white space collapsed except in `<pre>`, one newline between blocks and
 * at a `<br>`, a tab between table cells. Scripts, styles, templates, controls, `hidden` elements, comments and
 * alternative texts of images are left out. Takes one pass in linear time with constant stack, whatever the nesting.
 *
 * Returns: (transfer full): the text, without a final newline
 */
char *
bs_html_to_text (const char *html, gsize length)
{
  return bs_html_read (html, length, NULL);
}

/**
 * bs_html_read:
 * @html: (array length=length): HTML in UTF-8, well formed or not
 * @length: the length of @html in bytes
 * @finder: (nullable) (inout): finds its other contents, and its headings
 *
 * Returns: (transfer full): the result of bs_html_to_text()
 */
char *
bs_html_read (const char *html, gsize length, BsFeatureFinder *finder)
{
  Writer writer = { .finder = finder };
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  writer.out = g_string_sized_new (length / 2 + 64);
  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (finder != NULL)
        bs_feature_finder_take (finder, &token);
      if (token.kind == BS_HTML_TOKEN_TEXT)
        writer_add (&writer, &token);
      else if (is_skipped (&token))
        skip_element (&tokenizer, &token);
      else if (token.kind == BS_HTML_TOKEN_START || token.kind == BS_HTML_TOKEN_END)
        writer_mark_tag (&writer, &token);
      else if (token.kind == BS_HTML_TOKEN_RAW && g_str_equal (token.name, "iframe"))
        writer_add_fallback (&writer, &token);
    }
  bs_media_clear (&writer.media);
  return writer_finish (&writer);
}

/* The text of the element that @start opens, on one line; NULL if blank. */
static char *
read_element_text (BsHtmlTokenizer *tokenizer, const BsHtmlToken *start)
{
  Writer writer = { g_string_new (NULL) };
  g_autofree char *text = NULL;
  BsHtmlToken token;

  while (bs_html_tokenizer_next (tokenizer, &token))
    {
      if ((token.kind == BS_HTML_TOKEN_END || token.kind == BS_HTML_TOKEN_START) &&
          g_str_equal (token.name, start->name))
        break;
      if (token.kind == BS_HTML_TOKEN_TEXT || g_str_equal (start->name, "title"))
        writer_add (&writer, &token);
      else if (is_skipped (&token))
        skip_element (tokenizer, &token);
      else if (bs_html_name_is_block (token.name) || g_str_equal (token.name, "br"))
        writer_separate (&writer, ' ');
    }
  text = writer_finish (&writer);
  return *text == '\0' ? NULL : g_steal_pointer (&text);
}

/**
 * bs_html_remove_tags:
 * @html: (array length=length): HTML in UTF-8
 * @length: the length of @html in bytes
 *
 * Returns: (transfer full): the text outside tags and comments, entities decoded
 */
char *
bs_html_remove_tags (const char *html, gsize length)
{
  GString *out;
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  out = g_string_new (NULL);
  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    if (token.kind == BS_HTML_TOKEN_TEXT)
      bs_entities_append_decoded (out, token.start, token.length, TRUE);
  return g_string_free (out, FALSE);
}

/**
 * bs_html_find_title:
 * @html: (array length=length): HTML in UTF-8, well formed or not
 * @length: the length of @html in bytes
 *
 * Finds a title for a page: its first `<h1>`, else its `<title>`, else its first other heading. Only the first 256 kB
 * are searched.
 *
 * Returns: (transfer full) (nullable): the title on one line, entities decoded
 */
char *
bs_html_find_title (const char *html, gsize length)
{
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;

  g_return_val_if_fail (html != NULL || length == 0, NULL);

  bs_html_tokenizer_init (&tokenizer, html, MIN (length, TITLE_SEARCH_BYTES));
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (token.kind != BS_HTML_TOKEN_START)
        continue;
      if (g_str_equal (token.name, "h1"))
        {
          g_autofree char *found = read_element_text (&tokenizer, &token);

          if (found != NULL)
            return g_steal_pointer (&found);
        }
      else if (g_str_equal (token.name, "title"))
        {
          if (title == NULL)
            title = read_element_text (&tokenizer, &token);
        }
      else if (is_heading (token.name))
        {
          if (heading == NULL)
            heading = read_element_text (&tokenizer, &token);
        }
      else if (is_skipped (&token))
        {
          skip_element (&tokenizer, &token);
        }
    }
  return title != NULL ? g_steal_pointer (&title) : g_steal_pointer (&heading);
}

/**
 * bs_html_decode_entities:
 * @text: UTF-8 with HTML's character references, such as a title from front matter
 * @length: the length of @text in bytes, or -1 if it is NUL-terminated
 *
 * Decodes numeric references and all of HTML's named ones. References without a semicolon are kept, because `AT&T` and
 * `?a=1&copy=2` are meant literally. Text is decoded once: `&amp;lt;` gives `&lt;`.
 *
 * Returns: (transfer full): the decoded text
 */
char *
bs_html_decode_entities (const char *text, gssize length)
{
  GString *out;
  gsize bytes;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  bytes = length >= 0 ? (gsize) length : strlen (text);
  if (bytes == 0 || memchr (text, '&', bytes) == NULL)
    return g_strndup (text != NULL ? text : "", bytes);
  out = g_string_sized_new (bytes + 1);
  bs_entities_append_decoded (out, text, bytes, FALSE);
  return g_string_free (out, FALSE);
}
