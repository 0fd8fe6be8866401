/*
 * The topics of the boot tests, each in the file of its name. /init runs all of them as PID 1; the same program built
 * otherwise (static, declarations only) runs as a child of it and leaves out those marked "PID 1".
 */
#ifndef TOPICS_H
#define TOPICS_H

/* To be called first: it is to find nothing mounted. */
void startup(int argc, char **argv, char **envp);
int startup_mode(const char *word); /* what `program word` does instead of testing; -1: no such word */

void mounts(void); /* PID 1: leaves /proc, /sys, /dev and /tmp mounted */
void pid1(void); /* PID 1 */
void processes(const char *program);
int processes_mode(const char *word, const char *extra);
void spawn(const char *program);
int spawn_mode(const char *word, const char *extra);
void vforking(const char *program);
int vforking_mode(const char *word);
void threads(void);
void threading(const char *program, int rounds); /* how many times all threads change */
void allthreads(int changes); /* how many times all threads change */
void sockets(void);
void seccomp(void);
void iouring(void);
void recent(void);
void hardening(void);
void credentials(const char *program);
int credentials_mode(const char *word);
void signals(void);
void ptraces(const char *program);
void events(void);
void files(const char *program);
void devices(void); /* PID 1: sets the clock, mounts /dev/pts */
void vdso(void);
void netlink(void);

#endif
