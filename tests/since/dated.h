/* Each gives answer what it asks this kernel for, by name, and whether the kernel knows it. */
void ask_dated(void (*answer)(const char *name, int known));      /* what comments date: the names of DATED */
void ask_operations(void (*answer)(const char *name, int known)); /* functions of op and dev */
