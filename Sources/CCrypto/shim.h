// OpenSSL's libcrypto, for the SHA-256 of data files: the EVP digest functions only.
#pragma once
#include <openssl/evp.h>
