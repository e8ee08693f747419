/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/article/article.h"

/* The expected reading of a file. Categories and authors are joined by `|`, the parts of a category by `/`. A problem
 * is its line (0 for the whole file) and its kind. */
typedef struct
{
  const char *title;
  const char *date;
  const char *categories;
  const char *authors;
  const char *problems;
} Reading;

/* Our own fixtures, and the real files they are modelled on, which are beside some checkouts. Both files of a pair test
 * the same thing. */
typedef struct
{
  const char *name;
  BsFrontMatterKind front_matter;
  BsBodyKind body;
  Reading ours;
  Reading real;
} Trap;

static const Trap traps[] = {
  { "01-empty-front-matter.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "01-empty-front-matter", NULL, "", "", "0:NO_TITLE" },
    { "01-empty-front-matter", NULL, "", "", "0:NO_TITLE" } },
  { "02-no-opener.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Baking bread: a first loaf", NULL, "", "ines|omar", "" },
    { "How the 18F website team uses GitHub: a tutorial", NULL, "", "melody|boone", "" } },
  { "03-hexo-legacy-no-opener.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Pictures of the Harbour", "2019-03-04 05:06:07", "", "", "" },
    { "Gallery Post", "2013-12-25 00:16:18", "", "", "" } },
  { "04-unclosed.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Baking bread: a first loaf", NULL, "", "ines|omar", "15:UNCLOSED" },
    { "How the 18F website team uses GitHub: a tutorial", NULL, "", "tommy|smith", "16:UNCLOSED" } },
  { "05-all-on-opener-line.md",
    BS_FRONT_MATTER_NONE,
    BS_BODY_MARKDOWN,
    { "05-all-on-opener-line", NULL, "", "", "1:ALL_ON_ONE_LINE" },
    { "05-all-on-opener-line", NULL, "", "", "1:ALL_ON_ONE_LINE" } },
  { "06-junk-after-opener.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "06-junk-after-opener", NULL, "", "", "0:NO_TITLE 1:JUNK_AT_DELIMITER" },
    { "06-junk-after-opener", NULL, "", "", "0:NO_TITLE 1:JUNK_AT_DELIMITER" } },
  { "07-brace-before-opener.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Timetable", NULL, "", "", "1:BRACE_BEFORE_OPENER" },
    { "Releases", NULL, "", "", "1:BRACE_BEFORE_OPENER" } },
  { "08-junk-on-closer.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Opening hours", NULL, "", "", "10:UNCLOSED" },
    { "Download", NULL, "", "", "34:UNCLOSED" } },
  { "09-blank-line-before-opener.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "A walk by the river (mind the geese)", "2023-05-06 00:00:00", "", "ines", "4:TITLE_FOLDED 14:STRAY_LINE" },
    { "18F practices in action (spoiler: this stuff works)", "2024-04-03 00:00:00", "",
      "jon-roberts|michelle-rago|neil-martinsen-burrell", "4:TITLE_FOLDED 16:STRAY_LINE" } },
  { "10-trailing-space-opener.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "10-trailing-space-opener", NULL, "", "", "0:NO_TITLE" },
    { "10-trailing-space-opener", NULL, "", "", "0:NO_TITLE" } },
  { "11-dots-closer.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Closed by Three Dots", NULL, "", "", "" },
    { "Test Post Where YAML Ends in Dots", NULL, "", "", "" } },
  { "12-triple-dash-in-value.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Night --- Day", NULL, "", "", "" },
    { "Foo --- Bar", NULL, "", "", "" } },
  { "13-no-front-matter.markdown",
    BS_FRONT_MATTER_NONE,
    BS_BODY_MARKDOWN,
    { "13-no-front-matter", NULL, "", "", "0:NO_FRONT_MATTER" },
    { "13-no-front-matter", NULL, "", "", "0:NO_FRONT_MATTER" } },
  { "14-empty-yaml.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "14-empty-yaml", NULL, "", "", "0:NO_TITLE" },
    { "14-empty-yaml", NULL, "", "", "0:NO_TITLE" } },
  { "15-js-front-matter.html",
    BS_FRONT_MATTER_SCRIPT,
    BS_BODY_HTML,
    { "Moved\342\200\246", NULL, "", "", "0:NO_TITLE 1:LANGUAGE_NOT_RUN" },
    { "Redirecting\342\200\246", NULL, "", "", "0:NO_TITLE 1:LANGUAGE_NOT_RUN" } },
  { "16-json-front-matter.md",
    BS_FRONT_MATTER_JSON,
    BS_BODY_MARKDOWN,
    { "LAMP-12", "2021-02-03 04:05:06 -0300", "", "", "" },
    { "FLUID-6481", "2020-03-19 19:22:57 -0400", "", "", "" } },
  { "17-toml-broken.md",
    BS_FRONT_MATTER_TOML,
    BS_BODY_MARKDOWN,
    { "A Quiet Street: Part Two", NULL, "", "Omar Haddad", "3:OPEN_QUOTE" },
    { "Call for Testing: Build Dir Layout v2", NULL, "", "Ed Page", "3:OPEN_QUOTE" } },
  { "18-toml.md",
    BS_FRONT_MATTER_TOML,
    BS_BODY_MARKDOWN,
    { "A Quiet Street", NULL, "", "The Neighbours", "" },
    { "Call for 2021 Roadmap Blogs Ending Soon", NULL, "", "The Rust Core Team", "" } },
  { "20-colon-in-title.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Who's at the door: on bells and knockers", NULL, "", "", "2:COLON" },
    { "What's in a name: Understanding and using gov acronyms", NULL, "", "", "2:COLON" } },
  { "2017-2-5-i-dont-like-zeroes.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "i-dont-like-zeroes", "2017-02-05 00:00:00", "", "", "0:NO_TITLE" },
    { "i-dont-like-zeroes", "2017-02-05 00:00:00", "", "", "0:NO_TITLE" } },
  { "2018-10-12-trailing-dots...markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Dots in a Name", "2018-10-12 00:00:00", "", "", "" },
    { "Ellipsis Path", "2018-10-12 00:00:00", "", "", "" } },
  { "21-inner-double-quotes.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Names: why we say \"folks\"", NULL, "", "lena", "4:QUOTE 8:QUOTE" },
    { "Hacking inclusion: How we customized a bot to gently correct people who use the word \"guys\"", NULL, "", "maya",
      "4:QUOTE 8:QUOTE 10:QUOTE" } },
  { "22-value-starts-with-stars.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Why We Keep the Old Lamps", "2021-03-04 05:06:00 -0500", "", "lamp-team", "8:INDICATOR" },
    { "Why We Created a Troubleshooting Guide", "2022-04-20 11:55:00 -0500", "", "digitalgov-team", "8:INDICATOR" } },
  { "23-at-sign-value.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "The map has a new name", NULL, "", "@wren-k", "4:INDICATOR" },
    { "The rustc-guide is now rustc-dev-guide", NULL, "", "@mark-i-m", "4:INDICATOR" } },
  { "24-title-starts-with-pipe.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "|城市漫步|笔记二", NULL, "Walks", "", "3:INDICATOR" },
    { "|Head First设计模式|学习笔记3", NULL, "DesignPattern", "", "3:INDICATOR" } },
  { "25-title-starts-with-comma.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { ",为什么句子不以逗号开头？", NULL, "Words", "", "3:INDICATOR" },
    { ",为什么 GitHub Pages 的文章标题不能以 @ 开头？", NULL, "GitHub", "", "3:INDICATOR" } },
  { "26-inline-dash-list.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Open Gardens", "2020-05-06 07:08:00 -0500", "", "Ines Gray", "18:LIST_BEHIND_KEY" },
    { "Open Source", "2020-01-29 15:00:00 -0500", "", "Sara Cope", "18:LIST_BEHIND_KEY" } },
  { "27-backslash-quote.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "27-backslash-quote", NULL, "", "", "0:NO_TITLE 7:ESCAPE" },
    { "27-backslash-quote", NULL, "", "", "0:NO_TITLE 7:ESCAPE 8:ESCAPE" } },
  { "28-hebrew-glued-metadata.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "5.7 מכתבים שלא הגיעו", NULL, "", "", "0:NO_TITLE 2:ESCAPE" },
    { "5.7.708 550 נדחתה על-ידי Access, תעבורה לא התקבל מ- IP זה", NULL, "", "", "0:NO_TITLE 2:ESCAPE" } },
  { "29-shortcode-in-yaml.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "A Small Show", "2018-09-10 11:12:13 -0400", "uncategorized", "", "" },
    { "Soncerray TEST EVENT", "2017-09-20 13:53:24 -0400", "uncategorized", "", "" } },
  { "30-stray-continuation.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "30-stray-continuation", NULL, "", "", "0:NO_TITLE 6:STRAY_LINE" },
    { "30-stray-continuation", NULL, "", "", "0:NO_TITLE 6:STRAY_LINE" } },
  { "31-conflict-markers.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "31-conflict-markers", NULL, "", "", "0:NO_TITLE 5:CONFLICT_MARKERS" },
    { "31-conflict-markers", NULL, "", "", "0:NO_TITLE 5:CONFLICT_MARKERS" } },
  { "32-conflict-markers-html.html",
    BS_FRONT_MATTER_YAML,
    BS_BODY_HTML,
    { "Soon There", "2015-04-05 06:07:00 -0400", "On Time", "", "11:CONFLICT_MARKERS" },
    { "Coming Soon", "2014-03-12 10:11:00 -0400", "About 18F", "", "11:CONFLICT_MARKERS" } },
  { "33-conflict-and-comments.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "33-conflict-and-comments", NULL, "", "", "0:NO_TITLE 6:CONFLICT_MARKERS" },
    { "33-conflict-and-comments", NULL, "", "", "0:NO_TITLE 6:CONFLICT_MARKERS" } },
  { "34-duplicate-keys-zh.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "茶馆 0.8 开张了！", "2018-07-02 10:20:00 +0800", "cha", "Cha", "14:DUPLICATE_KEY" },
    { "Istio 0.8发布了！", "2018-06-01 11:41:00 +0800", "istio", "Istio", "14:DUPLICATE_KEY" } },
  { "35-duplicate-key-type-change.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Handbook", NULL, "", "", "5:DUPLICATE_KEY" },
    { "Documentation", NULL, "", "", "5:DUPLICATE_KEY" } },
  { "36-jekyll-bad-post.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "36-jekyll-bad-post", NULL, "", "", "0:NO_TITLE 2:INDICATOR" },
    { "36-jekyll-bad-post", NULL, "", "", "0:NO_TITLE 2:INDICATOR" } },
  { "37-date-date.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Clock 0.6: Two Hands", "2021-02-03 04:00:00 -0500", "Clocks", "", "3:COLON" },
    { "Hugo 0.68.3: A couple of Bug Fixes", "2020-03-24 13:00:00 -0500", "Releases", "", "3:COLON" } },
  { "40-date-14-000-00.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "A Guide to Clocks", NULL, "", "lena-gray", "6:BAD_DATE" },
    { "Guide to Robotic Process Automation", NULL, "", "james-geoghegan", "6:BAD_DATE" } },
  { "41-date-9-00am.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Class: Clocks + Watches", NULL, "", "", "9:BAD_DATE" },
    { "Workshop: Making Government Websites with Federalist + GitHub Basics", NULL, "", "", "9:BAD_DATE" } },
  { "42-date-year-0.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "First Things", NULL, "", "omar|ines", "5:BAD_DATE" },
    { "Artificial Intelligence", NULL, "", "krista-kinnard|steven-babitch", "5:BAD_DATE" } },
  { "43-date-XX.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "October XX Notices", NULL, "notices", "Lena Gray", "2:BAD_DATE" },
    { "October XX 2021 Security Releases", NULL, "vulnerability", "Matteo Collina", "2:BAD_DATE" } },
  { "44-date-unix-pst.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "The Road to the Mill", "2014-01-16 15:00:00 -0800", "", "Omar Haddad", "" },
    { "Node.js and the Road Ahead", "2014-01-16 15:00:00 -0800", "", "Timothy J Fontaine", "" } },
  { "45-date-month-13.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Notices of Octoboer 2017", NULL, "notices", "Lena Gray", "2:BAD_DATE" },
    { "DOS security vulnerability, Octoboer 2017", NULL, "vulnerability", "Michael Dawson", "2:BAD_DATE" } },
  { "46-date-quoted-offset.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Tick", "2020-03-25 13:15:16 -0400", "", "", "" },
    { "Opop", "2020-03-25 13:15:16 -0400", "", "", "" } },
  { "47-date-timezone.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "47-date-timezone", "2010-01-10 13:07:09 +0000", "", "", "0:NO_TITLE" },
    { "47-date-timezone", "2010-01-10 13:07:09 +0000", "", "", "0:NO_TITLE" } },
  { "49-arabic-bidi-mdY-date.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "باب \342\200\217البيت", NULL, "", "samir", "" },
    { "تغيير شعار الموقع", NULL, "", "pebaum", "" } },
  { "50-title-is-int-ar.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "404", NULL, "", "", "" },
    { "404", NULL, "", "", "" } },
  { "51-category-int.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "A Year as Category", NULL, "1999", "", "" },
    { "Number Category in YAML", NULL, "2013", "", "" } },
  { "52-categories-null.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "No Category", NULL, "", "", "" },
    { "Category in YAML", NULL, "", "", "" } },
  { "53-categories-flow-list.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Three Categories", NULL, "one/two/three", "", "" },
    { "Array categories in YAML", NULL, "foo/bar/baz", "", "" } },
  { "54-categories-space-string.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Words as Categories", NULL, "one two three", "", "" },
    { "Categories in YAML", NULL, "foo bar baz", "", "" } },
  { "55-category-mixed-case.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Small and Large", NULL, "SmallLarge", "", "" },
    { "Mixed Case Category in YAML", NULL, "MixedCase", "", "" } },
  { "56-topics-int-in-list.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Doors: From 500 to 0", "2021-09-03 11:48:00 -0500", "", "door-team", "" },
    { "Document Accessibility: Getting From 5,000 to 0", "2021-09-03 11:48:00 -0500", "", "digitalgov-team", "" } },
  { "57-tags-null-members.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Now Open for Spring", NULL, "", "lena", "" },
    { "Presidential Innovation Fellows now accepting applications for Spring 2017", NULL, "", "andre", "" } },
  { "58-title-null.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "58-title-null", "2022-06-13 11:31:00 -0500", "", "house", "6:NO_TITLE" },
    { "58-title-null", "2022-06-13 11:31:00 -0500", "", "department-of-homeland-security", "6:NO_TITLE" } },
  { "59-layout-nil.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Laid Out by Nothing", NULL, "", "", "" },
    { "No layout", NULL, "", "", "" } },
  { "60-zh-page.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "读者名单", NULL, "", "", "" },
    { "译者排行", NULL, "", "", "" } },
  { "61-utf8-bom-crlf.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "MarkAndReturns", "2016-05-06 07:08:09 -0800", "bytes", "", "" },
    { "UTF8CRLFandBOM", "2017-04-05 16:16:01 -0800", "bom", "", "" } },
  { "62-utf16le-bom-crlf.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "TwoBytesEach", "2016-05-06 07:08:10 -0800", "bytes", "", "0:OTHER_ENCODING" },
    { "Unicode16CRLFandBOM", "2017-04-05 16:08:01 -0800", "bom", "", "0:OTHER_ENCODING" } },
  { "63-gbk.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Keys", NULL, "Keys", "", "0:OTHER_ENCODING" },
    { "Emacs", NULL, "Emacs", "", "0:OTHER_ENCODING" } },
  { "64-broken-utf8-nbsp.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Terms of the Garden", NULL, "", "", "7:BROKEN_BYTES" },
    { "Hackpad Federal Terms of Service", NULL, "", "", "7:BROKEN_BYTES" } },
  { "65-cp1252-apostrophe.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Notice for the Mill", NULL, "", "The Mill Team", "10:BROKEN_BYTES" },
    { "Security Advisory for rustdoc", NULL, "", "The Rust Core Team", "19:BROKEN_BYTES" } },
  { "66-nul-byte.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "古いノートを読む", NULL, "notes", "ren", "13:NUL_BYTES" },
    { "はてなダイアリーの記事をダウンロードしてローカルで読む", NULL, "software", "azu", "40:NUL_BYTES" } },
  { "67-bom-arabic.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "لقاء الربيع", NULL, "", "", "" },
    { "القمة التعاونية", NULL, "", "", "" } },
  { "68-lone-cr-mixed.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Remembering the old baker, a good neighbour", NULL, "", "nick|lena", "1:LONE_CR 3:BAD_DATE" },
    { "Remembering Larry Mathias, an early partner and excellent civil servant", NULL, "", "nick|kaitlin|josh",
      "1:LONE_CR 3:BAD_DATE" } },
  { "69 %# +.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "A Name of Signs", NULL, "", "", "" },
    { "Page name with non-alphabetic character", NULL, "", "", "" } },
  { "71-hexo-tag-plugins.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "Plugs", "2012-11-10 09:08:07", "", "", "" },
    { "Tag Plugins", "2013-12-25 00:14:39", "", "", "" } },
  { "72-open-liquid-block.markdown",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "72-open-liquid-block", NULL, "", "", "0:NO_TITLE" },
    { "72-open-liquid-block", NULL, "", "", "0:NO_TITLE" } },
  { "73-no-title.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "73-no-title", "2012-11-10 10:11:12", "", "", "0:NO_TITLE" },
    { "73-no-title", "2013-12-25 22:57:49", "", "", "0:NO_TITLE" } },
  { "74-hebrew-hugo.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "על הגן", NULL, "", "", "" },
    { "על Let's Encrypt", NULL, "", "", "" } },
  { "75-zh-unit-test.md",
    BS_FRONT_MATTER_YAML,
    BS_BODY_MARKDOWN,
    { "中文文章", "2012-10-09 08:07:06", "", "", "" },
    { "中文測試", "2013-12-24 23:31:30", "", "", "" } },
};

