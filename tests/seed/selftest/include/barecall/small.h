/* Commented( is no declaration, nor is struct Commented { }. */
typedef struct Small {
	int x;
} Small;

LX_API int Good(int x)
{
	return x;
}

LX_API int Other(int x)
{
	return OnlyCalled(x);
}

typedef int (*Pointed)(int x);
typedef int Number;
