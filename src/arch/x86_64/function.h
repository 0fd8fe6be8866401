#define ALIGNMENT 4
#define LANDING endbr64
#include "../assembly.h"
