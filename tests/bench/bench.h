/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/library.h"

/* Shared by the benchmark programs. */

typedef struct
{
  double longest;      /* in milliseconds of clock time */
  double longest_work; /* in milliseconds of CPU time */
} BenchTurns;

typedef struct
{
  double all;     /* milliseconds of CPU time of all threads */
  double longest; /* of the one that took the most, which the clock would show on an idle machine */
} BenchWork;

GHashTable *bench_begin_work (void);
BenchWork bench_get_work (GHashTable *before);
double bench_median (double *values, guint n);
void bench_budget (const char *measure, double value, double maximum, const char *unit);
double bench_read_all (const char *root, guint *n_files);
gsize bench_get_resident (void);
char *bench_copy_tree (const char *root);
char *bench_take_files (const char *corpus, guint n_files);
double bench_copy_and_sync (const char *tree);
void bench_remove_tree (const char *root);
GPtrArray *bench_list_files (const char *root);

gboolean bench_wait_for_state (BsLibrary *library, BsLibraryState state, guint seconds, BenchTurns *turns);
void bench_turn (BenchTurns *turns);
