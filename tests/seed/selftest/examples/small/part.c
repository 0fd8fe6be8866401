int part(void) { return Other(0); }
