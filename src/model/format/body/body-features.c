/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/body-features.h"

#include <string.h>

#include "model/format/body/markdown-inline.h"
#include "model/format/text/entity.h"

/* The maximum length of a formula, in bytes, and the maximum number of unterminated starts. */
#define MAX_FORMULA_BYTES 4096
#define MAX_FAILED 64

/* Parts of the addresses of players and films. */
static const char *const players[] = {
  "youtube",   "youtu.be", "vimeo",  "bilibili", "youku",  "v.qq.com", "iqiyi",  "tudou",  "dailymotion",
  "twitch.tv", "acfun",    "ixigua", "mgtv",     "rutube", "ted.com",  "douyin", "tiktok", "player",
  "video",     ".mp4",     ".webm",  ".m3u8",    ".ogv",   ".mov",     ".swf",   ".flv",
};

static const char *const video_tags[] = { "youtube", "vimeo", "bilibili", "video", "dplayer",
                                          "player",  "youku", "bili",     NULL };
static const char *const math_tags[] = { "math", "katex", NULL };

static gboolean
is_player (const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (players); i++)
    if (strstr (lower, players[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A tag that is shown as written, such as “{{< math >}}”. */
static void
take_template (BsFeatureFinder *self, const BsHtmlToken *token)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start;
  g_autofree char *name = NULL;

  bs_entities_append_decoded (text, token->start, token->length, FALSE);
  start = text->str + strspn (text->str, "{%< \t");
  name = g_ascii_strdown (start, (gssize) strcspn (start, " \t\r\n%>}/"));
  if (g_strv_contains (math_tags, name))
    self->found |= BS_BODY_HAS_MATH;
}

static gboolean
is_formula (BsFeatureFinder *self, const char *text, gsize position, gsize length)
{
  const char next = position + 1 < length ? text[position + 1] : '\0';

  if (text[position] == '\\' ? next != '(' && next != '[' : next != '$' && !self->has_dollars)
    return FALSE;
  if (bs_markdown_match_math (text, position, MIN (length, position + MAX_FORMULA_BYTES)) > 0)
    return TRUE;
  self->n_failed++;
  return FALSE;
}

static void
find_formula (BsFeatureFinder *self, const char *text, gsize length)
{
  static const char marks[] = { '$', '\\' };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *at = text;

      while (self->n_failed < MAX_FAILED && (at = memchr (at, marks[i], (gsize) (text + length - at))) != NULL)
        {
          if (is_formula (self, text, (gsize) (at - text), length))
            {
              self->found |= BS_BODY_HAS_MATH;
              return;
            }
          at += at + 1 < text + length && at[1] == marks[i] ? 2 : 1;
        }
    }
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/* Called for every tag of every article, most of which begin with other letters. */
static gboolean
is_code (const char *name)
{
  switch (name[0])
    {
    case 'c':
      return g_str_equal (name, "code");
    case 'k':
      return g_str_equal (name, "kbd");
    case 'l':
      return g_str_equal (name, "listing");
    case 'p':
      return name[1] == 'r' && g_str_equal (name, "pre");
    case 's':
      return name[1] == 'a' && g_str_equal (name, "samp");
    case 't':
      return name[1] == 't' && name[2] == '\0';
    default:
      return FALSE;
    }
}

static gboolean
has (const BsHtmlToken *token, const char *text)
{
  return memmem (token->start, token->length, text, strlen (text)) != NULL;
}

/*
 * bs_feature_finder_take:
 * @self: (inout): a finder; zeros at first
 * @token: the next token of a body as HTML
 *
 * A formula is what spec/export.md calls one: `$$…$$`, `\(…\)`, `\[…\]`, a fence or a tag named “math”, MathML; with
 * has_dollars, `$…$` too.
 */
void
bs_feature_finder_take (BsFeatureFinder *self, const BsHtmlToken *token)
{
  switch (token->kind)
    {
    case BS_HTML_TOKEN_TEXT:
      if (self->is_pre && !is_blank (token->start, token->length))
        {
          self->found |= BS_BODY_HAS_CODE;
          self->is_pre = FALSE;
        }
      if (self->is_template)
        take_template (self, token);
      else if (self->n_code == 0 && (self->found & BS_BODY_HAS_MATH) == 0)
        find_formula (self, token->start, token->length);
      self->is_template = FALSE;
      break;
    case BS_HTML_TOKEN_START:
      if (is_code (token->name))
        {
          self->n_code++;
          if (g_str_equal (token->name, "pre") || g_str_equal (token->name, "listing"))
            self->is_pre = TRUE;
          else if (has (token, "language-math"))
            {
              self->found |= BS_BODY_HAS_MATH;
              self->is_pre = FALSE;
            }
        }
      else if (token->name[0] == 'm' && g_str_equal (token->name, "math"))
        self->found |= BS_BODY_HAS_MATH;
      else if (token->name[0] == 's')
        self->is_template = token->name[1] == 'p' && g_str_equal (token->name, "span") && has (token, "bs-template");
      break;
    case BS_HTML_TOKEN_END:
      if (self->n_code > 0 && is_code (token->name))
        self->n_code--;
      if (self->is_pre && g_str_equal (token->name, "pre"))
        self->is_pre = FALSE;
      break;
    case BS_HTML_TOKEN_RAW:
    case BS_HTML_TOKEN_COMMENT:
    default:
      break;
    }
}

/*
 * bs_feature_finder_take_media:
 * @self: (inout): a finder
 * @element: the name of an element that embeds something
 * @address: (nullable): the address that it embeds
 */
void
bs_feature_finder_take_media (BsFeatureFinder *self, const char *element, const char *address)
{
  if (g_str_equal (element, "video") || (address != NULL && !g_str_equal (element, "audio") && is_player (address)))
    self->found |= BS_BODY_HAS_VIDEO;
}

/*
 * bs_feature_finder_take_source:
 * @self: (inout): a finder
 * @body: (array length=length): a body as written
 * @length: the length of @body in bytes
 *
 * Looks for tags of site generators that embed a film, such as “{% youtube x %}”. They become links.
 */
void
bs_feature_finder_take_source (BsFeatureFinder *self, const char *body, gsize length)
{
  const char *end = body + length;

  for (const char *at = body; (at = memchr (at, '{', (gsize) (end - at))) != NULL; at++)
    {
      const char *name = at + 1;
      gsize left;

      if (end - at < 8 || (at > body && at[-1] == '`') ||
          (at[1] != '%' && (at[1] != '{' || strchr ("<%", at[2]) == NULL)))
        continue;
      while (name < end && strchr ("{%<- \t", *name) != NULL && *name != '\0')
        name++;
      left = (gsize) (end - name);
      for (guint i = 0; video_tags[i] != NULL; i++)
        {
          const gsize n = strlen (video_tags[i]);

          if (n < left && memcmp (name, video_tags[i], n) == 0 && !g_ascii_isalnum (name[n]))
            {
              self->found |= BS_BODY_HAS_VIDEO;
              return;
            }
        }
    }
}
