// data/scoring/0-percentiles.tsv, as bytes of the program:
// extern "C" const char stackfit_percentiles[], stackfit_percentiles_end[];
#include "../support/embedded.inc"
    embedded stackfit_percentiles, STACKFIT_PERCENTILES
