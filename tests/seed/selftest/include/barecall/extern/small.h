int OnlyExtern(int x) LX_SYMBOL("lx_OnlyExtern");
