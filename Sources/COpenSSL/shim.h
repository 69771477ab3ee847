// The system's libcrypto and libssl. Only the targets Cryptography and TLS open them, libssl only TLS.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Swift sees neither macros that take arguments nor functions that take a variable number of them.

/// TLS is never compressed (CRIME) and never renegotiated; a server's own order of ciphers goes before the client's.
static const uint64_t tls_options =
    SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE;

/// Names as RFC 2253 writes them, in UTF-8.
static const unsigned long tls_name_format = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

static inline int tls_set_minimum_version(SSL_CTX *context, int version) {
  return (int)SSL_CTX_set_min_proto_version(context, version);
}

static inline int tls_set_server_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

static inline void tls_rewind(BIO *bio) { (void)BIO_reset(bio); }

static inline EVP_PKEY *tls_make_p256_key(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"); }