static const char *const problem_names[BS_N_PROBLEMS] = {
  [BS_PROBLEM_NO_FRONT_MATTER] = "NO_FRONT_MATTER",
  [BS_PROBLEM_NO_TITLE] = "NO_TITLE",
  [BS_PROBLEM_BAD_DATE] = "BAD_DATE",
  [BS_PROBLEM_OTHER_ENCODING] = "OTHER_ENCODING",
  [BS_PROBLEM_LONE_CR] = "LONE_CR",
  [BS_PROBLEM_TITLE_FOLDED] = "TITLE_FOLDED",
  [BS_PROBLEM_DUPLICATE_KEY] = "DUPLICATE_KEY",
  [BS_PROBLEM_BROKEN_BYTES] = "BROKEN_BYTES",
  [BS_PROBLEM_NUL_BYTES] = "NUL_BYTES",
  [BS_PROBLEM_JUNK_AT_DELIMITER] = "JUNK_AT_DELIMITER",
  [BS_PROBLEM_LANGUAGE_NOT_RUN] = "LANGUAGE_NOT_RUN",
  [BS_PROBLEM_UNKNOWN_ZONE] = "UNKNOWN_ZONE",
  [BS_PROBLEM_SPACE_BEFORE_OPENER] = "SPACE_BEFORE_OPENER",
  [BS_PROBLEM_BRACE_BEFORE_OPENER] = "BRACE_BEFORE_OPENER",
  [BS_PROBLEM_DASHES] = "DASHES",
  [BS_PROBLEM_SECOND_FRONT_MATTER] = "SECOND_FRONT_MATTER",
  [BS_PROBLEM_TABS] = "TABS",
  [BS_PROBLEM_WIDE_SPACES] = "WIDE_SPACES",
  [BS_PROBLEM_ALIAS] = "ALIAS",
  [BS_PROBLEM_COLON] = "COLON",
  [BS_PROBLEM_QUOTE] = "QUOTE",
  [BS_PROBLEM_OPEN_QUOTE] = "OPEN_QUOTE",
  [BS_PROBLEM_ESCAPE] = "ESCAPE",
  [BS_PROBLEM_INDICATOR] = "INDICATOR",
  [BS_PROBLEM_LIST_BEHIND_KEY] = "LIST_BEHIND_KEY",
  [BS_PROBLEM_NO_SPACE] = "NO_SPACE",
  [BS_PROBLEM_STRAY_LINE] = "STRAY_LINE",
  [BS_PROBLEM_INDENTATION] = "INDENTATION",
  [BS_PROBLEM_BAD_TAB] = "BAD_TAB",
  [BS_PROBLEM_OPEN_BRACKET] = "OPEN_BRACKET",
  [BS_PROBLEM_CONTROL_CHARACTER] = "CONTROL_CHARACTER",
  [BS_PROBLEM_RECOVERED] = "RECOVERED",
  [BS_PROBLEM_UNCLOSED] = "UNCLOSED",
  [BS_PROBLEM_ALL_ON_ONE_LINE] = "ALL_ON_ONE_LINE",
  [BS_PROBLEM_CONFLICT_MARKERS] = "CONFLICT_MARKERS",
};

