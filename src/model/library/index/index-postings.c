/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-postings.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "model/library/index/index-varint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FIRST_SLOTS 4096

/* The memory comes in blocks straight from the system, so that it goes back as a whole: freed piece by piece, the C
 * library would keep most of it. */
#define BLOCK_BYTES (1024 * 1024)

/* The places of a token are a chain of pieces, each twice as large as the one before. No document is in two of them. */
#define FIRST_BYTES 48
#define MAX_BYTES 4096

/* What one more token takes at most: the length of the document before, its own document, its column, its position. */
#define MAX_STEP 24

/* FTS5, "poslist format": what stands before the number of a column other than the first, and what is added to each
 * position so that it is never that. */
#define COLUMN_MARK 1
#define POSITION_BASE 2

typedef struct
{
  gpointer memory;
  gsize size;
} Block;

struct _BsIndexPlaces
{
  BsIndexPlaces *next;
  guint32 n_bytes; /* set when the next one begins */
  guint8 bytes[];
};

#define HEADER_BYTES offsetof (BsIndexPlaces, bytes)

/* What changes with every token, two of them to a line of the processor's cache; and what a token is found by. */
typedef struct
{
  guint8 *places; /* in the last piece */
  guint32 n_places;
  guint32 room;
  guint32 document;  /* the last */
  guint32 position;  /* likewise */
  guint32 length_at; /* where the length of its positions goes */
  guint32 column;
} Entry;

G_STATIC_ASSERT (sizeof (Entry) == 32 || sizeof (gpointer) != 8);

typedef struct
{
  const char *token;
  BsIndexPlaces *first;
  guint8 length;
} Name;

typedef struct
{
  guint64 key;
  guint32 index;
} Slot;

/* Where a token stands. */
typedef struct
{
  guint32 index; /* of its entry, and one more */
  guint32 document;
  guint32 column;
  guint32 position;
} Place;

/* Nearly every token is written to another line of memory than the one before. What is to be written waits a little:
 * the entry is fetched meanwhile, and then the end of its places. */
#define FETCH_TURNS 8
#define N_WAITING (2 * FETCH_TURNS)

struct _BsIndexPostings
{
  Place waiting[N_WAITING];
  gsize n_added;
  GArray *entries; /* (element-type Entry) */
  GArray *names;   /* (element-type Name): of each entry */
  GStringChunk *tokens;
  GArray *blocks; /* (element-type Block): the last one is used, from its end */
  gsize n_free;   /* of that, in bytes */
  gsize size;

  /* Entries by one more than their index; 0 for none. Most tokens of a Chinese text are characters of three bytes,
   * which need no hash. */
  guint32 *characters; /* by code point */
  Slot *slots;         /* by key */
  guint n_slots;
  guint n_hashed;
};

/**
 * bs_index_postings_new:
 *
 * Returns: (transfer full): postings of no document yet
 */
