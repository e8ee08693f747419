/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page-header.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/body/html.h"
#include "page/page-address.h"

/* The maximum number of names shown: front matter may contain a million. */
#define MAX_HEADER_NAMES 12
#define MAX_HEADER_LEVELS 16
#define MAX_HEADER_CHARACTERS 1000

/* Separates source and date. The dot follows the direction of the page, not that of its neighbours. */
#define BEGIN_ITEM "<span class=\"bs-item\">"
#define END_ITEM "</span>"

/* An average reading speed per minute: characters of Chinese, Japanese and Korean, and words of other languages. */
#define LETTERS_A_MINUTE 450
#define WORDS_A_MINUTE 230

void
bs_page_append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* The prefix of an action's address. */
void
bs_page_append_action (GString *out, const char *prefix, const char *token)
{
  g_string_append (out, prefix);
  if (token != NULL)
    g_string_append_printf (out, "%s/", token);
}

/* The moment in the reader's time zone. A date without a time is the same day everywhere. */
static GDateTime *
make_date (const BsDocument *document)
{
  const BsArticle *article = document->article;

  if (!article->has_date)
    return NULL;
  if (!article->date.has_time)
    return g_date_time_new_from_unix_utc (article->date.face);
  return g_date_time_new_from_unix_local (
      bs_date_to_unix (&article->date, bs_site_find (document->site, article->path)->zone));
}

/* Returns: (transfer full) (nullable): the date formatted for the reader, or as written */
char *
bs_page_format_date (const BsDocument *document)
{
  g_autoptr (GDateTime) date = make_date (document);
  char *formatted = NULL;

  if (date != NULL)
    formatted = g_date_time_format (date, document->article->date.has_time ?
                                              /* Translators: a day and a time of day, see g_date_time_format(). */
                                              _ ("%-d %B %Y, %H:%M") :
                                              /* Translators: a day, see g_date_time_format(). */
                                              _ ("%-d %B %Y"));
  return formatted != NULL ? formatted : g_strdup (document->article->date_text);
}

static void
append_date (GString *out, const BsDocument *document)
{
  g_autoptr (GDateTime) date = make_date (document);
  g_autofree char *text = bs_page_format_date (document);
  g_autofree char *machine = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (date == NULL)
    {
      g_string_append (out, BEGIN_ITEM "<span class=\"bs-date\" dir=\"auto\">");
      bs_page_append_escaped (out, text);
      g_string_append (out, "</span>" END_ITEM);
      return;
    }
  machine =
      document->article->date.has_time ? g_date_time_format_iso8601 (date) : g_date_time_format (date, "%Y-%m-%d");
  g_string_append (out, BEGIN_ITEM "<time class=\"bs-date\" dir=\"auto\" datetime=\"");
  bs_page_append_escaped (out, machine != NULL ? machine : "");
  g_string_append (out, "\">");
  bs_page_append_escaped (out, text);
  g_string_append (out, "</time>" END_ITEM);
}

/* Shortens a name for display. */
static void
append_name (GString *out, const char *name)
{
  g_autofree char *start = NULL;

  if (strlen (name) <= MAX_HEADER_CHARACTERS || g_utf8_strlen (name, -1) <= MAX_HEADER_CHARACTERS)
    {
      bs_page_append_escaped (out, name);
      return;
    }
  start = g_utf8_substring (name, 0, MAX_HEADER_CHARACTERS);
  bs_page_append_escaped (out, start);
  g_string_append (out, "…");
}

static void
append_category (GString *out, const char *const *names, const char *token)
{
  g_autoptr (GString) address = g_string_new (NULL);

  bs_page_append_action (address, BS_PAGE_CATEGORY_PREFIX, token);
  g_string_append (out, "<li>");
  for (guint i = 0; names[i] != NULL && i < MAX_HEADER_LEVELS; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (names[i], NULL, FALSE);

      if (i > 0)
        {
          g_string_append_c (address, '/');
          g_string_append (out, "<span class=\"bs-chevron\" aria-hidden=\"true\"> › </span>");
        }
      g_string_append (address, escaped);
      g_string_append (out, "<a dir=\"auto\" href=\"");
      bs_page_append_escaped (out, address->str);
      g_string_append (out, "\">");
      append_name (out, names[i]);
      g_string_append (out, "</a>");
    }
  if (g_strv_length ((char **) names) > MAX_HEADER_LEVELS)
    g_string_append (out, " …");
  g_string_append (out, "</li>");
}

