/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/front-matter.h"

#include "model/format/front-matter/conflict.h"
#include "model/format/front-matter/front-matter-block.h"
#include "model/format/front-matter/front-matter-extent.h"
#include "model/format/front-matter/front-matter-opener.h"
#include "model/format/front-matter/recovery-line.h"

#include <string.h>

/* How much of a body is searched for text that may be meant as front matter. */
#define MAX_DOUBTFUL_LINES 50

typedef struct
{
  const char *text;
  gsize length;
  GPtrArray *problems;
} Source;

static void
set_none (BsFrontMatter *self)
{
  bs_front_matter_clear (self);
  self->body_line = 1;
  self->block_line = 1;
}

static void
set_block (BsFrontMatter *self, gsize start, gsize end, guint line)
{
  self->block_start = start;
  self->block_length = end - start;
  self->block_line = line;
}

static void
set_body (BsFrontMatter *self, gsize start, guint line)
{
  self->body_start = start;
  self->body_line = line;
}

static gboolean
parse_block (BsFrontMatterBlock *block, const BsFrontMatter *self, const Source *source, gboolean may_have_markers)
{
  return bs_front_matter_block_parse (block, self->kind, source->text + self->block_start, self->block_length,
                                      self->block_line, may_have_markers);
}

static void
take_block (BsFrontMatter *self, BsFrontMatterBlock *block, gboolean report_recovered, const Source *source)
{
  self->recovered = block->recovered;
  self->root = bs_front_matter_block_finish (block, report_recovered, source->problems);
}

static guint
column_at (const char *line, const char *place)
{
  return 1 + g_utf8_strlen (line, place - line);
}

/* The body of unclosed front matter starts at the first non-blank line that is not front matter. */
static void
set_body_behind (BsFrontMatter *self, const Source *source, gsize end, guint line)
{
  BsLines lines;
  BsLine next;

  bs_lines_init (&lines, source->text + end, source->length - end, line);
  set_body (self, source->length, line);
  while (bs_lines_next (&lines, &next))
    {
      self->body_line = next.number;
      if (!bs_line_is_blank (&next))
        {
          self->body_start = end + next.start;
          return;
        }
    }
}

static gboolean
is_known_key (const BsLine *line, gboolean may_be_indented)
{
  BsRecoveryLine parts;

  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);

  return bs_recovery_line_is_key (&parts) && (may_be_indented || parts.indent == 0) &&
         bs_recovery_key_is_known (parts.key, parts.key_length);
}

static gboolean
starts_with_known_key (BsFrontMatterKind kind, BsLines lines)
{
  BsLine line;

  while (bs_lines_next (&lines, &line))
    {
      BsRecoveryLine parts;

      bs_recovery_line_read (&parts, kind == BS_FRONT_MATTER_TOML ? BS_RECOVERY_TOML : BS_RECOVERY_YAML, &line);
      if (!parts.is_comment)
        return bs_recovery_line_is_key (&parts) && bs_recovery_key_is_known (parts.key, parts.key_length);
    }

  return FALSE;
}

/* Whether more keys follow a line that looked like the start of the body. */
static gboolean
has_keys_between (const Source *source, gsize start, gsize end)
{
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, source->text + start, end - start, 1);
  while (bs_lines_next (&lines, &line))
    {
      if (is_known_key (&line, FALSE))
        return TRUE;
    }

  return FALSE;
}

/* The line that would close front matter of this kind */
static const char *
get_closer (BsFrontMatterKind kind)
{
  if (kind == BS_FRONT_MATTER_TOML)
    return "+++";

  return kind == BS_FRONT_MATTER_JSON ? ";;;" : "---";
}

