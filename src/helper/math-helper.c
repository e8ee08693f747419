/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Converts formulas to MathML for another program, with KaTeX in JavaScriptCore. It can neither open files nor reach
 * the network, and its parent can kill it at any time. The parent sets the variables that keep the engine to one thread
 * without generated code (math-converter.c). */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <jsc/jsc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "helper/answer.h"
#include "helper/confinement.h"
#include "helper/math-protocol.h"

/* In addition to the memory that the engine has reserved at its start. */
#define MEMORY_BYTES ((gsize) 256 * 1024 * 1024)
#define PROCESSOR_SECONDS 60
/* The helper exits after using this much CPU time, so that the next one has the whole limit again. */
#define PROCESSOR_SECONDS_TO_LEAVE_AT 30

static const char convert_function[] =
    "(function (source, isDisplay) {"
    "  return katex.renderToString (source, { output: 'mathml', displayMode: isDisplay, throwOnError: true,"
    "    strict: 'ignore', trust: false, maxSize: 50, maxExpand: 500 });"
    "})";

static gboolean
receive_all (void *data, gsize length)
{
  char *rest = data;

  while (length > 0)
    {
      gssize n = read (STDIN_FILENO, rest, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      rest += n;
      length -= n;
    }
  return TRUE;
}

/* Returns: (nullable): the function that converts */
static JSCValue *
load (JSCContext *context)
{
  g_autoptr (JSCValue) loaded = NULL;
  g_autofree char *script = NULL;
  gsize length;

  if (!g_file_get_contents (KATEX, &script, &length, NULL))
    return NULL;
  loaded = jsc_context_evaluate (context, script, (gssize) length);
  if (jsc_context_get_exception (context) != NULL)
    return NULL;
  return jsc_context_evaluate (context, convert_function, -1);
}

/* Returns: (nullable): MathML */
static char *
convert (JSCContext *context, JSCValue *function, const char *source, gboolean is_display)
{
  g_autoptr (JSCValue) result =
      jsc_value_function_call (function, G_TYPE_STRING, source, G_TYPE_BOOLEAN, is_display, G_TYPE_NONE);

  if (jsc_context_get_exception (context) != NULL)
    {
      jsc_context_clear_exception (context);
      return NULL;
    }
  return jsc_value_is_string (result) ? jsc_value_to_string (result) : NULL;
}

static gboolean
answer_question (JSCContext *context, JSCValue *function)
{
  static char source[BS_MATH_MAX_BYTES + 1];
  BsMathAnswer answer = { .magic = BS_MATH_MAGIC, .status = BS_MATH_STATUS_FAILED };
  BsMathQuestion question;
  g_autofree char *mathml = NULL;

  if (!receive_all (&question, sizeof question) || question.magic != BS_MATH_MAGIC ||
      question.n_bytes > BS_MATH_MAX_BYTES || !receive_all (source, question.n_bytes))
    return FALSE;
  source[question.n_bytes] = '\0';
  mathml = convert (context, function, source, question.is_display != 0);
  if (mathml != NULL && strlen (mathml) <= BS_MATH_MAX_ANSWER_BYTES)
    {
      answer.status = BS_MATH_STATUS_DONE;
      answer.n_bytes = strlen (mathml);
    }
  return bs_answer_send (&answer, sizeof answer) && bs_answer_send (mathml, answer.n_bytes);
}

static gboolean
is_used_up (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_SELF, &usage) == 0 &&
         usage.ru_utime.tv_sec + usage.ru_stime.tv_sec >= PROCESSOR_SECONDS_TO_LEAVE_AT;
}

/* The engine reserves gigabytes of addresses that it never uses. */
static gsize
get_reserved_bytes (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  return g_ascii_strtoull (text, NULL, 10) * sysconf (_SC_PAGESIZE);
}

/* Prints what the helper is still allowed to do, for a test. */
static void
try_confinement (JSCContext *context)
{
  g_autoptr (JSCValue) memory = NULL;
  g_autofree char *report = NULL;
  int file = open ("/etc/passwd", O_RDONLY);
  int made = open ("/tmp/broadsheet-math-helper", O_WRONLY | O_CREAT, 0600);
  int network = socket (AF_INET, SOCK_STREAM, 0);
  pid_t child = fork ();

  if (child == 0)
    _exit (0);
  memory =
      jsc_context_evaluate (context,
                            "try { const all = []; for (let i = 0; i < 1000; i++) all.push (new Uint8Array (1 << 20)"
                            ".fill (1)); 1 } catch (error) { 0 }",
                            -1);
  report = g_strdup_printf ("file %d %d\nsocket %d\nprogram %d\nmemory %d\n", file >= 0, made >= 0, network >= 0,
                            child >= 0, jsc_value_to_int32 (memory));
  if (write (STDOUT_FILENO, report, strlen (report)) < 0)
    _exit (1);
}

int
main (int argc, char *argv[])
{
  const BsMathAnswer ready = { .magic = BS_MATH_MAGIC, .status = BS_MATH_STATUS_READY };
  JSCContext *context;
  JSCValue *function;
  char *warm;

  /* Close descriptors inherited from the parent. */
  closefrom (STDERR_FILENO + 1);
  context = jsc_context_new ();
  function = load (context);
  if (function == NULL)
    _exit (1);
  /* Loads now the parts that the engine would load later. */
  warm = convert (context, function, "\\frac{a}{b}", FALSE);
  if (warm == NULL)
    _exit (1);
  g_free (warm);

  signal (SIGPIPE, SIG_IGN);
  bs_confinement_enter (get_reserved_bytes () + MEMORY_BYTES, PROCESSOR_SECONDS, TRUE, NULL);
  if (argc == 2 && strcmp (argv[1], "--try-confinement") == 0)
    {
      try_confinement (context);
      _exit (0);
    }

  if (!bs_answer_send (&ready, sizeof ready))
    _exit (1);
  while (!is_used_up () && answer_question (context, function))
    ;
  _exit (0);
}
