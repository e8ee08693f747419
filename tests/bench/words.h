/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"

/* Queries drawn from the articles. */

typedef enum
{
  BENCH_ONE_CHARACTER,
  BENCH_TWO_CHARACTERS,
  BENCH_FOUR_CHARACTERS,
  BENCH_MIXED,
  BENCH_WORD,
  BENCH_N_WORDS
} BenchWords;

extern const char *const bench_words_names[BENCH_N_WORDS];

char *bench_draw_words (GRand *rand, GPtrArray *files, BsSite *site, BenchWords kind);
