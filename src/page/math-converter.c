/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/math-converter.h"

#include <string.h>
#include <time.h>

#include "helper/math-protocol.h"
#include "page/helper-process.h"
#include "page/sanitiser-math.h"

#define PROGRAM "broadsheet-math-helper"

/* The maximum processor time of one formula, and of all formulas of one article. */
#define MAX_MICROSECONDS (G_USEC_PER_SEC)
#define MAX_ALL_MICROSECONDS (4 * G_USEC_PER_SEC)
/* How long they are waited for on a busy machine, which gives the helper little of that. */
#define MAX_WAIT_MICROSECONDS (3 * G_USEC_PER_SEC)
#define MAX_ALL_WAIT_MICROSECONDS (12 * G_USEC_PER_SEC)
#define WAIT_MILLISECONDS 50
/* How many formulas of an article may end the helper. The others are not tried. */
#define MAX_ENDS 3
/* How long an idle helper runs. */
#define IDLE_MICROSECONDS (10 * G_USEC_PER_SEC)
/* How many questions the helper may have at a time. They must fit into the socket. */
#define MAX_AHEAD 16
#define MAX_KEPT_BYTES ((gsize) 8 * 1024 * 1024)

/* One thread, no generated code and the C library's allocator, so that the helper can be confined. KaTeX alone fills
 * the smallest heap several times. */
static const char *const environment[] = { "JSC_useJIT",
                                           "0",
                                           "JSC_useConcurrentGC",
                                           "0",
                                           "JSC_numberOfGCMarkers",
                                           "1",
                                           "GIGACAGE_ENABLED",
                                           "0",
                                           "Malloc",
                                           "1",
                                           "JSC_smallHeapSize",
                                           "4194304",
                                           NULL };

/**
 * BsMathConverter:
 *
 * Converts formulas to MathML in a separate program, the helper, so that a formula that never ends or uses all memory
 * does no harm. The helper is started for the first formula and stopped when idle. Its output is checked like an
 * article's markup, and cached by the source. If there is no helper, every formula fails and everything else works.
 */
struct _BsMathConverter
{
  GObject parent_instance;

  char *program;
  GMutex lock;
  GCond cond;       /* signalled when there is work, or when an article is done */
  GQueue waiting;   /* (element-type Work) */
  gboolean is_busy; /* the thread is running */
  GHashTable *kept; /* (element-type utf8 utf8): MathML by make_key(), empty for failures */
  gsize n_kept_bytes;

  /* Used only by that thread. */
  BsHelperProcess helper;
  guint n_answers; /* of this helper */
};

G_DEFINE_FINAL_TYPE (BsMathConverter, bs_math_converter, G_TYPE_OBJECT)

/* The formulas of an article. */
typedef struct
{
  GPtrArray *formulas; /* (element-type BsFormula) */
  gboolean is_done;
} Work;

typedef enum
{
  ANSWER_DONE,
  ANSWER_FAILED,
  ANSWER_GONE, /* the helper died, or takes too long */
} Answer;

/**
 * bs_formula_free:
 * @formula: (transfer full) (nullable): a formula
 */
void
bs_formula_free (BsFormula *formula)
{
  if (formula == NULL)
    return;
  g_free (formula->source);
  g_free (formula->mathml);
  g_free (formula);
}

