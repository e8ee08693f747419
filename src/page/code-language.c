/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/code-language.h"

#include <string.h>

#define MAX_NAME_BYTES 40

#define PROGRAM BS_CODE_MODE_PROGRAM
#define CASELESS BS_CODE_CASELESS
#define NESTED BS_CODE_NESTED
#define DIRECTIVES BS_CODE_DIRECTIVES
#define CHARACTERS BS_CODE_CHARACTERS
#define CAPITALS BS_CODE_CAPITALS
#define PATTERNS BS_CODE_PATTERNS
#define HERE BS_CODE_HERE
#define DECORATORS BS_CODE_DECORATORS
#define HASH_WORDS BS_CODE_HASH_WORDS
#define VARIABLES BS_CODE_VARIABLES
#define MEMBERS BS_CODE_MEMBERS
#define COMMANDS BS_CODE_COMMANDS
#define LISTS BS_CODE_LISTS
#define KEYED BS_CODE_KEYED
#define FIRST_WORDS BS_CODE_FIRST_WORDS
#define NO_CALLS BS_CODE_NO_CALLS

/* Strings, the longest opener first. */

static const BsCodeString quotes[] = { { "\"", "\"", '\\', FALSE }, { "'", "'", '\\', FALSE }, { 0 } };
static const BsCodeString double_quotes[] = { { "\"", "\"", '\\', FALSE }, { 0 } };
static const BsCodeString long_quotes[] = { { "\"", "\"", '\\', TRUE }, { "'", "'", '\\', TRUE }, { 0 } };
static const BsCodeString c_quotes[] = { { "R\"(", ")\"", 0, TRUE }, { "\"", "\"", '\\', FALSE }, { 0 } };
static const BsCodeString sharp_quotes[] = { { "\"\"\"", "\"\"\"", 0, TRUE },
                                             { "@\"", "\"", 0, TRUE },
                                             { "\"", "\"", '\\', FALSE },
                                             { 0 } };
static const BsCodeString triple_quotes[] = { { "\"\"\"", "\"\"\"", '\\', TRUE },
                                              { "'''", "'''", '\\', TRUE },
                                              { "\"", "\"", '\\', FALSE },
                                              { "'", "'", '\\', FALSE },
                                              { 0 } };
static const BsCodeString triple_double_quotes[] = { { "\"\"\"", "\"\"\"", '\\', TRUE },
                                                     { "\"", "\"", '\\', FALSE },
                                                     { 0 } };
static const BsCodeString script_quotes[] = { { "`", "`", '\\', TRUE },
                                              { "\"", "\"", '\\', FALSE },
                                              { "'", "'", '\\', FALSE },
                                              { 0 } };
static const BsCodeString go_quotes[] = { { "`", "`", 0, TRUE },
                                          { "\"", "\"", '\\', FALSE },
                                          { "'", "'", '\\', FALSE },
                                          { 0 } };
static const BsCodeString rust_quotes[] = { { "r##\"", "\"##", 0, TRUE }, { "r#\"", "\"#", 0, TRUE },
                                            { "r\"", "\"", 0, TRUE },     { "b\"", "\"", '\\', TRUE },
                                            { "\"", "\"", '\\', TRUE },   { 0 } };
static const BsCodeString shell_quotes[] = { { "$'", "'", '\\', TRUE },
                                             { "\"", "\"", '\\', TRUE },
                                             { "'", "'", 0, TRUE },
                                             { 0 } };
static const BsCodeString power_quotes[] = { { "@\"", "\n\"@", 0, TRUE },
                                             { "@'", "\n'@", 0, TRUE },
                                             { "\"", "\"", '`', TRUE },
                                             { "'", "'", 0, TRUE },
                                             { 0 } };
static const BsCodeString sql_quotes[] = { { "'", "'", 0, TRUE },
                                           { "\"", "\"", 0, FALSE },
                                           { "`", "`", 0, FALSE },
                                           { 0 } };