/* Handles an opener without a closing line. Returns FALSE if the line is a horizontal rule instead. */
static gboolean
read_unclosed (BsFrontMatter *self, const Source *source, BsFrontMatterKind kind, gsize start, guint line)
{
  BsRecoverySyntax syntax = kind == BS_FRONT_MATTER_TOML ? BS_RECOVERY_TOML : BS_RECOVERY_YAML;
  const char *text = source->text + start;
  g_autofree char *ours = NULL;
  g_auto (BsFrontMatterBlock) block = BS_FRONT_MATTER_BLOCK_INIT;
  BsFrontMatterExtent extent;
  guint marker_line;

  ours = bs_conflict_take_ours (text, MIN (source->length - start, BS_FRONT_MATTER_MAX_BYTES), line, &marker_line);
  bs_front_matter_extent_find (&extent, syntax, ours != NULL ? ours : text,
                               MIN (source->length - start, BS_FRONT_MATTER_MAX_BYTES), line);
  if (!extent.has_keys && !extent.reaches_end)
    return FALSE;

  self->kind = kind;
  set_block (self, start, start + extent.end, line);
  if (extent.reaches_end)
    {
      bs_problems_add (source->problems, BS_PROBLEM_CUT_OFF, MAX (extent.stop_line, 2) - 1, 1, NULL);
      set_body (self, source->length, extent.stop_line);
    }
  else
    {
      set_body_behind (self, source, start + extent.end, extent.line);
      bs_problems_add (source->problems, BS_PROBLEM_UNCLOSED, self->body_line, 1, get_closer (kind));
    }

  if (!parse_block (&block, self, source, ours != NULL) && !bs_front_matter_block_recover (&block))
    return !extent.has_keys;
  take_block (self, &block, !extent.reaches_end, source);

  return TRUE;
}

/* Whether the closing line is missing and the one found is a horizontal rule in the body, given that the text between
 * could not be parsed. */
static gboolean
is_unclosed_after_all (const Source *source, const BsFrontMatterCloser *closer, gsize start, guint line)
{
  BsFrontMatterExtent extent;
  gsize end = closer->closer.start;

  if (closer->glued < end)
    return TRUE;
  if (closer->has_markers)
    return FALSE;

  bs_front_matter_extent_find (&extent, BS_RECOVERY_YAML, source->text + start, end - start, line);

  return extent.has_keys && extent.stop < end - start && extent.after_blank &&
         !has_keys_between (source, start + extent.stop, end);
}

static void
report_junk (const Source *source, const BsLine *line, const char *junk, gsize length)
{
  g_autofree char *detail = g_strndup (junk, length);

  bs_problems_add (source->problems, BS_PROBLEM_JUNK_AT_DELIMITER, line->number, column_at (line->text, junk), detail);
}

static void
report_dashes (const Source *source, const BsLine *line)
{
  g_autofree char *detail = g_strndup (line->text, bs_line_trimmed_length (line));

  bs_problems_add (source->problems, BS_PROBLEM_DASHES, line->number, 1, detail);
}

/* Text after the opener's marks is ignored only if front matter follows, because prose may start like this too. */
static gboolean
is_followed_by_key (BsLines lines)
{
  BsLine line;

  while (bs_lines_next (&lines, &line))
    {
      BsRecoveryLine parts;

      bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &line);
      if (!parts.is_blank && !parts.is_comment)
        return bs_recovery_line_is_key (&parts);
    }

  return FALSE;
}

/* Reads the lines between an opener and a closing line. Returns FALSE if they are not front matter, and sets
 * @is_unclosed if the closing line belongs to the body. */
static gboolean
read_closed (BsFrontMatter *self, const Source *source, const BsFrontMatterCloser *closer, gsize start, guint line,
             gboolean *is_unclosed)
{
  g_auto (BsFrontMatterBlock) block = BS_FRONT_MATTER_BLOCK_INIT;

  set_block (self, start, closer->closer.start, line);
  set_body (self, closer->closer.next, closer->closer.number + 1);

  if (!parse_block (&block, self, source, closer->has_markers))
    {
      *is_unclosed = self->kind == BS_FRONT_MATTER_YAML && is_unclosed_after_all (source, closer, start, line);
      if (*is_unclosed || !bs_front_matter_block_recover (&block))
        return FALSE;
    }
  take_block (self, &block, TRUE, source);

  return TRUE;
}

/* An indented closing line, if the text above it is valid YAML and something follows it. */
static gboolean
read_indented (BsFrontMatter *self, const Source *source, BsFrontMatterCloser *closer, gsize start, guint line)
{
  g_auto (BsFrontMatterBlock) block = BS_FRONT_MATTER_BLOCK_INIT;
  g_auto (BsFrontMatterBlock) whole = BS_FRONT_MATTER_BLOCK_INIT;

  if (closer->has_closer)
    {
      set_block (self, start, closer->closer.start, line);
      if (parse_block (&whole, self, source, FALSE))
        return FALSE;
    }
  set_block (self, start, closer->indented.start, line);
  set_body (self, closer->indented.next, closer->indented.number + 1);
  if (!parse_block (&block, self, source, FALSE) || block.root == NULL)
    return FALSE;
  take_block (self, &block, TRUE, source);
  bs_problems_add (source->problems, BS_PROBLEM_SPACE_BEFORE_OPENER, closer->indented.number, 1, NULL);

  return TRUE;
}

