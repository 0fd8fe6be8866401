#define ALIGNMENT 1
#define LANDING
#include "../assembly.h"
