/* The other file of models.c. */
_Thread_local int others = 8;
_Thread_local int others_initial_exec = 9;
__attribute__((__visibility__("hidden"))) _Thread_local int others_hidden = 10;