/* Reads a JSON object at the start of a file. Returns FALSE if there is none. */
static gboolean
read_bare_json (BsFrontMatter *self, const Source *source, const BsLine *line)
{
  const char *end = source->text + MIN (source->length, line->start + BS_FRONT_MATTER_MAX_BYTES);
  const char *p = line->text + 1;
  g_auto (BsFrontMatterBlock) block = BS_FRONT_MATTER_BLOCK_INIT;
  gboolean in_string = FALSE, is_closed = FALSE;
  guint depth = 0, n_lines = 0;

  if (line->length == 0 || *line->text != '{')
    return FALSE;
  while (p < end && (g_ascii_isspace (*p) || bs_white_length (p, end) > 0))
    p += MAX (bs_white_length (p, end), 1);
  if (p == end || (*p != '"' && *p != '}'))
    return FALSE;

  for (p = line->text; p < end && !is_closed; p++)
    {
      if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n')))
        n_lines++;
      else if (in_string && *p == '\\')
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && *p == '{')
        depth++;
      else if (!in_string && *p == '}')
        is_closed = --depth == 0;
    }
  p = MIN (p, end);

  self->kind = BS_FRONT_MATTER_JSON;
  set_block (self, line->start, p - source->text, line->number);
  set_body (self, p - source->text, line->number + n_lines);
  if (!is_closed)
    {
      const char *gap = memmem (line->text, end - line->text, "\n\n", 2);

      if (gap == NULL)
        set_block (self, line->start, end - source->text, line->number);
      else
        set_block (self, line->start, gap + 1 - source->text, line->number);
      set_body_behind (self, source, self->block_start + self->block_length, line->number);
    }
  else
    {
      BsLines lines;
      BsLine rest;

      bs_lines_init (&lines, p, source->text + source->length - p, self->body_line);
      if (bs_lines_next (&lines, &rest) && bs_line_is_blank (&rest))
        set_body (self, self->body_start + rest.next, self->body_line + 1);
    }

  if (!parse_block (&block, self, source, FALSE) && !bs_front_matter_block_recover (&block))
    return FALSE;
  take_block (self, &block, is_closed, source);
  if (!is_closed)
    bs_problems_add (source->problems, self->body_start == source->length ? BS_PROBLEM_CUT_OFF : BS_PROBLEM_UNCLOSED,
                     line->number, 1, "}");

  return TRUE;
}

