/* Does with GMime what `vaguemestre parse --summary FOLDER` does with our parser, to be measured beside it: reads each
 * file, decodes the header fields that matter, walks to every leaf part, decodes it, takes its SHA-256, and converts
 * texts to UTF-8. Both hash through libcrypto, so that the hash costs both the same.
 *
 *   gmime-parse FOLDER
 */
#include <gmime/gmime.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  unsigned long messages, parts, texts;
  unsigned long long octets, decoded, letters;
  unsigned char mixed[32];
  EVP_MD *sha256;
} Summary;

static void read_addresses(Summary *summary, InternetAddressList *list) {
  int count = list ? internet_address_list_length(list) : 0;
  for (int i = 0; i < count; i++) {
    InternetAddress *address = internet_address_list_get_address(list, i);
    const char *name = internet_address_get_name(address);
    if (name) summary->letters += strlen(name);
    if (INTERNET_ADDRESS_IS_MAILBOX(address)) {
      const char *addr = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
      if (addr) summary->letters += strlen(addr);
    }
  }
}

static void read_references(Summary *summary, GMimeMessage *message, const char *name) {
  const char *value = g_mime_object_get_header(GMIME_OBJECT(message), name);
  if (!value) return;
  GMimeReferences *references = g_mime_references_parse(NULL, value);
  for (int i = 0; i < g_mime_references_length(references); i++)
    summary->letters += strlen(g_mime_references_get_message_id(references, i));
  g_mime_references_free(references);
}

static void read_header(Summary *summary, GMimeMessage *message) {
  read_addresses(summary, g_mime_message_get_from(message));
  read_addresses(summary, g_mime_message_get_to(message));
  read_addresses(summary, g_mime_message_get_cc(message));
  const char *subject = g_mime_message_get_subject(message);
  const char *id = g_mime_message_get_message_id(message);
  if (subject) summary->letters += strlen(subject);
  if (id) summary->letters += strlen(id);
  GDateTime *date = g_mime_message_get_date(message);
  if (date) summary->letters += g_date_time_get_second(date) & 1;
  read_references(summary, message, "References");
  read_references(summary, message, "In-Reply-To");
}

static void read_text(Summary *summary, GMimeObject *part, const char *octets, size_t length) {
  const char *charset = g_mime_object_get_content_type_parameter(part, "charset");
  summary->texts++;
  if (!charset || !g_ascii_strcasecmp(charset, "utf-8") || !g_ascii_strcasecmp(charset, "us-ascii")) {
    char *text = g_utf8_make_valid(octets, (gssize)length);
    summary->letters += strlen(text);
    g_free(text);
    return;
  }
  iconv_t converter = g_mime_iconv_open("utf-8", charset);
  if (converter == (iconv_t)-1) return;
  char *text = g_mime_iconv_strndup(converter, octets, length);
  if (text) summary->letters += strlen(text);
  g_free(text);
  g_mime_iconv_close(converter);
}

static void read_leaf(Summary *summary, GMimeObject *object) {
  const char *filename = NULL;
  summary->parts++;
  if (!GMIME_IS_PART(object)) return;
  filename = g_mime_part_get_filename(GMIME_PART(object));
  if (filename) summary->letters += strlen(filename);
  GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
  if (!content) return;
  GMimeStream *stream = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, stream);
  GByteArray *octets = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  summary->decoded += octets->len;
  unsigned char digest[32];
  EVP_Digest(octets->data, octets->len, digest, NULL, summary->sha256, NULL);
  for (int i = 0; i < 32; i++) summary->mixed[i] ^= digest[i];
  if (g_mime_content_type_is_type(g_mime_object_get_content_type(object), "text", "*"))
    read_text(summary, object, (const char *)octets->data, octets->len);
  g_object_unref(stream);
}

static void read_object(Summary *summary, GMimeObject *object) {
  if (GMIME_IS_MULTIPART(object)) {
    int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (int i = 0; i < count; i++) read_object(summary, g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner) read_object(summary, g_mime_message_get_mime_part(inner));
  } else if (object) {
    read_leaf(summary, object);
  }
}

static void read_file(Summary *summary, const char *path) {
  char *octets;
  gsize length;
  if (!g_file_get_contents(path, &octets, &length, NULL)) return;
  GMimeStream *stream = g_mime_stream_mem_new();
  GByteArray *array = g_byte_array_new_take((guint8 *)octets, length);
  g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), array);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  summary->messages++;
  summary->octets += length;
  if (message) {
    read_header(summary, message);
    read_object(summary, g_mime_message_get_mime_part(message));
    g_object_unref(message);
  }
  g_object_unref(parser);
  g_object_unref(stream);
  g_byte_array_unref(array);
}

static int compare(const void *left, const void *right) { return strcmp(*(char *const *)left, *(char *const *)right); }

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: gmime-parse FOLDER\n");
    return 2;
  }
  GDir *folder = g_dir_open(argv[1], 0, NULL);
  if (!folder) {
    fprintf(stderr, "gmime-parse: cannot read %s\n", argv[1]);
    return 1;
  }
  g_mime_init();
  Summary summary = {0};
  summary.sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(folder));)
    g_ptr_array_add(paths, g_build_filename(argv[1], name, NULL));
  g_dir_close(folder);
  qsort(paths->pdata, paths->len, sizeof(gpointer), compare);
  for (guint i = 0; i < paths->len; i++) read_file(&summary, g_ptr_array_index(paths, i));
  g_ptr_array_free(paths, TRUE);

  printf("%lu messages, %llu octets, %lu leaf parts, %llu octets decoded, %lu texts, %llu letters, digests ",
         summary.messages, summary.octets, summary.parts, summary.decoded, summary.texts, summary.letters);
  for (int i = 0; i < 32; i++) printf("%02x", summary.mixed[i]);
  printf("\n");
  EVP_MD_free(summary.sha256);
  g_mime_shutdown();
  return 0;
}
