// data/regional-values.txt, as bytes of the program:
// extern "C" const char stackfit_regional_values[], stackfit_regional_values_end[];
#include "../support/embedded.inc"
    embedded stackfit_regional_values, STACKFIT_REGIONAL_VALUES