/* A JSON object after an opener without a closing line. */
static gboolean
read_unclosed_object (BsFrontMatter *self, const Source *source, BsLines lines)
{
  BsLine line;

  while (bs_lines_next (&lines, &line))
    {
      guint n = source->problems != NULL ? source->problems->len : 0;

      if (bs_line_is_blank (&line))
        continue;
      if (!read_bare_json (self, source, &line))
        return FALSE;
      /* The unclosed object may be reported already. */
      if (source->problems != NULL && source->problems->len == n)
        bs_problems_add (source->problems, BS_PROBLEM_UNCLOSED, self->body_line, 1, get_closer (self->kind));
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_opened (BsFrontMatter *self, const Source *source, const BsFrontMatterOpener *opener, const BsLine *line,
             const BsLines *rest)
{
  gboolean has_junk = opener->junk != NULL && *opener->junk != '{';
  gboolean is_unclosed, is_read = FALSE;
  BsFrontMatterCloser closer;

  /* Long or indented dashes alone are not a reliable opener; the name of a language makes them one. */
  if ((has_junk || opener->is_replaced || opener->indent > 0) && opener->mark == '-' &&
      opener->kind == BS_FRONT_MATTER_YAML && !is_followed_by_key (*rest))
    return FALSE;

  bs_front_matter_opener_find_closer (opener, rest, &closer);
  is_unclosed = !closer.has_closer && !closer.has_indented;
  if ((has_junk || opener->is_replaced) && is_unclosed)
    return FALSE;

  self->kind = opener->kind;
  if (closer.has_indented && opener->indent == 0)
    is_read = read_indented (self, source, &closer, line->next, line->number + 1);
  if (!is_read && closer.has_closer)
    is_read = read_closed (self, source, &closer, line->next, line->number + 1, &is_unclosed);
  else if (!is_read)
    is_unclosed = TRUE;
  if (is_unclosed && opener->kind != BS_FRONT_MATTER_SCRIPT)
    is_read = read_unclosed (self, source, opener->kind, line->next, line->number + 1);
  if (is_unclosed && !is_read && opener->kind == BS_FRONT_MATTER_JSON)
    is_read = read_unclosed_object (self, source, *rest);
  if (!is_read)
    return FALSE;

  if (has_junk)
    report_junk (source, line, opener->junk, opener->junk_length);
  else if (opener->junk != NULL)
    bs_problems_add (source->problems, BS_PROBLEM_BRACE_BEFORE_OPENER, line->number, 1, NULL);
  if (opener->indent > 0)
    bs_problems_add (source->problems, BS_PROBLEM_SPACE_BEFORE_OPENER, line->number, 1, NULL);
  if (opener->is_replaced)
    report_dashes (source, line);
  if (closer.is_replaced && !is_unclosed)
    report_dashes (source, &closer.closer);
  if (closer.is_long && !is_unclosed)
    report_junk (source, &closer.closer, closer.closer.text + opener->n_marks,
                 bs_line_trimmed_length (&closer.closer) - opener->n_marks);
  if (opener->language != NULL)
    bs_problems_add (source->problems, BS_PROBLEM_LANGUAGE_NOT_RUN, line->number, 1, opener->language);

  return TRUE;
}

/* Hexo's old form: keys followed by one line of dashes or semicolons. */
static gboolean
read_keys_first (BsFrontMatter *self, const Source *source, const BsLine *line)
{
  const char *text = source->text + line->start;
  gsize length = MIN (source->length - line->start, BS_FRONT_MATTER_MAX_BYTES);
  g_auto (BsFrontMatterBlock) block = BS_FRONT_MATTER_BLOCK_INIT;
  BsFrontMatterExtent extent;
  BsFrontMatterOpener closer;
  BsRecoveryLine parts;
  BsLines lines;
  BsLine stop;

  /* A line that starts with `#` is a heading; it is a comment only after an opener. */
  bs_recovery_line_read (&parts, BS_RECOVERY_YAML, line);
  if (!bs_recovery_line_is_key (&parts) || parts.indent > 0)
    return FALSE;

  bs_front_matter_extent_find (&extent, BS_RECOVERY_YAML, text, length, line->number);
  if (!extent.has_keys || (!extent.has_known_key && !extent.only_plain_keys))
    return FALSE;

  bs_lines_init (&lines, text + extent.stop, length - extent.stop, extent.stop_line);
  if (!bs_lines_next (&lines, &stop))
    return FALSE;
  bs_front_matter_opener_read (&closer, &stop);
  if (closer.kind == BS_FRONT_MATTER_NONE || closer.mark == '+' || !closer.is_bare || closer.indent > 0)
    return FALSE;

  self->kind = closer.kind;
  set_block (self, line->start, line->start + extent.stop, line->number);
  set_body (self, line->start + extent.stop + stop.next, stop.number + 1);
  if (!parse_block (&block, self, source, FALSE))
    {
      /* Prose can look like one broken key above an underline, but not like several common keys. */
      if (extent.n_keys < 2 || !extent.has_known_key || !bs_front_matter_block_recover (&block) ||
          (bs_value_lookup (block.root, "title") == NULL && bs_value_lookup (block.root, "date") == NULL))
        return FALSE;
    }
  take_block (self, &block, TRUE, source);
  if (closer.is_replaced)
    report_dashes (source, &stop);

  return TRUE;
}

/* `[#]: key: "value"`: link definitions that Markdown does not show, used by the Linux translation project. */
static gboolean
read_comment_links (BsFrontMatter *self, const Source *source, const BsLine *first)
{
  static const char opening[] = "[#]:";
  BsLines lines;
  BsLine line;

  if (first->length < strlen (opening) || memcmp (first->text, opening, strlen (opening)) != 0)
    return FALSE;

  self->kind = BS_FRONT_MATTER_COMMENT_LINKS;
  self->root = bs_value_new (BS_VALUE_MAP, first->number, 1);
  bs_lines_init (&lines, source->text + first->start, source->length - first->start, first->number);
  set_block (self, first->start, first->start, first->number);

  while (bs_lines_next (&lines, &line) && line.length >= strlen (opening) &&
         memcmp (line.text, opening, strlen (opening)) == 0)
    {
      BsLine inner = line;
      BsRecoveryLine parts;
      g_autofree char *key = NULL;
      BsValue *value;
      gboolean quoted;

      self->block_length = line.next;
      set_body (self, first->start + line.next, line.number + 1);

      inner.text += strlen (opening);
      inner.length -= strlen (opening);
      bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &inner);
      if (!bs_recovery_line_is_key (&parts))
        continue;
      if (parts.value_length >= 2 && parts.value[0] == '(' && parts.value[parts.value_length - 1] == ')')
        {
          parts.value++;
          parts.value_length -= 2;
        }

      key = g_strndup (parts.key, parts.key_length);
      if (bs_value_lookup (self->root, key) != NULL)
        continue;
      value = bs_value_new (BS_VALUE_STRING, line.number, column_at (line.text, parts.value));
      value->text = bs_recovery_value_clean (parts.key, parts.key_length, parts.value, parts.value_length, &quoted);
      value->quoted = quoted;
      bs_value_insert (self->root, key, value);
    }

  return TRUE;
}

static gboolean
is_brace (const BsLine *line)
{
  return bs_line_trimmed_length (line) == 1 && line->text[0] == '{';
}

/* Whether the body starts with front matter again, because a program inserted its own before front matter that it did
 * not recognise. */
static gboolean
has_second (const BsFrontMatter *self, const Source *source)
{
  BsFrontMatterOpener opener;
  BsFrontMatterCloser closer;
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, source->text + self->body_start, source->length - self->body_start, self->body_line);
  do
    {
      if (!bs_lines_next (&lines, &line))
        return FALSE;
    }
  while (bs_line_is_blank (&line));
  bs_front_matter_opener_read (&opener, &line);
  if (opener.kind == BS_FRONT_MATTER_NONE || !opener.is_bare)
    return FALSE;
  bs_front_matter_opener_find_closer (&opener, &lines, &closer);

  return closer.has_closer && starts_with_known_key (opener.kind, lines);
}

