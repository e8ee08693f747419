/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "reader/print-job.h"
#include "ui/application/application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (BsApplication) application = NULL;
  /* Of a test's language. */
  const char *locales = g_getenv ("BROADSHEET_LOCALES");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Broadsheet"));

  /* Of the export to PDF, which starts this program for it. */
  if (argc == 3 && g_str_equal (argv[1], "--export-job"))
    return bs_print_job_run (argv[2]);

  application = bs_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
