/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/code-colours.h"

#include <string.h>

#define MAX_WORD_BYTES 40
#define MAX_STRINGS 8
#define MAX_HERE_TEXTS 8
/* Texts after “<<WORD” that have no end are looked for this often. */
#define MAX_HERE_FAILURES 8

typedef enum
{
  PLAIN,
  COMMENT,
  STRING,
  NUMBER,
  KEYWORD,
  TYPE,
  FUNCTION,
  OPERATOR,
} Kind;

static const char *const classes[] = {
  [COMMENT] = "bs-comment", [STRING] = "bs-string",     [NUMBER] = "bs-number",     [KEYWORD] = "bs-keyword",
  [TYPE] = "bs-type",       [FUNCTION] = "bs-function", [OPERATOR] = "bs-operator",
};

typedef struct
{
  GString *out;
  const char *text;
  gsize end;
  gsize position;
  gsize done; /* up to here the text is in out */
  Kind open;  /* of the span that is open in out */
} Code;

/* What is known while a program is read. */
typedef struct
{
  const BsCodeLanguage *language;
  GHashTable *words;           /* (nullable): Kind by word */
  gsize unclosed[MAX_STRINGS]; /* up to here, a string of this kind has no end */
  char *here[MAX_HERE_TEXTS];  /* the words of texts that begin on the next line */
  guint n_here;
  guint n_here_failures;
  gboolean wants_name;  /* after “def”, “class” and the like */
  gboolean after_value; /* “/” divides */
} Program;

static void append_part (Code *self, const BsCodeLanguage *language, gsize end);

static void
append_escaped (GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  const char *start = text;

  for (; text < end; text++)
    {
      const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;

      if (entity == NULL)
        continue;
      g_string_append_len (out, start, text - start);
      g_string_append (out, entity);
      start = text + 1;
    }
  g_string_append_len (out, start, text - start);
}

/* Writes everything up to a place, with one kind. This is the only function that writes text, so none is lost. */
static void
write_to (Code *self, Kind kind, gsize end)
{
  if (end <= self->done)
    return;
  if (kind != self->open)
    {
      if (self->open != PLAIN)
        g_string_append (self->out, "</span>");
      if (kind != PLAIN)
        {
          g_string_append (self->out, "<span class=\"");
          g_string_append (self->out, classes[kind]);
          g_string_append (self->out, "\">");
        }
      self->open = kind;
    }
  append_escaped (self->out, self->text + self->done, end - self->done);
  self->done = end;
}

/* Writes what was passed as plain text, and then a token. */
static void
take (Code *self, Kind kind, gsize end)
{
  write_to (self, PLAIN, self->position);
  write_to (self, kind, end);
  self->position = end;
}

static gboolean
is_at (const Code *self, gsize position, const char *text)
{
  gsize length = strlen (text);

  return self->end - position >= length && memcmp (self->text + position, text, length) == 0;
}

static gboolean
is_at_caseless (const Code *self, gsize position, const char *text)
{
  gsize length = strlen (text);

  return self->end - position >= length && g_ascii_strncasecmp (self->text + position, text, length) == 0;
}

/* The first place of a text, or the end. */
static gsize
find (const Code *self, gsize start, const char *text)
{
  gsize length = strlen (text);
  const char *found = memmem (self->text + start, self->end - start, text, length);

  return found != NULL ? (gsize) (found - self->text) : self->end;
}