static char *
describe_date (const BsArticle *article)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *face = NULL;

  if (!article->has_date)
    return NULL;

  date = g_date_time_new_from_unix_utc (article->date.face);
  face = g_date_time_format (date, "%Y-%m-%d %H:%M:%S");
  if (!article->date.has_zone)
    return g_steal_pointer (&face);

  return g_strdup_printf ("%s %c%02d%02d", face, article->date.zone < 0 ? '-' : '+', ABS (article->date.zone) / 3600,
                          ABS (article->date.zone) / 60 % 60);
}

static char *
describe_categories (const BsArticle *article)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < article->categories->len; i++)
    {
      g_autofree char *path = g_strjoinv ("/", g_ptr_array_index (article->categories, i));

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", path);
    }

  return g_string_free (out, FALSE);
}

static char *
describe_problems (const BsArticle *article)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      g_assert_nonnull (problem_names[problem->kind]);
      g_string_append_printf (out, "%s%u:%s", i > 0 ? " " : "", problem->line, problem_names[problem->kind]);
    }

  return g_string_free (out, FALSE);
}

static void
check (const Trap *trap, const Reading *expected, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, trap->name, NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *date = NULL;
  g_autofree char *categories = NULL;
  g_autofree char *authors = NULL;
  g_autofree char *problems = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_true (bs_article_name_is_article (trap->name));

  article = bs_article_read (trap->name, BS_SITE_HEXO, bytes, length);
  date = describe_date (article);
  categories = describe_categories (article);
  authors = g_strjoinv ("|", article->authors);
  problems = describe_problems (article);

  g_assert_cmpstr (problems, ==, expected->problems);
  g_assert_cmpstr (article->title, ==, expected->title);
  g_assert_cmpstr (date, ==, expected->date);
  g_assert_cmpstr (categories, ==, expected->categories);
  g_assert_cmpstr (authors, ==, expected->authors);
  g_assert_cmpint (article->front_matter_kind, ==, trap->front_matter);
  g_assert_cmpint (article->body_kind, ==, trap->body);
}