BsIndexPostings *
bs_index_postings_new (void)
{
  BsIndexPostings *self = g_new0 (BsIndexPostings, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->names = g_array_new (FALSE, FALSE, sizeof (Name));
  self->tokens = g_string_chunk_new (65536);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  self->characters = g_new0 (guint32, 0x10000);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

/**
 * bs_index_postings_free:
 * @self: (transfer full): postings
 */
void
bs_index_postings_free (BsIndexPostings *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      munmap (block->memory, block->size);
    }
  g_array_unref (self->blocks);
  g_array_unref (self->entries);
  g_array_unref (self->names);
  g_string_chunk_free (self->tokens);
  g_free (self->characters);
  g_free (self->slots);
  g_free (self);
}

/* @size: a multiple of the alignment of a pointer */
static BsIndexPlaces *
take_memory (BsIndexPostings *self, gsize size)
{
  const Block *last;

  if (self->n_free < size)
    {
      Block block = { NULL, MAX (size, BLOCK_BYTES) };

      block.memory = mmap (NULL, block.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      if (block.memory == MAP_FAILED)
        g_error ("%s: failed to allocate %" G_GSIZE_FORMAT " bytes", G_STRLOC, block.size);
      g_array_append_val (self->blocks, block);
      self->n_free = block.size;
    }
  last = &g_array_index (self->blocks, Block, self->blocks->len - 1);
  self->n_free -= size;
  self->size += size;
  return (BsIndexPlaces *) ((guint8 *) last->memory + self->n_free);
}

static guint32
add_entry (BsIndexPostings *self, const char *token, gsize length)
{
  BsIndexPlaces *first = take_memory (self, FIRST_BYTES);
  Entry entry = { .room = FIRST_BYTES - HEADER_BYTES, .places = first->bytes };
  Name name = { g_string_chunk_insert_len (self->tokens, token, (gssize) length), first, (guint8) length };

  self->size += sizeof entry + sizeof name + length;
  g_array_append_val (self->entries, entry);
  g_array_append_val (self->names, name);
  return self->entries->len;
}

/* A token of up to seven bytes is its own key; of a longer one it is a hash, which has to be looked behind. */
#define KEY_HASHED ((guint64) 1 << 63)
#define KEY_MAX_BYTES 7

static guint64
make_key (const char *token, gsize length)
{
  guint64 key = 0;

  if (length > KEY_MAX_BYTES)
    return XXH3_64bits (token, length) | KEY_HASHED;
  memcpy (&key, token, length);
  return GUINT64_FROM_LE (key) | (guint64) length << 56;
}

static Slot *
find_slot (BsIndexPostings *self, guint64 key, const char *token, gsize length)
{
  guint i = (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (self->n_slots - 1);

  for (; self->slots[i].index != 0; i = (i + 1) & (self->n_slots - 1))
    {
      const Name *name;

      if (self->slots[i].key != key)
        continue;
      if ((key & KEY_HASHED) == 0)
        break;
      name = &g_array_index (self->names, Name, self->slots[i].index - 1);
      if (name->length == length && memcmp (name->token, token, length) == 0)
        break;
    }
  return &self->slots[i];
}

static void
grow (BsIndexPostings *self)
{
  g_autofree Slot *old = self->slots;
  guint n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < n_old; i++)
    if (old[i].index != 0)
      {
        const Name *name = &g_array_index (self->names, Name, old[i].index - 1);

        *find_slot (self, old[i].key, name->token, name->length) = old[i];
      }
}

static guint32
find_hashed (BsIndexPostings *self, const char *token, gsize length)
{
  guint64 key = make_key (token, length);
  Slot *slot = find_slot (self, key, token, length);
  guint32 index = slot->index;

  if (index != 0)
    return index;
  index = add_entry (self, token, length);
  *slot = (Slot){ key, index };
  if (++self->n_hashed > self->n_slots / 2)
    grow (self);
  return index;
}

static guint32
find (BsIndexPostings *self, const char *token, gsize length)
{
  const guint8 *bytes = (const guint8 *) token;

  if (length == 3 && bytes[0] >= 0xe0 && bytes[0] < 0xf0)
    {
      guint32 *character =
          &self->characters[(guint) (bytes[0] & 0x0f) << 12 | (guint) (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f)];

      if (*character == 0)
        *character = add_entry (self, token, length);
      return *character;
    }
  return find_hashed (self, token, length);
}

static inline Entry *
get_entry (BsIndexPostings *self, guint32 index)
{
  return &g_array_index (self->entries, Entry, index - 1);
}

static inline BsIndexPlaces *
get_piece (const Entry *entry)
{
  return (BsIndexPlaces *) (entry->places - HEADER_BYTES);
}

/* The last document goes along, because its length is written before it at its end. */
static void
make_room (BsIndexPostings *self, Entry *entry)
{
  BsIndexPlaces *piece = get_piece (entry);
  guint32 moved = entry->n_places - entry->length_at;
  gsize size = MAX (MIN (2 * (HEADER_BYTES + entry->room), MAX_BYTES), HEADER_BYTES + 2 * (moved + MAX_STEP));

  size = (size + sizeof (gpointer) - 1) / sizeof (gpointer) * sizeof (gpointer);
  piece->n_bytes = entry->length_at;
  piece->next = take_memory (self, size);
  memcpy (piece->next->bytes, entry->places + entry->length_at, moved);
  entry->places = piece->next->bytes;
  entry->n_places = moved;
  entry->room = (guint32) (size - HEADER_BYTES);
  entry->length_at = 0;
}

/* One byte was left for the length, which is mostly enough. */
static void
end_document (Entry *entry)
{
  guint32 length = entry->n_places - entry->length_at - 1;
  guint8 bytes[BS_INDEX_VARINT_MAX_BYTES];
  guint n = bs_index_varint_put (bytes, (guint64) length * 2);
  guint8 *at = entry->places + entry->length_at;

  if (n > 1)
    memmove (at + n, at + 1, length);
  memcpy (at, bytes, n);
  entry->n_places += n - 1;
}

static void
write_place (BsIndexPostings *self, const Place *place)
{
  Entry *entry = get_entry (self, place->index);

  if (entry->room - entry->n_places < MAX_STEP)
    make_room (self, entry);
  if (entry->n_places == 0 || entry->document != place->document)
    {
      if (entry->n_places > 0)
        end_document (entry);
      entry->n_places += bs_index_varint_put (entry->places + entry->n_places, place->document - entry->document);
      entry->document = place->document;
      entry->length_at = entry->n_places++;
      entry->position = 0;
      entry->column = 0;
    }
  if (entry->column != place->column)
    {
      entry->places[entry->n_places++] = COLUMN_MARK;
      entry->n_places += bs_index_varint_put (entry->places + entry->n_places, place->column);
      entry->column = place->column;
      entry->position = 0;
    }
  entry->n_places +=
      bs_index_varint_put (entry->places + entry->n_places, place->position - entry->position + POSITION_BASE);
  entry->position = place->position;
}

/**
 * bs_index_postings_add:
 * @self: postings
 * @document: a document's number, never below one that was given before
 * @column: which part of it, likewise within a document
 * @position: the token's place in that, likewise within a column
 * @token: (array length=length): a token
 * @length: of @token, in bytes; at most 255
 *
 * Remembers that a token stands there.
 */
void
bs_index_postings_add (BsIndexPostings *self, guint32 document, guint column, guint32 position, const char *token,
                       gsize length)
{
  Place *oldest = &self->waiting[self->n_added % N_WAITING];
  guint32 index = find (self, token, length);

  if (self->n_added >= N_WAITING)
    write_place (self, oldest);
  if (self->n_added >= FETCH_TURNS)
    {
      const Entry *fetched = get_entry (self, self->waiting[(self->n_added + FETCH_TURNS) % N_WAITING].index);

      __builtin_prefetch (fetched->places + fetched->n_places, 1);
    }
  *oldest = (Place){ index, document, column, position };
  __builtin_prefetch (get_entry (self, index), 1);
  self->n_added++;
}

/**
 * bs_index_postings_get_size:
 * @self: postings
 *
 * Returns: about how much memory they take, in bytes
 */
gsize
bs_index_postings_get_size (BsIndexPostings *self)
{
  return self->size;
}

static int
compare_postings (gconstpointer a, gconstpointer b)
{
  const BsIndexPosting *first = a;
  const BsIndexPosting *second = b;
  int order = memcmp (first->token, second->token, MIN (first->length, second->length));

  return order != 0 ? order : (int) first->length - (int) second->length;
}

/**
 * bs_index_postings_list:
 * @self: postings, to which nothing is added any more
 *
 * To be called once.
 *
 * Returns: (transfer container) (element-type BsIndexPosting): all tokens by their bytes; good as long as @self is
 */
GArray *
bs_index_postings_list (BsIndexPostings *self)
{
  GArray *postings = g_array_sized_new (FALSE, FALSE, sizeof (BsIndexPosting), self->entries->len);

  for (gsize i = self->n_added - MIN (self->n_added, N_WAITING); i < self->n_added; i++)
    write_place (self, &self->waiting[i % N_WAITING]);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      const Name *name = &g_array_index (self->names, Name, i);
      BsIndexPosting posting = { name->token, name->first, name->length };

      end_document (entry);
      get_piece (entry)->n_bytes = entry->n_places;
      g_array_append_val (postings, posting);
    }
  g_array_sort (postings, compare_postings);
  return postings;
}

/**
 * bs_index_posting_get_places:
 * @self: a token
 * @buffer: where they are put together, if they are in pieces
 * @length: (out): of the places, in bytes
 *
 * Returns: (transfer none) (array length=length): where it stands, as FTS5's doclist: by document the difference to
 *   the one before, length and positions; good until @buffer changes
 */
const guint8 *
bs_index_posting_get_places (const BsIndexPosting *self, GByteArray *buffer, gsize *length)
{
  if (self->first->next == NULL)
    {
      *length = self->first->n_bytes;
      return self->first->bytes;
    }
  g_byte_array_set_size (buffer, 0);
  for (const BsIndexPlaces *piece = self->first; piece != NULL; piece = piece->next)
    g_byte_array_append (buffer, piece->bytes, piece->n_bytes);
  *length = buffer->len;
  return buffer->data;
}