/* Commands that define commands may loop forever, and those that link, load or style have no place in a formula. */
static gboolean
is_refused (const char *source)
{
  static const char *const commands[] = { "def",
                                          "gdef",
                                          "edef",
                                          "xdef",
                                          "let",
                                          "futurelet",
                                          "global",
                                          "long",
                                          "newcommand",
                                          "renewcommand",
                                          "providecommand",
                                          "newenvironment",
                                          "expandafter",
                                          "noexpand",
                                          "href",
                                          "url",
                                          "includegraphics",
                                          "htmlClass",
                                          "htmlId",
                                          "htmlStyle",
                                          "htmlData",
                                          "html",
                                          "class",
                                          "cssId",
                                          "style",
                                          "require",
                                          "catcode",
                                          "csname",
                                          "input",
                                          "include",
                                          "write",
                                          "openout",
                                          "openin",
                                          "read",
                                          "special",
                                          "DeclareMathOperator",
                                          "renewenvironment",
                                          "unicode",
                                          "mathchoice",
                                          NULL };

  if (strlen (source) > BS_MATH_MAX_BYTES || source[strspn (source, " \t\r\n")] == '\0' ||
      !g_utf8_validate (source, -1, NULL))
    return TRUE;
  for (const char *c = strchr (source, '\\'); c != NULL; c = strchr (c, '\\'))
    {
      char name[32];
      gsize length = 0;

      c++;
      while (g_ascii_isalpha (c[length]) || c[length] == '@')
        length++;
      if (length == 0)
        {
          c += *c != '\0';
          continue;
        }
      if (memchr (c, '@', length) != NULL)
        return TRUE;
      if (length < sizeof name)
        {
          memcpy (name, c, length);
          name[length] = '\0';
          if (g_strv_contains (commands, name))
            return TRUE;
        }
      c += length;
    }
  return FALSE;
}

/* Authors escape what Markdown would read as markup, for a parser that does. */
static char *
unescape (const char *source)
{
  GString *out = g_string_new (NULL);

  for (const char *c = source; *c != '\0'; c++)
    {
      if (g_str_has_prefix (c, "\\\\\\\\"))
        {
          g_string_append (out, "\\\\");
          c += 3;
        }
      else if (*c == '\\' && (c[1] == '_' || c[1] == '*'))
        {
          g_string_append_c (out, *++c);
        }
      else
        {
          g_string_append_c (out, *c);
        }
    }
  return g_string_free (out, FALSE);
}

/* A formula to convert, perhaps a second time. */
typedef struct
{
  BsFormula *formula;
  char *source;
  gboolean is_unescaped;
  gboolean was_lost; /* with a helper that had done other work before */
} Question;

static void
clear_question (gpointer data)
{
  g_free (((Question *) data)->source);
}

static gboolean
ask (BsMathConverter *self, const Question *question)
{
  BsMathQuestion head = { BS_MATH_MAGIC, question->formula->is_display, strlen (question->source) };

  return bs_helper_process_send (&self->helper, &head, sizeof head) &&
         bs_helper_process_send (&self->helper, question->source, head.n_bytes);
}

