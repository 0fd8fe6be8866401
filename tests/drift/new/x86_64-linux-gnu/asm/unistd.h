#define __NR_read 0
#define __NR_moved 3
#define __NR_new_call 4
#define __NR_syscalls 5
