#define ANOTHER_ONE 1
