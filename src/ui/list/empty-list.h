/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

/* The message in place of an empty list. */
void bs_empty_list_describe (AdwStatusPage *page, BsLibrary *library, BsScope scope);
void bs_empty_list_describe_search (AdwStatusPage *page, const char *place, const char *text);

G_END_DECLS