/* The first non-blank line. A stray brace or a conflict marker above an opener is skipped. */
static gboolean
find_first_line (const Source *source, BsLines *lines, BsLine *line, BsLine *white, BsLine *brace, guint *marker_line)
{
  BsLines again;
  BsLine next;

  bs_lines_init (lines, source->text, source->length, 1);
  for (;;)
    {
      if (!bs_lines_next (lines, line))
        return FALSE;
      if (bs_front_matter_opener_skip_white (line->text, line->length) < line->length)
        break;
      if (line->length > 0 && white->number == 0)
        *white = *line;
    }

  if (!is_brace (line) && !(line->text[0] == '<' && bs_conflict_is_marker (line->text, line->length)))
    return TRUE;

  again = *lines;
  while (bs_lines_next (&again, &next))
    {
      BsFrontMatterOpener opener;

      if (bs_line_is_blank (&next))
        continue;
      bs_front_matter_opener_read (&opener, &next);
      if (opener.kind != BS_FRONT_MATTER_NONE)
        {
          if (is_brace (line))
            *brace = *line;
          else
            *marker_line = line->number;
          *line = next;
          *lines = again;
        }
      break;
    }

  return TRUE;
}

/**
 * bs_front_matter_read:
 * @self: (out caller-allocates): the front matter; clear it with bs_front_matter_clear()
 * @text: UTF-8 without NULs and without a byte order mark
 * @length: its length in bytes
 * @problems: (nullable) (element-type BsProblem): receives the problems
 *
 * Splits a file into front matter and body, and reads the front matter. It supports `---`, `+++`, `;;;`, a bare JSON
 * object, Hexo's form without an opener (`rFrontMatterNew` in its front-matter package) and comment links. It never
 * fails: front matter that cannot be parsed is repaired or read line by line, and reported; everything else is body.
 * @text is not copied.
 */
