int main(void) { return part(); }
