/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "provider/provider.h"

int
main (int argc, char *argv[])
{
  g_autoptr (BsProvider) provider = NULL;

  /* The provider reads only its own files, so gvfs need not be started. */
  g_setenv ("GIO_USE_VFS", "local", FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  provider = bs_provider_new ();
  return g_application_run (G_APPLICATION (provider), argc, argv);
}
