// data/regional-values.txt, as bytes of the program: no relocation, nothing to parse when it starts.
// extern "C" const char stackfit_regional_values[], stackfit_regional_values_end[];
    .section .rodata.stackfit_regional_values, "a", %progbits
    .balign 16
    .globl stackfit_regional_values
    .type stackfit_regional_values, %object
stackfit_regional_values:
    .incbin STACKFIT_REGIONAL_VALUES
    .size stackfit_regional_values, . - stackfit_regional_values
    .globl stackfit_regional_values_end
    .type stackfit_regional_values_end, %object
stackfit_regional_values_end:
    .byte 0
    .size stackfit_regional_values_end, 1

    .section .note.GNU-stack, "", %progbits
