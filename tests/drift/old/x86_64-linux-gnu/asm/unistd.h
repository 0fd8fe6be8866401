#define __NR_read 0
#define __NR_old_call 1
#define __NR_moved 2
#define __NR_syscalls 3
