/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "model/library/table/teller.h"

G_BEGIN_DECLS

/* The work of another thread for a library. @data is freed with it; the result is freed if nobody takes it. */
typedef struct _BsLibraryWork BsLibraryWork;

struct _BsLibraryWork
{
  gpointer (*func) (BsLibraryWork *self, GCancellable *cancellable, GError **error);
  GDestroyNotify free_result;
  gpointer data;            /* (nullable) */
  GDestroyNotify free_data; /* (nullable) */
  BsTeller *teller;         /* (nullable) */
  BsSnapshot *snapshot;     /* (nullable): of all articles; @func may take it */
  BsSite *site;
};

void bs_library_work_on_file (BsLibrary *library, BsLibraryWork work, gpointer source_tag, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
void bs_library_work_on_all (BsLibrary *library, BsLibraryWork work, gpointer source_tag, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