static const BsCodeString plain_quotes[] = { { "\"", "\"", 0, FALSE }, { "'", "'", 0, FALSE }, { 0 } };
static const BsCodeString lua_quotes[] = { { "[[", "]]", 0, TRUE },
                                           { "[=[", "]=]", 0, TRUE },
                                           { "\"", "\"", '\\', FALSE },
                                           { "'", "'", '\\', FALSE },
                                           { 0 } };
static const BsCodeString ruby_quotes[] = { { "%w[", "]", 0, TRUE },    { "%i[", "]", 0, TRUE },
                                            { "\"", "\"", '\\', TRUE }, { "'", "'", '\\', TRUE },
                                            { "`", "`", '\\', TRUE },   { 0 } };
static const BsCodeString nix_quotes[] = { { "''", "''", 0, TRUE }, { "\"", "\"", '\\', TRUE }, { 0 } };
static const BsCodeString ocaml_quotes[] = { { "{|", "|}", 0, TRUE }, { "\"", "\"", '\\', TRUE }, { 0 } };
static const BsCodeString tex_quotes[] = { { "$$", "$$", '\\', TRUE }, { "$", "$", '\\', FALSE }, { 0 } };

#define C_WORDS                                                                                                        \
  "auto break case const continue default do else enum extern for goto if inline register restrict return sizeof "     \
  "static struct switch typedef typeof union volatile while alignas alignof constexpr nullptr static_assert true "     \
  "false thread_local _Alignas _Alignof _Atomic _Generic _Noreturn _Static_assert _Thread_local NULL"
#define C_TYPES                                                                                                        \
  "void char short int long float double signed unsigned bool _Bool _Complex size_t ssize_t ptrdiff_t intptr_t "       \
  "uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t char16_t char32_t off_t "       \
  "time_t pid_t FILE va_list gboolean gchar gint guint gsize gssize gint64 guint64 gpointer gconstpointer"
#define CPP_WORDS                                                                                                      \
  C_WORDS " and and_eq asm bitand bitor catch class co_await co_return co_yield compl concept const_cast consteval "   \
          "constinit decltype delete dynamic_cast explicit export final friend import module mutable namespace new "   \
          "noexcept not not_eq operator or or_eq override private protected public reinterpret_cast requires "         \
          "static_cast template this throw try typeid typename using virtual xor xor_eq"
#define CPP_TYPES                                                                                                      \
  C_TYPES " char8_t string string_view vector map set unordered_map unordered_set pair tuple optional variant array "  \
          "unique_ptr shared_ptr weak_ptr function span"
#define JS_WORDS                                                                                                       \
  "async await break case catch class const continue debugger default delete do else export extends false finally "    \
  "for from function get if import in instanceof let new null of return set static super switch this throw true try "  \
  "typeof undefined var void while with yield NaN Infinity"
#define JS_TYPES "Array Boolean Date Error Map Number Object Promise Proxy RegExp Set String Symbol WeakMap WeakSet"
#define TS_WORDS                                                                                                       \
  JS_WORDS " abstract as asserts declare enum implements infer interface is keyof module namespace override private "  \
           "protected public readonly satisfies type unique"
#define TS_TYPES JS_TYPES " any bigint boolean never number object string symbol unknown"
#define JAVA_WORDS                                                                                                     \
  "abstract assert break case catch class const continue default do else enum exports extends final finally for goto " \
  "if implements import instanceof interface module native new non-sealed null package permits private protected "     \
  "public record requires return sealed static strictfp super switch synchronized this throw throws transient true "   \
  "false try var volatile while with yield"
#define JAVA_TYPES "boolean byte char double float int long short void"
#define SHELL_WORDS                                                                                                    \
  "if then else elif fi case esac for select while until do done in function time coproc return break continue exit "  \
  "local export readonly declare typeset unset shift trap set source alias eval exec true false"
