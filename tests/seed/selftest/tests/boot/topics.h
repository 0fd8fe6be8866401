void small(void);
void idle(void);
void left_out(void);
