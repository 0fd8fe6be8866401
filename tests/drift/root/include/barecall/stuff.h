/* Thing: what the fixture is about. */
typedef struct Thing {
	unsigned int size;
} Thing;
