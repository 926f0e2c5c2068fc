// data/compliance.tsv, as bytes of the program:
// extern "C" const char stackfit_compliance[], stackfit_compliance_end[];
#include "../support/embedded.inc"
    embedded stackfit_compliance, STACKFIT_COMPLIANCE
