// The compiled checks, as bytes of the program:
// extern "C" const unsigned char stackfit_checks_blob[], stackfit_checks_blob_end[];
#include "../support/embedded.inc"
    embedded stackfit_checks_blob, STACKFIT_CHECKS_BLOB