static gsize
line_end (const Code *self, gsize start)
{
  const char *found = memchr (self->text + start, '\n', self->end - start);

  return found != NULL ? (gsize) (found - self->text) : self->end;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static gboolean
is_line_start (const Code *self, gsize position)
{
  while (position > 0 && is_blank (self->text[position - 1]))
    position--;
  return position == 0 || self->text[position - 1] == '\n';
}

static gsize
skip_blanks (const Code *self, gsize position)
{
  while (position < self->end && is_blank (self->text[position]))
    position++;
  return position;
}

static gboolean
is_word_start (const BsCodeLanguage *language, char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80 ||
         (c != '\0' && language->letters != NULL && strchr ("-.:'=", c) == NULL &&
          strchr (language->letters, c) != NULL);
}

static gboolean
is_letter (const BsCodeLanguage *language, char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80 ||
         (c != '\0' && language->letters != NULL && strchr (language->letters, c) != NULL);
}

static gsize
word_end (const Code *self, const BsCodeLanguage *language, gsize position)
{
  while (position < self->end && is_letter (language, self->text[position]))
    position++;
  return position;
}

static gsize
number_end (const Code *self, gsize position)
{
  gsize start = position;

  while (position < self->end)
    {
      char c = self->text[position];
      char before = position > start ? g_ascii_tolower (self->text[position - 1]) : '\0';
      gboolean is_hex = is_at_caseless (self, start, "0x");

      if (g_ascii_isalnum (c) || c == '_' ||
          (c == '\'' && position + 1 < self->end && g_ascii_isxdigit (self->text[position + 1]) &&
           g_ascii_isxdigit (before)))
        position++;
      else if (c == '.' && position + 1 < self->end && g_ascii_isdigit (self->text[position + 1]))
        position++;
      else if ((c == '+' || c == '-') && before == (is_hex ? 'p' : 'e') && position + 1 < self->end &&
               g_ascii_isdigit (self->text[position + 1]))
        position++;
      else
        break;
    }
  return position;
}

static void
add_words (GHashTable *table, const char *words, Kind kind)
{
  g_auto (GStrv) list = words != NULL ? g_strsplit (words, " ", -1) : NULL;

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (*list[i] != '\0')
      g_hash_table_insert (table, g_steal_pointer (&list[i]), GINT_TO_POINTER (kind));
}

/* The words of a language are put into a table when it is met for the first time. */
static GHashTable *
get_words (const BsCodeLanguage *language)
{
  static GMutex lock;
  static GHashTable *tables;
  GHashTable *words;

  g_mutex_lock (&lock);
  if (tables == NULL)
    tables = g_hash_table_new (NULL, NULL);
  words = g_hash_table_lookup (tables, language);
  if (words == NULL)
    {
      words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
      add_words (words, language->functions, FUNCTION);
      add_words (words, language->types, TYPE);
      add_words (words, language->keywords, KEYWORD);
      g_hash_table_insert (tables, (gpointer) language, words);
    }
  g_mutex_unlock (&lock);
  return words;
}

static Kind
look_up (const Program *program, const char *word, gsize length)
{
  char copy[MAX_WORD_BYTES + 1];

  if (length > MAX_WORD_BYTES)
    return PLAIN;
  memcpy (copy, word, length);
  copy[length] = '\0';
  if ((program->language->flags & BS_CODE_CASELESS) != 0)
    for (char *c = copy; *c != '\0'; c++)
      *c = g_ascii_tolower (*c);
  return GPOINTER_TO_INT (g_hash_table_lookup (program->words, copy));
}

/* The end of a comment, or the place itself. */
static gsize
match_comment (const Code *self, const Program *program)
{
  const BsCodeLanguage *language = program->language;
  const gsize start = self->position;

  /* In Lua and MATLAB the longer one of two comments begins with the shorter one. */
  if (language->open_comment != NULL && is_at (self, start, language->open_comment))
    {
      gsize position = start + strlen (language->open_comment);
      guint depth = 1;

      if ((language->flags & BS_CODE_NESTED) == 0)
        {
          position = find (self, position, language->close_comment);
          return MIN (self->end, position + strlen (language->close_comment));
        }
      while (position < self->end && depth > 0)
        {
          if (is_at (self, position, language->close_comment))
            {
              position += strlen (language->close_comment);
              depth--;
            }
          else if (is_at (self, position, language->open_comment))
            {
              position += strlen (language->open_comment);
              depth++;
            }
          else
            {
              position++;
            }
        }
      return position;
    }
  for (const char *c = language->line_comments; c != NULL && *c != '\0'; c += *c == ' ')
    {
      gsize length = strcspn (c, " ");

      if (self->end - start >= length && g_ascii_strncasecmp (self->text + start, c, length) == 0)
        {
          gboolean needs_space = *c == '#' && (language->flags & BS_CODE_HASH_WORDS) != 0;
          gboolean needs_line = g_ascii_isalpha (c[length - 1]) || *c == ':';

          if ((!needs_space || start == 0 || g_ascii_isspace (self->text[start - 1]) || self->text[start - 1] == ';') &&
              (!needs_line || (is_line_start (self, start) &&
                               (start + length == self->end || !g_ascii_isalnum (self->text[start + length])))))
            return line_end (self, start);
        }
      c += length;
    }
  return start;
}

/* The end of a string without its end mark, or 0. */
static gsize
match_string (Code *self, Program *program, const BsCodeString *string, guint number)
{
  const char *close = string->close;
  gsize position = self->position + strlen (string->open);

  if (self->position < program->unclosed[number])
    return 0;
  for (; position < self->end && (string->is_lines || self->text[position] != '\n'); position++)
    {
      /* An escaped line break continues a string. */
      if (string->escape != '\0' && self->text[position] == string->escape)
        position++;
      else if (self->text[position] == *close && is_at (self, position, close))
        return MIN (self->end, position + strlen (close));
    }
  program->unclosed[number] = MIN (position, self->end);
  return 0;
}

static gboolean
take_string (Code *self, Program *program)
{
  const BsCodeLanguage *language = program->language;
  guint number = 0;

  for (const BsCodeString *string = language->strings; string != NULL && string->open != NULL; string++, number++)
    {
      gsize end;

      if (self->text[self->position] != *string->open || !is_at (self, self->position, string->open))
        continue;
      end = match_string (self, program, string, number);
      if (end == 0)
        continue;
      if ((language->flags & BS_CODE_KEYED) != 0)
        {
          gsize next = skip_blanks (self, end);

          take (self, next < self->end && self->text[next] == ':' ? TYPE : STRING, end);
          return TRUE;
        }
      take (self, STRING, end);
      return TRUE;
    }
  return FALSE;
}

/* “'a'”, or a lifetime, a label, a quoted name. */
static gboolean
take_character (Code *self)
{
  gsize position = self->position + 1;

  if (position < self->end && self->text[position] == '\\')
    {
      position += 2;
      while (position < self->end && position - self->position < 12 && self->text[position] != '\'' &&
             self->text[position] != '\n')
        position++;
    }
  else if (position < self->end && self->text[position] != '\'' && self->text[position] != '\n')
    {
      position += g_utf8_skip[(guchar) self->text[position]];
    }
  if (position >= self->end || self->text[position] != '\'')
    return FALSE;
  take (self, STRING, position + 1);
  return TRUE;
}

/* “/…/” on one line. */
static gboolean
take_pattern (Code *self)
{
  gboolean in_set = FALSE;

  for (gsize i = self->position + 1; i < self->end && self->text[i] != '\n' && i - self->position < 1024; i++)
    {
      char c = self->text[i];

      if (c == '\\')
        {
          i++;
          if (i < self->end && self->text[i] == '\n')
            return FALSE;
        }
      else if (c == '[' || c == ']')
        {
          in_set = c == '[';
        }
      else if (c == '/' && !in_set && i > self->position + 1)
        {
          for (i++; i < self->end && g_ascii_isalpha (self->text[i]); i++)
            ;
          take (self, STRING, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* “<<WORD”: its text begins on the next line. */
static gboolean
take_here_mark (Code *self, Program *program)
{
  gsize start = self->position + 2;
  gsize end;
  char quote = '\0';

  if (start < self->end && self->text[start] == '<')
    start++;
  if (start < self->end && (self->text[start] == '-' || self->text[start] == '~'))
    start++;
  if (start < self->end && strchr ("'\"\\", self->text[start]) != NULL)
    quote = self->text[start++];
  for (end = start; end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'); end++)
    ;
  if (end == start || end - start > MAX_WORD_BYTES || g_ascii_isdigit (self->text[start]) ||
      program->n_here == MAX_HERE_TEXTS)
    return FALSE;
  program->here[program->n_here++] = g_strndup (self->text + start, end - start);
  if (quote != '\0' && quote != '\\' && end < self->end && self->text[end] == quote)
    end++;
  take (self, STRING, end);
  return TRUE;
}

/* The texts that begin on this line. */
static void
take_here_texts (Code *self, Program *program)
{
  for (guint i = 0; i < program->n_here; i++)
    {
      g_autofree char *word = g_steal_pointer (&program->here[i]);
      gsize length = strlen (word);
      gsize line = self->position;
      gboolean is_found = FALSE;

      while (program->n_here_failures < MAX_HERE_FAILURES && line < self->end && !is_found)
        {
          gsize end = line_end (self, line);
          gsize start = skip_blanks (self, line);

          is_found = end - start >= length && memcmp (self->text + start, word, length) == 0 &&
                     (start + length == end || strchr (";\r),", self->text[start + length]) != NULL);
          if (is_found)
            take (self, STRING, start + length);
          line = MIN (end + 1, self->end);
        }
      program->n_here_failures += !is_found;
    }
  program->n_here = 0;
}

/* A name that begins with a capital letter and has small ones. */
static gboolean
is_camel_case (const char *word, gsize length)
{
  if (length < 2 || !g_ascii_isupper (*word))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (g_ascii_islower (word[i]))
      return TRUE;
  return FALSE;
}

static gboolean
introduces_name (const char *word, gsize length)
{
  static const char *const words[] = {
    "def",  "class", "func",      "fn",     "function", "fun",   "sub",   "struct",
    "enum", "trait", "interface", "module", "defn",     "defun", "macro", "defmacro"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_type_word (const char *word, gsize length)
{
  static const char *const words[] = { "class", "struct", "enum", "trait", "interface", "module" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

static void
take_word (Code *self, Program *program, gboolean *after_type_word)
{
  const BsCodeLanguage *language = program->language;
  const BsCodeFlags flags = language->flags;
  const gsize start = self->position;
  gsize end = word_end (self, language, start);
  gsize next;
  Kind kind = PLAIN;
  gboolean is_member;

  /* “word.” and “word-” at the end of a sentence or before another operator */
  while (end > start + 1 && strchr (".:-'=", self->text[end - 1]) != NULL && language->letters != NULL &&
         (flags & BS_CODE_LISTS) == 0)
    end--;
  is_member = (flags & BS_CODE_MEMBERS) != 0 && start > 0 && self->text[start - 1] == '.' &&
              (start < 2 || self->text[start - 2] != '.');
  next = skip_blanks (self, end);
  if (!is_member)
    kind = look_up (program, self->text + start, end - start);
  if (kind == KEYWORD)
    {
      program->wants_name = introduces_name (self->text + start, end - start);
      *after_type_word = is_type_word (self->text + start, end - start);
      /* A value is expected after most of them. */
      program->after_value = FALSE;
      take (self, KEYWORD, end);
      return;
    }
  if (kind == PLAIN && (flags & BS_CODE_FIRST_WORDS) != 0 && is_line_start (self, start))
    kind = KEYWORD;
  else if (kind == PLAIN && program->wants_name)
    kind = *after_type_word ? TYPE : FUNCTION;
  else if (kind == PLAIN && (flags & BS_CODE_LISTS) != 0 && start > 0 && self->text[start - 1] == '(')
    kind = FUNCTION;
  else if (kind == PLAIN && (flags & BS_CODE_NO_CALLS) == 0 && next < self->end && self->text[next] == '(' &&
           (next == end || !is_camel_case (self->text + start, end - start)))
    kind = FUNCTION;
  else if (kind == PLAIN && (flags & BS_CODE_CAPITALS) != 0 && is_camel_case (self->text + start, end - start))
    kind = TYPE;
  program->wants_name = FALSE;
  program->after_value = TRUE;
  take (self, kind, end);
}

/* “$name”, “${name}”, “$#” and “$1” are plain, so that nothing in them is taken for something else. */
static void
take_variable (Code *self, const BsCodeLanguage *language)
{
  gsize end = self->position + 1;

  if (end < self->end && self->text[end] == '{')
    {
      while (end < self->end && self->text[end] != '}' && self->text[end] != '\n')
        end++;
      end = MIN (self->end, end + 1);
    }
  else if (end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'))
    {
      while (end < self->end && (g_ascii_isalnum (self->text[end]) || self->text[end] == '_'))
        end++;
    }
  else if (end < self->end && strchr ("#?!@*$-", self->text[end]) != NULL)
    {
      end++;
    }
  take (self, PLAIN, end);
}

/* Reads the next token of a program, or passes a character. */
static void
take_token (Code *self, Program *program, gboolean *after_type_word)
{
  const BsCodeLanguage *language = program->language;
  const BsCodeFlags flags = language->flags;
  const char c = self->text[self->position];
  gsize end = match_comment (self, program);

  if (end > self->position)
    {
      take (self, COMMENT, end);
    }
  else if (c == '\n')
    {
      self->position++;
      program->wants_name = FALSE;
      program->after_value = FALSE;
      take_here_texts (self, program);
    }
  else if (g_ascii_isspace (c))
    {
      self->position++;
    }
  else if (c == '\'' && (flags & BS_CODE_CHARACTERS) != 0)
    {
      if (!take_character (self))
        take (self, PLAIN, word_end (self, language, self->position + 1));
      program->after_value = TRUE;
    }
  else if (take_string (self, program))
    {
      program->after_value = TRUE;
    }
  else if (c == '$' && (flags & BS_CODE_VARIABLES) != 0)
    {
      take_variable (self, language);
      program->after_value = TRUE;
    }
  else if (c == '#' && (flags & BS_CODE_DIRECTIVES) != 0 && is_line_start (self, self->position))
    {
      end = skip_blanks (self, self->position + 1);
      end = word_end (self, language, end);
      if (is_at (self, self->position, "#include") || is_at (self, self->position, "#import"))
        {
          gsize name = skip_blanks (self, end);
          const char *close;

          take (self, KEYWORD, end);
          close = name < self->end && self->text[name] == '<' ?
                      memchr (self->text + name, '>', line_end (self, name) - name) :
                      NULL;
          if (close != NULL)
            {
              self->position = name;
              take (self, STRING, close - self->text + 1);
            }
        }
      else
        {
          take (self, KEYWORD, MAX (end, self->position + 1));
        }
    }
  else if (c == '\\' && (flags & BS_CODE_COMMANDS) != 0 && self->position + 1 < self->end)
    {
      end = self->position + 1;
      while (end < self->end && g_ascii_isalpha (self->text[end]))
        end++;
      if (end > self->position + 1)
        take (self, KEYWORD, end);
      else
        self->position += 1 + g_utf8_skip[(guchar) self->text[end]];
    }
  else if (c == '@' && (flags & BS_CODE_DECORATORS) != 0 && self->position + 1 < self->end &&
           is_word_start (language, self->text[self->position + 1]))
    {
      take (self, FUNCTION, word_end (self, language, self->position + 1));
    }
  else if (g_ascii_isdigit (c) ||
           (c == '.' && self->position + 1 < self->end && g_ascii_isdigit (self->text[self->position + 1]) &&
            (self->position == 0 ||
             (self->text[self->position - 1] != '.' && !is_letter (language, self->text[self->position - 1])))))
    {
      take (self, NUMBER, number_end (self, self->position));
      program->after_value = TRUE;
    }
  else if (is_word_start (language, c))
    {
      take_word (self, program, after_type_word);
    }
  else if (c == '-' && (flags & BS_CODE_CASELESS) != 0 && language->letters != NULL &&
           look_up (program, self->text + self->position, word_end (self, language, self->position) - self->position) ==
               KEYWORD)
    {
      take (self, KEYWORD, word_end (self, language, self->position));
    }
  else if (c == '-' && (flags & BS_CODE_VARIABLES) != 0 && language->letters != NULL)
    {
      /* An option of a command */
      take (self, PLAIN, word_end (self, language, self->position));
    }
  else if (c == '/' && (flags & BS_CODE_PATTERNS) != 0 && !program->after_value && take_pattern (self))
    {
      program->after_value = TRUE;
    }
  else if (c == '<' && (flags & BS_CODE_HERE) != 0 && is_at (self, self->position, "<<") &&
           take_here_mark (self, program))
    {
      program->after_value = TRUE;
    }
  else if (strchr ("+-*/%=<>!&|^~?:", c) != NULL)
    {
      take (self, OPERATOR, self->position + 1);
      program->after_value = FALSE;
    }
  else
    {
      program->after_value = c == ')' || c == ']' || c == '}';
      program->wants_name = FALSE;
      self->position++;
    }
}

static void
append_program (Code *self, const BsCodeLanguage *language)
{
  Program program = { .language = language, .words = get_words (language) };
  gboolean after_type_word = FALSE;

  while (self->position < self->end)
    {
      take_token (self, &program, &after_type_word);
      /* A character of several bytes may be cut off at the end. */
      self->position = MIN (self->position, self->end);
    }
  for (guint i = 0; i < program.n_here; i++)
    g_free (program.here[i]);
}

/* A tag and its attributes. */
static void
take_tag (Code *self)
{
  const BsCodeLanguage plain = { .letters = "-:.@" };
  gsize end = self->position + 1;

  while (end < self->end && strchr ("/?!", self->text[end]) != NULL)
    end++;
  while (end < self->end && (is_letter (&plain, self->text[end])))
    end++;
  take (self, KEYWORD, end);
  while (self->position < self->end)
    {
      char c = self->text[self->position];

      if (c == '>')
        {
          take (self, KEYWORD, self->position + 1);
          return;
        }
      if (c == '<')
        return;
      if ((c == '/' || c == '?') && self->position + 1 < self->end && self->text[self->position + 1] == '>')
        {
          take (self, KEYWORD, self->position + 2);
          return;
        }
      if (c == '=')
        {
          take (self, OPERATOR, self->position + 1);
          self->position = skip_blanks (self, self->position);
          if (self->position == self->end)
            return;
          c = self->text[self->position];
          if (c == '"' || c == '\'')
            {
              const char *close = memchr (self->text + self->position + 1, c, self->end - self->position - 1);

              if (close == NULL)
                return;
              take (self, STRING, close - self->text + 1);
            }
          else
            {
              for (end = self->position;
                   end < self->end && !g_ascii_isspace (self->text[end]) && self->text[end] != '>'; end++)
                ;
              take (self, STRING, end);
            }
          continue;
        }
      for (end = self->position; end < self->end && is_letter (&plain, self->text[end]); end++)
        ;
      if (end > self->position)
        take (self, TYPE, end);
      else
        self->position++;
    }
}

/* The content of an element in another language, up to its end tag. */
static void
take_content (Code *self, const char *close, const BsCodeLanguage *language)
{
  gsize end = self->position;

  while (end < self->end && !is_at_caseless (self, end, close))
    {
      const char *next = memchr (self->text + end + 1, '<', self->end - end - 1);

      end = next != NULL ? (gsize) (next - self->text) : self->end;
    }
  append_part (self, language, end);
}

static gboolean
is_element (const Code *self, gsize position, const char *name)
{
  gsize end = position + strlen (name);

  return is_at_caseless (self, position, name) && (end == self->end || !g_ascii_isalnum (self->text[end]));
}

static void
append_markup (Code *self)
{
  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];

      if (c == '&')
        {
          gsize end = start + 1;

          while (end < self->end && end - start < 32 && (g_ascii_isalnum (self->text[end]) || self->text[end] == '#'))
            end++;
          if (end < self->end && self->text[end] == ';' && end > start + 1)
            take (self, NUMBER, end + 1);
          else
            self->position++;
        }
      else if (is_at (self, start, "<!--"))
        {
          gsize end = find (self, start + 4, "-->");

          take (self, COMMENT, MIN (self->end, end + 3));
        }
      else if (is_at (self, start, "<![CDATA["))
        {
          gsize end = find (self, start, "]]>");

          take (self, STRING, MIN (self->end, end + 3));
        }
      else if (c == '<' && start + 1 < self->end &&
               (g_ascii_isalpha (self->text[start + 1]) || strchr ("/!?", self->text[start + 1]) != NULL))
        {
          take_tag (self);
          if (self->position > start && self->text[self->position - 1] == '>' && self->text[self->position - 2] != '/')
            {
              if (is_element (self, start, "<script"))
                take_content (self, "</script", bs_code_language_find ("js"));
              else if (is_element (self, start, "<style"))
                take_content (self, "</style", bs_code_language_find ("css"));
            }
        }
      else
        {
          self->position++;
        }
    }
}

/* Markup with “<?php … ?>”, or a program alone. */
static void
append_php (Code *self, const BsCodeLanguage *language)
{
  const BsCodeLanguage *html = bs_code_language_find ("html");

  if (find (self, self->position, "<?") == self->end)
    {
      append_program (self, language);
      return;
    }
  while (self->position < self->end)
    {
      gsize end = find (self, self->position, "<?");

      append_part (self, html, end);
      if (self->position == self->end)
        return;
      end += 2;
      if (is_at_caseless (self, end, "php"))
        end += 3;
      else if (is_at (self, end, "="))
        end++;
      take (self, KEYWORD, end);
      end = find (self, self->position, "?>");
      append_part (self, language, end);
      if (self->position < self->end)
        take (self, KEYWORD, MIN (self->end, end + 2));
    }
}

/* Whether a brace comes before the end of the statement. */
static gboolean
is_selector (const Code *self, gsize position, gsize *known_to, gboolean *known)
{
  if (position < *known_to)
    return *known;
  for (gsize i = position; i < self->end; i++)
    if (self->text[i] == '{' || self->text[i] == '}' || self->text[i] == ';')
      {
        *known_to = i + 1;
        *known = self->text[i] == '{';
        return *known;
      }
  *known_to = self->end;
  *known = FALSE;
  return FALSE;
}

static void
append_style (Code *self, const BsCodeLanguage *language)
{
  const BsCodeLanguage names = { .letters = "-" };
  Program program = { .language = language, .words = get_words (language) };
  gsize known_to = 0;
  gboolean known = FALSE;
  gboolean in_value = FALSE;

  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];
      gsize end = match_comment (self, &program);

      if (end > start)
        {
          take (self, COMMENT, end);
        }
      else if (take_string (self, &program))
        {
          continue;
        }
      else if (c == '@')
        {
          take (self, KEYWORD, word_end (self, &names, start + 1));
          in_value = TRUE;
        }
      else if ((c == '.' || c == '#' || c == '%') && !in_value && start + 1 < self->end &&
               is_word_start (&names, self->text[start + 1]) && is_selector (self, start, &known_to, &known))
        {
          take (self, FUNCTION, word_end (self, &names, start + 1));
        }
      else if (c == '#' && start + 1 < self->end && g_ascii_isxdigit (self->text[start + 1]))
        {
          take (self, NUMBER, word_end (self, &names, start + 1));
        }
      else if (c == '!' && is_at_caseless (self, start, "!important"))
        {
          take (self, KEYWORD, start + strlen ("!important"));
        }
      else if (g_ascii_isdigit (c) || (c == '-' && start + 1 < self->end && g_ascii_isdigit (self->text[start + 1])))
        {
          end = number_end (self, start + (c == '-'));
          if (end < self->end && self->text[end] == '%')
            end++;
          take (self, NUMBER, end);
        }
      else if (is_letter (&names, c))
        {
          gsize next;

          end = word_end (self, &names, start);
          next = skip_blanks (self, end);
          if (end < self->end && self->text[end] == '(')
            take (self, FUNCTION, end);
          else if (!in_value && is_selector (self, start, &known_to, &known))
            take (self, KEYWORD, end);
          else if (!in_value && next < self->end && self->text[next] == ':')
            take (self, TYPE, end);
          else
            take (self, PLAIN, end);
        }
      else
        {
          if (c == ':' && !is_selector (self, start, &known_to, &known))
            in_value = TRUE;
          else if (c == ';' || c == '{' || c == '}')
            in_value = FALSE;
          if (strchr (">+~*=", c) != NULL)
            take (self, OPERATOR, start + 1);
          else
            self->position++;
        }
    }
}

/* A value that is a number, a date or one of the keywords. */
static Kind
judge_value (const Program *program, const char *text, gsize length)
{
  if (length == 0)
    return PLAIN;
  if (look_up (program, text, length) == KEYWORD)
    return KEYWORD;
  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '+')
    return PLAIN;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-+.:_", text[i]) == NULL)
      return PLAIN;
  return length > 1 || g_ascii_isdigit (*text) ? NUMBER : PLAIN;
}

static void
append_value (Code *self, Program *program, gsize end)
{
  const BsCodeLanguage values = { .letters = "-+.:/" };
  gsize outer = self->end;

  self->end = end;
  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];
      gsize comment = match_comment (self, program);

      if (comment > start && (start == 0 || g_ascii_isspace (self->text[start - 1])))
        take (self, COMMENT, comment);
      else if (take_string (self, program))
        continue;
      else if ((c == '&' || c == '*' || c == '!') && start + 1 < end && is_letter (&values, self->text[start + 1]))
        take (self, TYPE, word_end (self, &values, start + 1));
      else if (is_letter (&values, c))
        {
          gsize word = word_end (self, &values, start);

          take (self, judge_value (program, self->text + start, word - start), word);
        }
      else if (strchr ("|>=:", c) != NULL)
        take (self, OPERATOR, start + 1);
      else
        self->position++;
    }
  self->end = outer;
}

/* Where the separator of a key is on the line, or its end. In YAML it is followed by a space. */
static gsize
find_separator (const Code *self, const BsCodeLanguage *language, gsize start, gsize end)
{
  gboolean is_yaml = language->letters[0] == ':';
  char quote = '\0';

  for (gsize i = start; i < end; i++)
    {
      char c = self->text[i];

      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if ((c == '"' || c == '\'') && i == start)
        quote = c;
      else if (is_yaml && strchr ("{[#,", c) != NULL)
        return end;
      else if (strchr (language->letters, c) != NULL &&
               (!is_yaml || i + 1 == end || g_ascii_isspace (self->text[i + 1])))
        return i;
    }
  return end;
}

static void
append_keys (Code *self, const BsCodeLanguage *language)
{
  Program program = { .language = language, .words = get_words (language) };
  gboolean is_yaml = language->letters[0] == ':';

  while (self->position < self->end)
    {
      gsize end = line_end (self, self->position);
      gsize start = skip_blanks (self, self->position);
      gsize comment;

      while (is_yaml && start + 1 < end && self->text[start] == '-' && is_blank (self->text[start + 1]))
        {
          self->position = start;
          take (self, OPERATOR, start + 1);
          start = skip_blanks (self, start + 1);
        }
      self->position = start;
      if (start < end)
        {
          comment = match_comment (self, &program);
          if (comment > start)
            {
              take (self, COMMENT, comment);
            }
          else if (!is_yaml && self->text[start] == '[')
            {
              take (self, FUNCTION, end);
            }
          else if (is_yaml && (is_at (self, start, "---") || is_at (self, start, "...")))
            {
              take (self, OPERATOR, MIN (end, start + 3));
            }
          else
            {
              gsize separator = find_separator (self, language, start, end);

              if (separator < end)
                {
                  take (self, TYPE, separator);
                  take (self, OPERATOR, separator + 1);
                }
              append_value (self, &program, end);
            }
        }
      /* A string of several lines may end later. */
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static Kind
judge_diff_line (const Code *self, gsize start)
{
  static const char *const heads[] = { "+++", "---",      "diff ",        "index ",  "Index:",     "===",
                                       "***", "new file", "deleted file", "rename ", "similarity " };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (is_at (self, start, heads[i]))
      return KEYWORD;
  if (is_at (self, start, "@@"))
    return FUNCTION;
  switch (self->text[start])
    {
    case '+':
    case '>':
      return STRING;
    case '-':
    case '<':
    case '!':
      return NUMBER;
    case '\\':
      return COMMENT;
    default:
      return PLAIN;
    }
}

static void
append_diff (Code *self)
{
  while (self->position < self->end)
    {
      gsize end = line_end (self, self->position);

      if (end > self->position)
        take (self, judge_diff_line (self, self->position), end);
      self->position = MIN (end + 1, self->end);
    }
}

static void
append_session (Code *self, const BsCodeLanguage *language)
{
  while (self->position < self->end)
    {
      const gsize start = self->position;
      gsize end = line_end (self, start);
      gsize prompt = start;

      /* “$ ”, “# ”, “% ”, “> ”, or the same after “user@host:~” */
      while (prompt < end && prompt - start < 80 && !g_ascii_isspace (self->text[prompt]))
        prompt++;
      if (prompt > start && prompt < end && strchr ("$#%>", self->text[prompt - 1]) != NULL)
        {
          take (self, OPERATOR, prompt);
          while (end < self->end && end > start && self->text[end - 1] == '\\')
            end = line_end (self, end + 1);
          append_part (self, bs_code_language_find ("sh"), end);
        }
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static void
append_make (Code *self, const BsCodeLanguage *language)
{
  Program program = { .language = language, .words = get_words (language) };
  const BsCodeLanguage *shell = bs_code_language_find ("sh");

  while (self->position < self->end)
    {
      const gsize start = self->position;
      gsize end = line_end (self, start);
      gsize first = skip_blanks (self, start);
      gsize word = word_end (self, language, first);
      gsize sign;

      self->position = first;
      if (is_blank (self->text[start]) && (self->text[start] == '\t' || first - start >= 4))
        {
          append_part (self, shell, end);
        }
      else if (first < end && self->text[first] == '#')
        {
          take (self, COMMENT, end);
        }
      else if (first < end)
        {
          if (look_up (&program, self->text + first, word - first) == KEYWORD)
            take (self, KEYWORD, word);
          for (sign = self->position; sign < end && self->text[sign] != ':' && self->text[sign] != '='; sign++)
            ;
          if (sign < end && self->text[sign] == ':' && (sign + 1 == end || self->text[sign + 1] != '='))
            take (self, FUNCTION, sign);
          else if (sign < end)
            take (self, TYPE, sign - (sign > self->position && strchr ("?+", self->text[sign - 1]) != NULL));
          append_part (self, language, end);
        }
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static void
append_markdown (Code *self)
{
  char fence = '\0';

  while (self->position < self->end)
    {
      gsize end = line_end (self, self->position);
      gsize first = skip_blanks (self, self->position);

      self->position = first;
      if (is_at (self, first, "```") || is_at (self, first, "~~~"))
        {
          if (fence == '\0' || fence == self->text[first])
            fence = fence == '\0' ? self->text[first] : '\0';
          take (self, STRING, end);
        }
      else if (fence != '\0')
        {
          take (self, STRING, end);
        }
      else if (first < end)
        {
          const char c = self->text[first];

          if (c == '#')
            take (self, KEYWORD, end);
          else if (c == '>')
            take (self, COMMENT, end);
          else if (strchr ("-*+", c) != NULL && first + 1 < end && self->text[first + 1] == ' ')
            take (self, OPERATOR, first + 1);
        }
      self->position = MIN (end + 1, self->end);
    }
}

/* Colours the text up to a place in a language of its own. */
static void
append_part (Code *self, const BsCodeLanguage *language, gsize end)
{
  gsize outer = self->end;

  self->end = MAX (end, self->position);
  switch (language->mode)
    {
    case BS_CODE_MODE_MARKUP:
      append_markup (self);
      break;
    case BS_CODE_MODE_STYLE:
      append_style (self, language);
      break;
    case BS_CODE_MODE_PROGRAM:
    case BS_CODE_MODE_KEYS:
    case BS_CODE_MODE_DIFF:
    case BS_CODE_MODE_MAKE:
    case BS_CODE_MODE_SESSION:
    case BS_CODE_MODE_PHP:
    case BS_CODE_MODE_MARKDOWN:
    default:
      append_program (self, language);
      break;
    }
  write_to (self, PLAIN, self->end);
  self->position = self->end;
  self->end = outer;
}

/**
 * bs_code_append:
 * @out: where the HTML is appended
 * @language: of the code
 * @text: (array length=length): code in UTF-8
 * @length: of @text, in bytes
 *
 * Appends code as HTML, with its comments, strings, numbers, keywords, types, functions and operators in spans. Without
 * the tags, it is @text byte for byte. Time is linear for any input.
 */
void
bs_code_append (GString *out, const BsCodeLanguage *language, const char *text, gsize length)
{
  Code self = { .out = out, .text = text, .end = length };

  g_return_if_fail (out != NULL);
  g_return_if_fail (language != NULL);
  g_return_if_fail (text != NULL || length == 0);

  if (length <= BS_CODE_MAX_BYTES)
    switch (language->mode)
      {
      case BS_CODE_MODE_KEYS:
        append_keys (&self, language);
        break;
      case BS_CODE_MODE_DIFF:
        append_diff (&self);
        break;
      case BS_CODE_MODE_MAKE:
        append_make (&self, language);
        break;
      case BS_CODE_MODE_SESSION:
        append_session (&self, language);
        break;
      case BS_CODE_MODE_PHP:
        append_php (&self, language);
        break;
      case BS_CODE_MODE_MARKDOWN:
        append_markdown (&self);
        break;
      case BS_CODE_MODE_PROGRAM:
      case BS_CODE_MODE_MARKUP:
      case BS_CODE_MODE_STYLE:
      default:
        append_part (&self, language, length);
        break;
      }
  write_to (&self, PLAIN, length);
  if (self.open != PLAIN)
    g_string_append (out, "</span>");
}