#define SHELL_COMMANDS                                                                                                 \
  "cd echo printf read test pwd pushd popd getopts wait kill jobs bg fg umask ulimit type command builtin hash let "   \
  "apt apt-get dnf yum pacman brew npm npx yarn pnpm pip pip3 conda cargo go git docker kubectl systemctl sudo su "    \
  "make cmake ninja meson gcc g++ clang python python3 node ruby perl ls cp mv rm mkdir rmdir ln chmod chown touch "   \
  "cat less head tail grep egrep sed awk cut sort uniq wc tr xargs find tee tar gzip gunzip zip unzip curl wget ssh "  \
  "scp rsync ps top mount umount df du uname date sleep env which man diff patch hexo hugo jekyll bundle gem"
#define LISP_WORDS                                                                                                     \
  "def defn defmacro defun defvar defparameter defconst defcustom define define-syntax lambda fn let let* letrec "     \
  "letrec* flet labels if cond case when unless do dolist dotimes loop recur begin progn set! setq setf quote "        \
  "quasiquote unquote and or not nil t true false ns require import use package in-package defpackage defstruct "      \
  "defclass defmethod defgeneric defprotocol defrecord deftype try catch throw finally interactive else"

static const BsCodeLanguage languages[] = {
  { "c h objc-c", PROGRAM, DIRECTIVES | CHARACTERS | MEMBERS, "//", "/*", "*/", c_quotes, NULL, C_WORDS, C_TYPES,
    NULL },
  { "cpp c++ cc cxx hpp hxx hh arduino ino cuda cu", PROGRAM, DIRECTIVES | CHARACTERS | MEMBERS, "//", "/*", "*/",
    c_quotes, NULL, CPP_WORDS, CPP_TYPES, NULL },
  { "objective-c objectivec objc obj-c mm", PROGRAM, DIRECTIVES | CHARACTERS | MEMBERS | DECORATORS | CAPITALS, "//",
    "/*", "*/", c_quotes, NULL,
    C_WORDS " self super nil Nil YES NO in out inout bycopy byref oneway nonatomic strong weak copy assign retain "
            "readonly readwrite instancetype",
    C_TYPES " id SEL IMP BOOL", NULL },
  { "csharp c# cs dotnet", PROGRAM, DIRECTIVES | CHARACTERS | MEMBERS | CAPITALS, "//", "/*", "*/", sharp_quotes, NULL,
    "abstract as async await base break case catch checked class const continue default delegate do else enum event "
    "explicit extern false finally fixed for foreach from get global goto group if implicit in init interface internal "
    "is join let lock namespace new null operator orderby out override params partial private protected public "
    "readonly record ref required return sealed select set sizeof stackalloc static struct switch this throw true try "
    "typeof unchecked unsafe using value var virtual volatile when where while with yield",
    "bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void",
    NULL },
  { "java jsp", PROGRAM, CHARACTERS | MEMBERS | CAPITALS | DECORATORS, "//", "/*", "*/", triple_double_quotes, "$",
    JAVA_WORDS, JAVA_TYPES, NULL },
  { "kotlin kt kts", PROGRAM, CHARACTERS | MEMBERS | CAPITALS | DECORATORS | NESTED, "//", "/*", "*/",
    triple_double_quotes, NULL,
    "abstract actual annotation as break by catch class companion const constructor continue crossinline data do "
    "dynamic else enum expect external false final finally for fun get if import in infix init inline inner interface "
    "internal is lateinit noinline null object open operator out override package private protected public reified "
    "return sealed set super suspend tailrec this throw true try typealias val var vararg when where while",
    NULL, NULL },
  { "scala sc", PROGRAM, CHARACTERS | MEMBERS | CAPITALS | DECORATORS | NESTED, "//", "/*", "*/", triple_double_quotes,
    NULL,
    "abstract case catch class def do else enum extends false final finally for forSome given if implicit import lazy "
    "match new null object override package private protected return sealed super then this throw trait true try type "
    "using val var while with yield",
    NULL, NULL },
  { "groovy gradle jenkinsfile", PROGRAM, MEMBERS | CAPITALS | DECORATORS, "//", "/*", "*/", triple_quotes, NULL,
    JAVA_WORDS " as def in trait", JAVA_TYPES, NULL },
  { "javascript js jsx mjs cjs node nodejs es6 ecmascript", PROGRAM, MEMBERS | CAPITALS | PATTERNS | DECORATORS, "//",
    "/*", "*/", script_quotes, "$", JS_WORDS, JS_TYPES, NULL },
  { "typescript ts tsx mts cts", PROGRAM, MEMBERS | CAPITALS | PATTERNS | DECORATORS, "//", "/*", "*/", script_quotes,
    "$", TS_WORDS, TS_TYPES, NULL },
  { "dart flutter", PROGRAM, MEMBERS | CAPITALS | DECORATORS, "//", "/*", "*/", triple_quotes, "$",
    "abstract as assert async await base break case catch class const continue covariant default deferred do dynamic "
    "else enum export extends extension external factory false final finally for get hide if implements import in "
    "interface is late library mixin new null on operator part required rethrow return sealed set show static super "
    "switch sync this throw true try typedef var when while with yield",
    "void int double num bool", NULL },
  { "python py python2 python3 py3 pyi gyp pycon ipython sage", PROGRAM, MEMBERS | CAPITALS | DECORATORS, "#", NULL,
    NULL, triple_quotes, NULL,
    "and as assert async await break case class continue def del elif else except exec False finally for from global "
    "if import in is lambda match None nonlocal not or pass raise return self True try while with yield",
    "bool bytearray bytes complex dict float frozenset int list object set str tuple type",
    "abs all any enumerate filter getattr hasattr input isinstance iter len map max min next open print range repr "
    "reversed round setattr sorted sum super zip" },
  { "go golang", PROGRAM, MEMBERS, "//", "/*", "*/", go_quotes, NULL,
    "break case chan const continue default defer else fallthrough false for func go goto if import interface iota map "
    "nil package range return select struct switch true type var",
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint "
    "uint8 uint16 uint32 uint64 uintptr",
    NULL },
  { "rust rs", PROGRAM, CHARACTERS | MEMBERS | CAPITALS | NESTED, "//", "/*", "*/", rust_quotes, NULL,
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop macro_rules match "
    "mod move mut pub ref return self Self static struct super trait true type union unsafe use where while yield",
    "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize", NULL },
  { "zig", PROGRAM, MEMBERS | CAPITALS | DECORATORS, "//", NULL, NULL, quotes, NULL,
    "align allowzero and anyframe anytype asm async await break callconv catch comptime const continue defer else enum "
    "errdefer error export extern false fn for if inline noalias nosuspend null opaque or orelse packed pub resume "
    "return struct suspend switch test threadlocal true try undefined union unreachable usingnamespace var volatile "
    "while",
    "bool f16 f32 f64 f128 i8 i16 i32 i64 i128 isize type u8 u16 u32 u64 u128 usize void noreturn anyerror", NULL },
  { "swift", PROGRAM, MEMBERS | CAPITALS | DECORATORS | NESTED | DIRECTIVES, "//", "/*", "*/", triple_double_quotes,
    NULL,
    "actor any as associatedtype async await break case catch class continue convenience default defer deinit do "
    "dynamic else enum extension fallthrough false fileprivate final for func get guard if import in indirect infix "
    "init inout internal is lazy let mutating nil nonmutating open operator optional override postfix precedencegroup "
    "prefix private protocol public repeat required rethrows return self Self set some static struct subscript super "
    "switch throw throws true try typealias unowned var weak where while",
    NULL, NULL },
  { "r rlang rscript splus", PROGRAM, 0, "#", NULL, NULL, long_quotes, ".",
    "break else FALSE for function if in Inf library NA NaN next NULL repeat require return TRUE while", NULL, NULL },
  { "julia jl", PROGRAM, CHARACTERS | CAPITALS | DECORATORS | MEMBERS, "#", "#=", "=#", triple_double_quotes, "!",
    "abstract baremodule begin break catch const continue do else elseif end export false finally for function global "
    "if import in isa let local macro module mutable nothing primitive quote return struct true try type using where "
    "while",
    NULL, NULL },
  { "matlab octave", PROGRAM, 0, "%", "%{", "%}", double_quotes, NULL,
    "break case catch classdef continue else elseif end for function global if otherwise parfor persistent return "
    "spmd switch try while true false",
    NULL, NULL },
  { "ruby rb jruby gemfile rakefile podfile", PROGRAM, CAPITALS | MEMBERS | PATTERNS | HERE, "#", "\n=begin", "\n=end",
    ruby_quotes, "?!",
    "alias and attr_accessor attr_reader attr_writer begin BEGIN break case class def defined? do else elsif end END "
    "ensure extend false for if in include loop module next nil not or prepend private protected public raise redo "
    "require require_relative rescue retry return self super then true undef unless until when while yield",
    NULL, "puts print p lambda proc" },
  { "perl pl pm", PROGRAM, VARIABLES | PATTERNS | HERE, "#", "\n=pod", "\n=cut", long_quotes, NULL,
    "and bless cmp continue die do each else elsif eq eval exit for foreach ge gt if keys last le local lt map my ne "
    "next no not or our package qw redo ref require return say scalar shift sort sub undef unless until use values "
    "wantarray while xor",
    NULL, "print printf push pop splice split join open close chomp" },
  { "php php3 php4 php5 php7 php8 phtml", BS_CODE_MODE_PHP, VARIABLES | CASELESS | HERE | CAPITALS, "// #", "/*", "*/",
    long_quotes, NULL,
    "abstract and array as break callable case catch class clone const continue declare default die do echo else "
    "elseif empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends false final finally fn "
    "for foreach function global goto if implements include include_once instanceof insteadof interface isset list "
    "match namespace new null or parent print private protected public readonly require require_once return self "
    "static switch this throw trait true try unset use var while xor yield",
    "bool boolean float int integer iterable mixed never object string void", NULL },
  { "lua", PROGRAM, MEMBERS, "--", "--[[", "]]", lua_quotes, NULL,
    "and break do else elseif end false for function goto if in local nil not or repeat return then true until while "
    "self",
    NULL, "print pairs ipairs require type tostring tonumber pcall error setmetatable" },
  { "shell sh bash zsh ksh dash fish shellscript", PROGRAM, HASH_WORDS | VARIABLES | HERE | NO_CALLS, "#", NULL, NULL,
    shell_quotes, "-.", SHELL_WORDS, NULL, SHELL_COMMANDS },
  { "console shell-session shellsession sh-session bash-session terminal", BS_CODE_MODE_SESSION,
    HASH_WORDS | VARIABLES | NO_CALLS, "#", NULL, NULL, shell_quotes, "-.", SHELL_WORDS, NULL, SHELL_COMMANDS },
  { "powershell posh ps1 ps pwsh", PROGRAM, CASELESS | VARIABLES, "#", "<#", "#>", power_quotes, "-",
    "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from "
    "function if in param process return switch throw trap try until using while -eq -ne -gt -lt -ge -le -like "
    "-notlike -match -notmatch -and -or -not -contains -in -is -as",
    NULL, NULL },
  { "batch bat cmd dos winbatch", PROGRAM, CASELESS | NO_CALLS, ":: rem @rem", NULL, NULL, double_quotes, NULL,
    "call cd do echo else endlocal errorlevel exist exit for goto if in not off on pause popd pushd set setlocal shift "
    "start title",
    NULL, "copy del dir md mkdir move rd ren rename rmdir type xcopy robocopy" },
  { "sql mysql postgresql postgres pgsql sqlite plsql tsql mariadb oracle hql", PROGRAM, CASELESS, "-- #", "/*", "*/",
    sql_quotes, NULL,
    "add all alter and any as asc auto_increment begin between by cascade case cast check collate column commit "
    "constraint create cross current database declare default delete desc distinct drop else end escape except exists "
    "explain false fetch for foreign from full function grant group having if ignore in index inner insert intersect "
    "into is isolation join key left level like limit lock natural not null offset on or order outer over partition "
    "primary procedure recursive references rename replace returning revoke right rollback row rows savepoint schema "
    "select set show start table temporary then to transaction trigger true truncate union unique unlock update use "
    "using values view when where while window with",
    "bigint binary bit blob bool boolean bytea char character date datetime decimal double enum float int int4 int8 "
    "integer interval json jsonb long longtext mediumtext number numeric real serial smallint text time timestamp "
    "tinyint uuid varchar varchar2",
    NULL },
  { "graphql gql", PROGRAM, DECORATORS | CAPITALS | NO_CALLS, "#", NULL, NULL, triple_double_quotes, NULL,
    "directive enum extend false fragment implements input interface mutation null on query scalar schema subscription "
    "true type union",
    NULL, NULL },
  { "protobuf proto proto3", PROGRAM, CAPITALS, "//", "/*", "*/", quotes, NULL,
    "enum extend extensions false import map message oneof option optional package public repeated required reserved "
    "returns rpc service stream syntax true",
    "bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 uint64", NULL },
  { "haskell hs", PROGRAM, CAPITALS | CHARACTERS | NESTED | NO_CALLS, "--", "{-", "-}", double_quotes, "'",
    "as case class data default deriving do else forall foreign hiding if import in infix infixl infixr instance let "
    "mdo module newtype of qualified then type where",
    NULL, NULL },
  { "ocaml ml fsharp f# fs reasonml sml", PROGRAM, CAPITALS | CHARACTERS | NESTED, "//", "(*", "*)", ocaml_quotes, "'",
    "and as assert begin class constraint do done downto else end exception external false for fun function functor if "
    "in include inherit initializer lazy let match member method module mutable namespace new object of open or "
    "private rec sig struct then to true try type val virtual when while with yield",
    "array bool char float int list option string unit", NULL },
  { "elixir ex exs", PROGRAM, CAPITALS | DECORATORS | MEMBERS, "#", NULL, NULL, triple_quotes, "?!",
    "after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmodule defp defprotocol "
    "defstruct do else end false fn for if import in nil not or quote raise receive require rescue super true try "
    "unless unquote use when with",
    NULL, NULL },
  { "erlang erl", PROGRAM, 0, "%", NULL, NULL, quotes, "@",
    "after and andalso band begin bnot bor bsl bsr bxor case catch cond div end false fun if let not of or orelse "
    "receive rem true try when xor",
    NULL, NULL },
  { "lisp common-lisp elisp emacs-lisp clojure clj cljs edn scheme scm racket rkt", PROGRAM, LISTS | NO_CALLS, ";",
    "#|", "|#", double_quotes, "-?!*/<>=+.:", LISP_WORDS, NULL, NULL },
  { "nix", PROGRAM, 0, "#", "/*", "*/", nix_quotes, "-'",
    "assert else false if import in inherit let null or rec then true with builtins", NULL, NULL },
  { "solidity sol", PROGRAM, CAPITALS | MEMBERS, "//", "/*", "*/", quotes, NULL,
    "abstract as assembly break calldata case catch constant constructor continue contract delete do else emit enum "
    "error event external fallback false for from function if immutable import indexed interface internal is library "
    "mapping memory modifier new override payable pragma private public pure receive require return returns revert "
    "storage struct switch this true try type unchecked using view virtual while",
    "address bool byte bytes bytes4 bytes32 int int256 string uint uint8 uint128 uint256", NULL },
  { "fortran f90 f95", PROGRAM, CASELESS, "!", NULL, NULL, plain_quotes, NULL,
    "allocatable allocate call case contains continue cycle deallocate dimension do else elseif end enddo endif exit "
    "function goto if implicit in inout intent interface intrinsic kind module none only open out parameter pointer "
    "print private procedure program public pure read recursive result return save select stop subroutine target then "
    "type use where while write",
    "character complex double integer logical precision real", NULL },
  { "pascal delphi", PROGRAM, CASELESS, "//", "{", "}", plain_quotes, NULL,
    "and array as begin case class const constructor destructor div do downto else end except finally for function if "
    "implementation in inherited inline interface is mod nil not object of on or out packed private procedure program "
    "property protected public raise record repeat set shl shr then to try type unit until uses var virtual while "
    "with xor",
    "boolean byte cardinal char double extended int64 integer longint pointer real shortint single string word", NULL },
  { "vb vbnet visualbasic vb.net vba vbscript", PROGRAM, CASELESS, "' rem", NULL, NULL, double_quotes, NULL,
    "and as byref byval call case catch class const continue dim do each else elseif end enum exit false finally for "
    "friend function get if implements imports in inherits interface is let loop me mod module namespace new next not "
    "nothing of on option or overrides private property protected public redim return select set shared static step "
    "structure sub then throw to true try until wend when while with",
    "boolean byte date decimal double integer long object short single string variant", NULL },
  { "verilog systemverilog sv v", PROGRAM, DIRECTIVES, "//", "/*", "*/", double_quotes, "$",
    "always always_comb always_ff assign begin case default else end endcase endfunction endgenerate endmodule endtask "
    "for forever function generate genvar if initial module negedge or parameter posedge repeat task while localparam "
    "input output inout",
    "bit integer logic real reg signed unsigned wire int", NULL },
  { "asm assembly nasm x86asm armasm gas s", PROGRAM, CASELESS | FIRST_WORDS | NO_CALLS, "; // #", "/*", "*/", quotes,
    ".%", NULL, NULL, NULL },
  { "tex latex bibtex", PROGRAM, COMMANDS | NO_CALLS, "%", NULL, NULL, tex_quotes, NULL, NULL, NULL, NULL },
  { "cmake", PROGRAM, CASELESS | VARIABLES, "#", "#[[", "]]", double_quotes, NULL,
    "if elseif else endif foreach endforeach while endwhile function endfunction macro endmacro return and or not on "
    "off true false public private interface required version strequal matches defined",
    NULL, NULL },
  { "dockerfile docker containerfile", PROGRAM, CASELESS | HASH_WORDS | VARIABLES | NO_CALLS, "#", NULL, NULL,
    shell_quotes, "-",
    "add arg as cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user "
    "volume workdir",
    NULL, NULL },
  { "nginx apache apacheconf htaccess caddyfile caddy", PROGRAM, HASH_WORDS | VARIABLES | NO_CALLS | FIRST_WORDS, "#",
    NULL, NULL, quotes, "-.", NULL, NULL, "on off" },
  { "hcl terraform tf", PROGRAM, HASH_WORDS, "# //", "/*", "*/", double_quotes, "-",
    "data for if in locals module null output provider provisioner resource terraform true false variable",
    "bool list map number object set string any", NULL },
  { "vim viml vimscript", PROGRAM, HASH_WORDS, NULL, NULL, NULL, quotes, ":#",
    "if else elseif endif for endfor while endwhile function endfunction return let set call augroup autocmd syntax "
    "filetype on off map nmap vmap imap nnoremap vnoremap inoremap noremap source execute silent plug",
    NULL, NULL },
  { "json json5 jsonc jsonl geojson webmanifest", PROGRAM, KEYED | NO_CALLS, "//", "/*", "*/", quotes, NULL,
    "true false null", NULL, NULL },
  { "yaml yml", BS_CODE_MODE_KEYS, 0, "#", NULL, NULL, quotes, ":", "true false null yes no on off", NULL, NULL },
  { "toml ini cfg conf config properties dosini desktop systemd editorconfig gitconfig env dotenv", BS_CODE_MODE_KEYS,
    0, "# ;", NULL, NULL, triple_quotes, "=:", "true false null yes no on off", NULL, NULL },
  { "xml svg xsl xslt xsd rss atom plist pom kml wsdl mathml xaml", BS_CODE_MODE_MARKUP, 0, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL },
  { "html xhtml htm vue svelte swig njk nunjucks ejs erb handlebars hbs mustache jinja jinja2 twig liquid django",
    BS_CODE_MODE_MARKUP, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL },
  { "css", BS_CODE_MODE_STYLE, 0, NULL, "/*", "*/", quotes, NULL, NULL, NULL, NULL },
  { "scss less sass stylus styl", BS_CODE_MODE_STYLE, 0, "//", "/*", "*/", quotes, NULL, NULL, NULL, NULL },
  { "diff patch udiff", BS_CODE_MODE_DIFF, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL },
  { "makefile make mk gnumake gnumakefile bsdmake mf", BS_CODE_MODE_MAKE, HASH_WORDS | VARIABLES | NO_CALLS, "#", NULL,
    NULL, shell_quotes, "-.", SHELL_WORDS " ifeq ifneq ifdef ifndef endif include sinclude define endef override vpath",
    NULL, SHELL_COMMANDS },
  { "markdown md mkd mdx", BS_CODE_MODE_MARKDOWN, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};

static gpointer
make_names (gpointer data)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (GStrv) words = g_strsplit (languages[i].names, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        g_hash_table_insert (names, g_strdup (words[j]), (gpointer) &languages[i]);
    }
  return names;
}