static void
test_ours (gconstpointer data)
{
  const Trap *trap = data;
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "traps", NULL);

  check (trap, &trap->ours, folder);
}

static void
test_real (gconstpointer data)
{
  const Trap *trap = data;
  const char *shared = g_getenv ("BROADSHEET_SHARED");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, "samples", "traps", NULL) : NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("The real files do not lie beside this checkout");
      return;
    }

  check (trap, &trap->real, folder);
}

/* The severity of each kind of problem in the traps. */
static void
test_severities (void)
{
  static const BsProblemKind notes[] = { BS_PROBLEM_NO_FRONT_MATTER, BS_PROBLEM_NO_TITLE, BS_PROBLEM_BAD_DATE,
                                         BS_PROBLEM_OTHER_ENCODING,  BS_PROBLEM_LONE_CR,  BS_PROBLEM_TITLE_FOLDED };
  static const BsProblemKind warnings[] = { BS_PROBLEM_DUPLICATE_KEY, BS_PROBLEM_BROKEN_BYTES, BS_PROBLEM_NUL_BYTES,
                                            BS_PROBLEM_JUNK_AT_DELIMITER, BS_PROBLEM_LANGUAGE_NOT_RUN };
  static const BsProblemKind errors[] = { BS_PROBLEM_RECOVERED, BS_PROBLEM_UNCLOSED, BS_PROBLEM_CUT_OFF,
                                          BS_PROBLEM_ALL_ON_ONE_LINE, BS_PROBLEM_CONFLICT_MARKERS };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_assert_cmpint (bs_problem_kind_get_severity (notes[i]), ==, BS_SEVERITY_NOTE);
  for (guint i = 0; i < G_N_ELEMENTS (warnings); i++)
    g_assert_cmpint (bs_problem_kind_get_severity (warnings[i]), ==, BS_SEVERITY_WARNING);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    g_assert_cmpint (bs_problem_kind_get_severity (errors[i]), ==, BS_SEVERITY_ERROR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (traps[i].name), " %#+.", '-');
      g_autofree char *ours = g_strconcat ("/broadsheet/traps/ours/", name, NULL);
      g_autofree char *real = g_strconcat ("/broadsheet/traps/real/", name, NULL);

      g_test_add_data_func (ours, &traps[i], test_ours);
      g_test_add_data_func (real, &traps[i], test_real);
    }
  g_test_add_func ("/broadsheet/traps/severities", test_severities);

  return g_test_run ();
}
