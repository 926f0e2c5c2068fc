// The compiled checks, as bytes of the program: no relocation, nothing to parse when it starts.
// extern "C" const unsigned char stackfit_checks_blob[], stackfit_checks_blob_end[];
    .section .rodata.stackfit_checks_blob, "a", %progbits
    .balign 16
    .globl stackfit_checks_blob
    .type stackfit_checks_blob, %object
stackfit_checks_blob:
    .incbin STACKFIT_CHECKS_BLOB
    .size stackfit_checks_blob, . - stackfit_checks_blob
    .globl stackfit_checks_blob_end
    .type stackfit_checks_blob_end, %object
stackfit_checks_blob_end:
    .byte 0
    .size stackfit_checks_blob_end, 1

    .section .note.GNU-stack, "", %progbits
