/*
 * Which processor a thread runs on, by its rseq (barecall/thread.h).
 */
#include <barecall/thread.h>

#include <barecall/auxv.h>

#define READ(field) __atomic_load_n(&(field), __ATOMIC_RELAXED)

/* Kernels before 6.3 do not write nodes, nor tell by AT_RSEQ_FEATURE_SIZE how far they write. */
static int tells_nodes(void)
{
	return Getauxval(LX_AT_RSEQ_FEATURE_SIZE) >= __builtin_offsetof(Rseq_t, node_id) + sizeof(unsigned int);
}

int RseqCpu(void)
{
	const Rseq_t *rseq = ThreadRseq();
	unsigned int cpu = 0;

	if (rseq)
		return (int)READ(rseq->cpu_id);
	Getcpu(&cpu, LX_NULL);
	return (int)cpu;
}

int RseqGetcpu(unsigned int *cpu, unsigned int *node)
{
	const Rseq_t *rseq = ThreadRseq();
	unsigned int its_cpu, its_node;

	if (!rseq || (node && !tells_nodes()))
		return Getcpu(cpu, node);
	/* The thread may be moved in between. */
	do {
		its_cpu = READ(rseq->cpu_id);
		its_node = READ(rseq->node_id);
	} while (its_cpu != READ(rseq->cpu_id));
	if (cpu)
		*cpu = its_cpu;
	if (node)
		*node = its_node;
	return 0;
}
