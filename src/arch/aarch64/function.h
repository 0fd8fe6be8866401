#define ALIGNMENT 2
#define LANDING hint #34 /* bti c */
#include "../assembly.h"
