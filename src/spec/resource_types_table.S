// data/resource-types.txt, as bytes of the program: no relocation, nothing to parse when it starts.
// extern "C" const char stackfit_resource_types[], stackfit_resource_types_end[];
    .section .rodata.stackfit_resource_types, "a", %progbits
    .balign 16
    .globl stackfit_resource_types
    .type stackfit_resource_types, %object
stackfit_resource_types:
    .incbin STACKFIT_RESOURCE_TYPES
    .size stackfit_resource_types, . - stackfit_resource_types
    .globl stackfit_resource_types_end
    .type stackfit_resource_types_end, %object
stackfit_resource_types_end:
    .byte 0
    .size stackfit_resource_types_end, 1

    .section .note.GNU-stack, "", %progbits
