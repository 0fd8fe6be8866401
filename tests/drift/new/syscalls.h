asmlinkage long sys_read(unsigned int fd, char __user *buf, size_t count, int flags);
asmlinkage long sys_moved(void);