void
bs_front_matter_read (BsFrontMatter *self, const char *text, gsize length, GPtrArray *problems)
{
  Source source = { text, length, problems };
  BsFrontMatterOpener opener = { 0 };
  BsLine line, white = { 0 }, brace = { 0 };
  guint marker_line = 0;
  gboolean is_read = FALSE;
  BsLines lines;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  memset (self, 0, sizeof *self);
  set_none (self);

  if (find_first_line (&source, &lines, &line, &white, &brace, &marker_line))
    {
      gsize indent = bs_front_matter_opener_skip_white (line.text, line.length);

      bs_front_matter_opener_read (&opener, &line);
      if (line.text[indent] == '{' && opener.kind == BS_FRONT_MATTER_NONE && indent > 0)
        {
          white = line;
          line.text += indent;
          line.length -= indent;
          line.start += indent;
          opener.indent = 0;
        }
      if (opener.kind != BS_FRONT_MATTER_NONE)
        is_read = read_opened (self, &source, &opener, &line, &lines);
      else if (line.text[0] == '{')
        is_read = read_bare_json (self, &source, &line);
      else if (line.text[0] == '[')
        is_read = read_comment_links (self, &source, &line);
      else if (!opener.is_all)
        is_read = read_keys_first (self, &source, &line);
    }

  if (!is_read)
    {
      set_none (self);
      if (opener.is_all)
        bs_problems_add (problems, BS_PROBLEM_ALL_ON_ONE_LINE, line.number, 1, NULL);
      else
        bs_problems_add (problems, BS_PROBLEM_NO_FRONT_MATTER, 0, 0, NULL);
      return;
    }

  if (brace.number > 0)
    bs_problems_add (problems, BS_PROBLEM_BRACE_BEFORE_OPENER, brace.number, 1, NULL);
  if (white.number > 0 && opener.indent == 0)
    bs_problems_add (problems, BS_PROBLEM_SPACE_BEFORE_OPENER, white.number, 1, NULL);
  if (has_second (self, &source))
    bs_problems_add (problems, BS_PROBLEM_SECOND_FRONT_MATTER, self->body_line, 1, NULL);
  if (marker_line > 0)
    bs_problems_add (problems, BS_PROBLEM_CONFLICT_MARKERS, marker_line, 1, NULL);
}

/* A brace and a quoted key on one line: `{"title": …`. */
static gboolean
is_broken_object (const char *p, const char *end)
{
  if (p == end || *p != '{')
    return FALSE;
  p++;
  p += bs_front_matter_opener_skip_white (p, end - p);

  return p < end && (*p == '"' || *p == '\'') && memchr (p, ':', end - p) != NULL;
}

/**
 * bs_front_matter_is_doubtful:
 * @self: the front matter read from @text
 * @text: the text
 * @length: its length in bytes
 *
 * Checks whether a text without front matter starts with something that may be meant as such: a possible opener or
 * object followed by a key, or a common key followed by a possible closing line. Adding front matter above it would
 * hide it from every program.
 *
 * Returns: whether the start is doubtful
 */
gboolean
bs_front_matter_is_doubtful (const BsFrontMatter *self, const char *text, gsize length)
{
  Source source = { text, length, NULL };
  BsLine line, white = { 0 }, brace = { 0 };
  gboolean has_opener, has_key;
  BsFrontMatterOpener opener;
  guint marker_line = 0;
  BsLines lines;
  gsize indent;

  g_return_val_if_fail (self != NULL && (text != NULL || length == 0), FALSE);

  if (self->kind != BS_FRONT_MATTER_NONE || !find_first_line (&source, &lines, &line, &white, &brace, &marker_line))
    return FALSE;
  bs_front_matter_opener_read (&opener, &line);
  indent = bs_front_matter_opener_skip_white (line.text, line.length);
  if (opener.is_all || (opener.kind != BS_FRONT_MATTER_NONE && opener.kind != BS_FRONT_MATTER_YAML) ||
      is_broken_object (line.text + indent, line.text + line.length))
    return TRUE;
  has_opener = opener.n_marks > 0 || is_brace (&line) || brace.number > 0 || marker_line > 0;
  has_key = !has_opener && is_known_key (&line, TRUE);

  for (guint n = 0; (has_opener || has_key) && n < MAX_DOUBTFUL_LINES && bs_lines_next (&lines, &line); n++)
    {
      BsFrontMatterOpener next;
      BsRecoveryLine parts;

      bs_front_matter_opener_read (&next, &line);
      if (next.n_marks > 0)
        return has_key;
      bs_recovery_line_read (&parts, opener.mark == '+' ? BS_RECOVERY_TOML : BS_RECOVERY_YAML, &line);
      if (has_opener && bs_recovery_line_is_key (&parts))
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_front_matter_clear:
 * @self: the front matter
 *
 * Frees the contents of @self and resets it.
 */
void
bs_front_matter_clear (BsFrontMatter *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->root, bs_value_free);
  memset (self, 0, sizeof *self);
}