/* Returns: the processor time of the helper, in microseconds */
static gint64
get_processor_time (const BsMathConverter *self)
{
  struct timespec time;
  clockid_t clock;

  if (clock_getcpuclockid (self->helper.pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return 0;
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Returns: whether there is an answer in time */
static gboolean
wait_for_answer (BsMathConverter *self)
{
  gint64 start = g_get_monotonic_time ();
  gint64 processor_start = get_processor_time (self);

  for (;;)
    {
      GPollFD fd = { self->helper.fd, G_IO_IN, 0 };
      gint64 waited = g_get_monotonic_time () - start;

      if (waited >= MAX_WAIT_MICROSECONDS ||
          (waited >= MAX_MICROSECONDS && get_processor_time (self) - processor_start >= MAX_MICROSECONDS))
        return FALSE;
      if (g_poll (&fd, 1, WAIT_MILLISECONDS) > 0)
        return TRUE;
    }
}

static Answer
receive (BsMathConverter *self, const Question *question)
{
  g_autofree char *data = NULL;
  BsMathAnswer answer;
  gint64 end;

  if (!wait_for_answer (self))
    return ANSWER_GONE;
  end = g_get_monotonic_time () + MAX_WAIT_MICROSECONDS;
  if (!bs_helper_process_receive (&self->helper, &answer, sizeof answer, NULL, &end) || answer.magic != BS_MATH_MAGIC ||
      answer.n_bytes > BS_MATH_MAX_ANSWER_BYTES)
    return ANSWER_GONE;
  data = g_malloc0 (answer.n_bytes + 1);
  if (!bs_helper_process_receive (&self->helper, data, answer.n_bytes, NULL, &end))
    return ANSWER_GONE;
  if (answer.status != BS_MATH_STATUS_DONE || !g_utf8_validate (data, -1, NULL))
    return ANSWER_FAILED;
  question->formula->mathml = bs_sanitise_math_text (data, question->formula->is_display, question->source);
  return question->formula->mathml != NULL ? ANSWER_DONE : ANSWER_FAILED;
}

static char *
make_key (const BsFormula *formula)
{
  return g_strconcat (formula->is_display ? "d" : "i", formula->source, NULL);
}

static void
keep (BsMathConverter *self, const BsFormula *formula)
{
  const char *mathml = formula->mathml != NULL ? formula->mathml : "";
  char *key = make_key (formula);
  gsize n_bytes = strlen (key) + strlen (mathml);

  g_mutex_lock (&self->lock);
  if (self->n_kept_bytes + n_bytes > MAX_KEPT_BYTES)
    {
      g_hash_table_remove_all (self->kept);
      self->n_kept_bytes = 0;
    }
  self->n_kept_bytes += n_bytes;
  g_hash_table_insert (self->kept, key, g_strdup (mathml));
  g_mutex_unlock (&self->lock);
}

static void
add_question (GArray *questions, BsFormula *formula, char *source, gboolean is_unescaped)
{
  Question question = { formula, source, is_unescaped, FALSE };

  g_array_append_val (questions, question);
}

/* Asks about some formulas ahead, so that the helper never waits for us. */
static void
run (BsMathConverter *self, GPtrArray *formulas)
{
  const BsMathAnswer ready = { .magic = BS_MATH_MAGIC, .status = BS_MATH_STATUS_READY };
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (Question));
  gint64 end = g_get_monotonic_time () + MAX_ALL_WAIT_MICROSECONDS;
  gint64 processor_time = 0;
  guint n_ends = 0;
  guint n_asked = 0;
  guint i = 0;

  g_array_set_clear_func (questions, clear_question);
  for (guint j = 0; j < formulas->len; j++)
    {
      BsFormula *formula = g_ptr_array_index (formulas, j);

      if (!formula->is_known)
        add_question (questions, formula, g_strdup (formula->source), FALSE);
    }
  while (i < questions->len && n_ends < MAX_ENDS && processor_time < MAX_ALL_MICROSECONDS &&
         g_get_monotonic_time () < end && bs_helper_process_start (&self->helper, &ready, sizeof ready, NULL))
    {
      Question *question = &g_array_index (questions, Question, i);
      BsFormula *formula = question->formula;
      g_autofree char *other = NULL;
      gint64 before = get_processor_time (self);
      Answer answer;

      while (n_asked < questions->len && n_asked < i + MAX_AHEAD &&
             ask (self, &g_array_index (questions, Question, n_asked)))
        n_asked++;
      answer = receive (self, question);
      processor_time += MAX (0, get_processor_time (self) - before);
      if (answer == ANSWER_GONE)
        {
          gboolean was_used = self->n_answers > 0;

          bs_helper_process_end (&self->helper);
          self->n_answers = 0;
          n_asked = i;
          /* A helper that has done much work leaves, so that the next one has all the time that one may have. */
          if (was_used && !question->was_lost)
            {
              question->was_lost = TRUE;
              continue;
            }
          n_ends++;
          n_asked++;
        }
      else
        {
          self->n_answers++;
        }
      i++;
      if (answer == ANSWER_FAILED && !question->is_unescaped)
        other = unescape (formula->source);
      if (other != NULL && !g_str_equal (other, formula->source))
        add_question (questions, formula, g_steal_pointer (&other), TRUE);
      else
        keep (self, formula);
    }
  /* The other answers are ignored. */
  if (n_asked > i)
    {
      bs_helper_process_end (&self->helper);
      self->n_answers = 0;
    }
}

/* Returns: (nullable): the next work, or %NULL after some idle time; the thread then ends */
static Work *
take_work (BsMathConverter *self)
{
  gint64 end = g_get_monotonic_time () + IDLE_MICROSECONDS;
  Work *work;

  g_mutex_lock (&self->lock);
  while ((work = g_queue_pop_head (&self->waiting)) == NULL)
    if (!g_cond_wait_until (&self->cond, &self->lock, end))
      break;
  if (work == NULL)
    {
      bs_helper_process_end (&self->helper);
      self->n_answers = 0;
      self->is_busy = FALSE;
    }
  g_mutex_unlock (&self->lock);
  return work;
}

static gpointer
converter_thread (gpointer data)
{
  g_autoptr (BsMathConverter) self = data;
  Work *work;

  while ((work = take_work (self)) != NULL)
    {
      run (self, work->formulas);
      g_mutex_lock (&self->lock);
      work->is_done = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->lock);
    }
  return NULL;
}

static void
bs_math_converter_finalize (GObject *object)
{
  BsMathConverter *self = BS_MATH_CONVERTER (object);

  g_assert (g_queue_is_empty (&self->waiting) && self->helper.fd < 0);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_hash_table_unref (self->kept);
  g_free (self->program);

  G_OBJECT_CLASS (bs_math_converter_parent_class)->finalize (object);
}

static void
bs_math_converter_class_init (BsMathConverterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_math_converter_finalize;
}

static void
bs_math_converter_init (BsMathConverter *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->helper.fd = -1;
  self->helper.environment = environment;
}

/**
 * bs_math_converter_new:
 * @program: (type filename): path of the helper
 *
 * Returns: (transfer full): a converter with a helper of its own. Only tests need this; programs use
 *   bs_math_converter_get_default()
 */
BsMathConverter *
bs_math_converter_new (const char *program)
{
  BsMathConverter *self;

  g_return_val_if_fail (program != NULL, NULL);

  self = g_object_new (BS_TYPE_MATH_CONVERTER, NULL);
  self->program = g_strdup (program);
  self->helper.program = self->program;
  return self;
}

/**
 * bs_math_converter_get_default:
 *
 * Returns: (transfer none): the converter of this program
 */
BsMathConverter *
bs_math_converter_get_default (void)
{
  static gsize initialised;
  static BsMathConverter *converter;

  if (g_once_init_enter (&initialised))
    {
      g_autofree char *program = bs_helper_process_find (PROGRAM);

      converter = bs_math_converter_new (program);
      g_once_init_leave (&initialised, 1);
    }
  return converter;
}

/* Returns: whether the result for a formula is known */
static gboolean
recall (BsMathConverter *self, BsFormula *formula)
{
  g_autofree char *key = NULL;
  const char *kept;

  formula->is_known = is_refused (formula->source);
  if (formula->is_known)
    return TRUE;
  key = make_key (formula);
  kept = g_hash_table_lookup (self->kept, key);
  formula->is_known = kept != NULL;
  if (kept != NULL && *kept != '\0')
    formula->mathml = g_strdup (kept);
  return formula->is_known;
}

/**
 * bs_math_converter_convert:
 * @self: a converter
 * @formulas: (element-type BsFormula): formulas without MathML
 *
 * Converts the formulas of an article. Those that are longer than 4 kB, define commands, take too long or cannot be
 * converted stay without MathML. Waits for the helper: a few milliseconds, and never more than some seconds.
 */
void
bs_math_converter_convert (BsMathConverter *self, GPtrArray *formulas)
{
  Work work = { formulas, FALSE };
  guint n_unknown = 0;
  GThread *thread;

  g_return_if_fail (BS_IS_MATH_CONVERTER (self));
  g_return_if_fail (formulas != NULL);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < formulas->len; i++)
    n_unknown += !recall (self, g_ptr_array_index (formulas, i));
  if (n_unknown == 0)
    {
      g_mutex_unlock (&self->lock);
      return;
    }
  if (!self->is_busy)
    {
      thread = g_thread_try_new ("math-converter", converter_thread, g_object_ref (self), NULL);
      self->is_busy = thread != NULL;
      if (thread != NULL)
        g_thread_unref (thread);
      else
        g_object_unref (self);
    }
  if (self->is_busy)
    {
      g_queue_push_tail (&self->waiting, &work);
      g_cond_broadcast (&self->cond);
      while (!work.is_done)
        g_cond_wait (&self->cond, &self->lock);
    }
  g_mutex_unlock (&self->lock);
}