/*
 * bs_code_language_find:
 * @name: an article's name for a language: “Python”, “{.python}”, “c++17” or “js,1-3”
 *
 * Returns: (transfer none) (nullable): the language
 */
const BsCodeLanguage *
bs_code_language_find (const char *name)
{
  static GOnce once = G_ONCE_INIT;
  g_autofree char *folded = NULL;
  const BsCodeLanguage *language;
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);

  name += strspn (name, "{. ");
  length = strcspn (name, ",:;{}()[]!= ");
  if (length == 0 || length > MAX_NAME_BYTES)
    return NULL;
  folded = g_ascii_strdown (name, (gssize) length);
  g_once (&once, make_names, NULL);
  language = g_hash_table_lookup (once.retval, folded);
  if (language != NULL)
    return language;
  /* Without a version */
  while (length > 1 && (g_ascii_isdigit (folded[length - 1]) || folded[length - 1] == '.'))
    length--;
  folded[length] = '\0';
  return g_hash_table_lookup (once.retval, folded);
}

/* “#!/usr/bin/env python3” */
static const BsCodeLanguage *
guess_by_shebang (const char *text, gsize length)
{
  const char *end = memchr (text, '\n', length);
  g_autofree char *line = g_strndup (text, end != NULL ? (gsize) (end - text) : MIN (length, 256));
  g_auto (GStrv) words = g_strsplit_set (line + 2, "/ \t\r", -1);
  const BsCodeLanguage *language = NULL;

  for (guint i = 0; words[i] != NULL && language == NULL; i++)
    if (*words[i] != '-' && strlen (words[i]) > 1 && !g_str_equal (words[i], "env"))
      language = bs_code_language_find (words[i]);
  return language;
}

/*
 * bs_code_language_guess:
 * @text: (array length=length): code in an unknown language
 *
 * Returns: (transfer none) (nullable): the language, if the first characters leave no doubt
 */
const BsCodeLanguage *
bs_code_language_guess (const char *text, gsize length)
{
  const char *end = text + length;

  g_return_val_if_fail (text != NULL, NULL);

  while (text < end && g_ascii_isspace (*text))
    text++;
  length = end - text;
  if (length > 2 && memcmp (text, "#!", 2) == 0)
    return guess_by_shebang (text, length);
  if (length > 5 && memcmp (text, "<?xml", 5) == 0)
    return bs_code_language_find ("xml");
  if (length == 0 || *text != '{')
    return NULL;
  do
    text++;
  while (text < end && g_ascii_isspace (*text));
  return text < end && (*text == '"' || *text == '}') ? bs_code_language_find ("json") : NULL;
}