static void
append_categories (GString *out, const BsArticle *article, const char *token)
{
  if (article->categories == NULL || article->categories->len == 0)
    return;
  g_string_append (out, "<ul class=\"bs-categories\">");
  for (guint i = 0; i < article->categories->len && i < MAX_HEADER_NAMES; i++)
    append_category (out, g_ptr_array_index (article->categories, i), token);
  if (article->categories->len > MAX_HEADER_NAMES)
    g_string_append (out, "<li>…</li>");
  g_string_append (out, "</ul>\n");
}

/* A name that links to all articles with it. */
static void
append_link (GString *out, const char *class_name, const char *prefix, const char *token, const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  g_string_append_printf (out, "<a class=\"%s\" dir=\"auto\" href=\"", class_name);
  bs_page_append_action (out, prefix, token);
  g_string_append_printf (out, "%s\">", escaped);
  append_name (out, name);
  g_string_append (out, "</a>");
}

static void
append_tags (GString *out, const BsArticle *article, const char *token)
{
  if (article->tags == NULL || article->tags[0] == NULL)
    return;
  g_string_append (out, "<ul class=\"bs-tags\">");
  for (guint i = 0; article->tags[i] != NULL && i < MAX_HEADER_NAMES; i++)
    {
      g_string_append (out, "<li>");
      append_link (out, "bs-tag", BS_PAGE_TAG_PREFIX, token, article->tags[i]);
      g_string_append (out, "</li>");
    }
  if (g_strv_length (article->tags) > MAX_HEADER_NAMES)
    g_string_append (out, "<li>…</li>");
  g_string_append (out, "</ul>\n");
}

/* The reading time in minutes; omitted for very short texts. */
static guint
count_minutes (const char *text)
{
  guint letters = 0;
  guint words = 0;
  gboolean in_word = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gboolean is_letter = g_unichar_isalnum (character);

      if (is_letter && g_unichar_iswide (character))
        {
          letters++;
          is_letter = FALSE;
        }
      else if (is_letter && !in_word)
        {
          words++;
        }
      in_word = is_letter;
    }
  return (guint) ((gdouble) letters / LETTERS_A_MINUTE + (gdouble) words / WORDS_A_MINUTE + 0.5);
}

static void
append_minutes (GString *out, const char *body)
{
  g_autofree char *text = bs_html_to_text (body, strlen (body));
  guint minutes = count_minutes (text);

  if (minutes == 0)
    return;
  g_string_append (out, BEGIN_ITEM "<span class=\"bs-minutes\" dir=\"auto\">");
  /* Translators: how long it takes to read an article */
  g_string_append_printf (out, ngettext ("%u min read", "%u min read", minutes), minutes);
  g_string_append (out, "</span>" END_ITEM);
}

/* @body: the HTML that the reader sees
 * @token: (nullable): of the page's actions */
void
bs_page_append_header (GString *out, const BsDocument *document, const char *body, const char *token)
{
  const BsArticle *article = document->article;

  g_string_append (out, "<header class=\"bs-header\">\n");
  append_categories (out, article, token);
  g_string_append (out, "<h1 class=\"bs-title\" dir=\"auto\">");
  append_name (out, article->title);
  g_string_append (out, "</h1>\n<p class=\"bs-meta\">");
  if (article->authors != NULL)
    for (guint i = 0; article->authors[i] != NULL && i < MAX_HEADER_NAMES; i++)
      {
        {
          g_string_append (out, BEGIN_ITEM);
          append_link (out, "bs-source", BS_PAGE_SOURCE_PREFIX, token, article->authors[i]);
          g_string_append (out, END_ITEM);
        }
      }
  append_date (out, document);
  append_minutes (out, body);
  if (article->draft)
    {
      g_string_append (out, BEGIN_ITEM "<span class=\"bs-draft\" dir=\"auto\">");
      bs_page_append_escaped (out, _ ("Draft"));
      g_string_append (out, "</span>" END_ITEM);
    }
  g_string_append (out, "</p>\n");
  append_tags (out, article, token);
  g_string_append (out, "</header>\n");
}
