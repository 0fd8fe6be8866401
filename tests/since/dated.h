/* ask_dated gives answer each thing that comments date, by the name it has in DATED, and whether this kernel knows it. */
void ask_dated(void (*answer)(const char *name, int known));
