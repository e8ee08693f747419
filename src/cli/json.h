/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/format/front-matter/json-writer.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

void bs_json_append_strings (GString *json, const char *const *strings);
void bs_json_append_problem (GString *json, const BsProblem *problem);
void bs_json_append_value (GString *json, const BsValue *value);
void bs_json_append_article (GString *json, const BsSite *site, const BsArticle *article);

G_END_DECLS
