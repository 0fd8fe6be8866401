int main(void) { return Good(0); }
