/*
 * httpd: a small HTTP/1.1 server of the files below a directory.
 *
 *     httpd [-a address] [-p port] [-t threads] directory
 *
 * address is an IPv4 one (127.0.0.1), port 0 any that is free (8080), and threads as many as there are processors. What
 * it listens on stands in its first line of output. Each thread has an epoll set and connections of its own, and the
 * kernel sends the files (sendfile). It knows GET and HEAD, connections that stay open, requests one behind the other,
 * a range of a file, and ETags. Symbolic links are not followed, and no name leads out of the directory. SIGTERM and
 * SIGINT let it answer what has been asked, and end.
 */
#include <barecall.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <barecall/thread.h>

enum {
	MOST_THREADS = 64,
	CONNECTIONS = 512, /* of a thread */
	REQUEST = 8192, /* bytes that a request may have without a body, of which it must have none */
	PATH = 1024,
	IDLE_SECONDS = 30, /* without anything done a connection is closed */
	LINGER_SECONDS = 2, /* for who still sends what nobody will read */
	STOP_SECONDS = 10 /* for what has been asked when the end is near */
};

typedef enum State { READING, ANSWERING, LINGERING } State;

typedef struct Connection {
	int fd; /* -1: free */
	int file; /* -1, or what is being sent */
	State state;
	int keep; /* the connection stays open after this answer: 1, or 2, which is to be said */
	long deadline; /* seconds of the monotonic clock */
	long offset, left; /* of file */
	unsigned int length; /* of request */
	unsigned int taken; /* of request, which the present one has */
	unsigned int head_length, head_sent;
	char head[1024];
	char request[REQUEST];
} Connection;

typedef struct Worker {
	Thread *thread;
	int epoll;
	int open;
	int waiting; /* perhaps somebody waits to be accepted, for whom there was no room */
	int stopping;
	Connection *connections;
} Worker;

static int directory, listener, stop_event;

/* ---- times and texts */

static long seconds_now(int clock)
{
	Timespec now;

	ClockGettime(clock, &now);
	return now.sec;
}

/* format_date writes the present time as HTTP has it: "Sun, 06 Nov 1994 08:49:37 GMT". */
static void format_date(char *text, unsigned long size)
{
	static const char names[] = "ThuFriSatSunMonTueWed", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	static const unsigned char lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	long now = seconds_now(LX_CLOCK_REALTIME), day = now / 86400, weekday = day % 7, year = 1970;
	int month, leap;

	for (;; year++) {
		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		if (day < 365 + leap)
			break;
		day -= 365 + leap;
	}
	for (month = 0; day >= lengths[month] + (month == 1 && leap); month++)
		day -= lengths[month] + (month == 1 && leap);
	Format(text, size, "%.3s, %02ld %.3s %ld %02ld:%02ld:%02ld GMT", names + 3 * weekday, day + 1, months + 3 * month, year,
	       now / 3600 % 24, now / 60 % 60, now % 60);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* is tells whether a text has the bytes of word, which is in lower case. */
static int is(Text text, const char *word)
{
	unsigned long i;

	for (i = 0; i < text.len; i++)
		if (word[i] == 0 || lower(text.data[i]) != word[i])
			return 0;
	return word[i] == 0;
}

static Text trimmed(Text text)
{
	while (text.len > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
		text.data++;
		text.len--;
	}
	while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t'))
		text.len--;
	return text;
}

/* is_token tells whether a text is what HTTP calls so: the name of a method, or of a field. */
static int is_token(Text text)
{
	unsigned long i;

	for (i = 0; i < text.len; i++) {
		char c = lower(text.data[i]);

		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < '#' || c > '\'') && c != '!' && c != '*' && c != '+' &&
		    c != '-' && c != '.' && c != '^' && c != '_' && c != '`' && c != '|' && c != '~')
			return 0;
	}
	return text.len > 0;
}

/* ---- requests */

typedef struct Request {
	Text method, target, range, if_range, if_none_match;
	int minor; /* of HTTP/1. */
	int keep;
	int hosts; /* how many fields said which host */
	int body; /* there is one, which nobody will read */
} Request;

/* parse_line reads the first line. Returns 0, or the status of the answer. */
static int parse_line(Text line, Request *request)
{
	Text version;
	char minor;

	if (!Cut(&line, ' ', &request->method) || !Cut(&line, ' ', &request->target) || !Cut(&line, ' ', &version) || line.data ||
	    !is_token(request->method) || request->target.len == 0 || version.len != 8)
		return 400;
	minor = version.data[7];
	version.len = 5;
	if (!TextIs(version, "HTTP/") || version.data[6] != '.' || minor < '0' || minor > '9')
		return 400;
	if (version.data[5] != '1')
		return 505;
	request->minor = request->keep = minor != '0';
	return 0;
}

/* parse_field reads a field of the head. Returns 0, or the status of the answer. */
static int parse_field(Text line, Request *request)
{
	Text name, value, word;
	unsigned long i, length;

	Cut(&line, ':', &name);
	if (!line.data || !is_token(name)) /* a line that goes on, too, which begins with a space */
		return 400;
	value = trimmed(line);
	for (i = 0; i < value.len; i++)
		if ((unsigned char)value.data[i] < 32 && value.data[i] != '\t')
			return 400;
	if (is(name, "host")) {
		request->hosts++;
	} else if (is(name, "connection")) {
		while (Cut(&value, ',', &word)) {
			if (is(trimmed(word), "close"))
				request->keep = 0;
			else if (is(trimmed(word), "keep-alive") && request->minor == 0)
				request->keep = 1;
		}
	} else if (is(name, "content-length")) {
		if (request->body || ParseUint(value, 10, 63, &length) != 0)
			return 400;
		request->body = length != 0;
	} else if (is(name, "transfer-encoding")) {
		if (request->body || request->minor == 0)
			return 400;
		request->body = 1;
	} else if (is(name, "range")) {
		request->range = value;
	} else if (is(name, "if-range")) {
		request->if_range = value;
	} else if (is(name, "if-none-match")) {
		request->if_none_match = value;
	}
	return 0;
}

/* parse reads a request's head, which ends in an empty line. Returns 0, or the status of the answer. */
static int parse(Text head, Request *request)
{
	Text line;
	int status = 0, lines = 0;

	while (status == 0 && Cut(&head, '\n', &line) && head.data) {
		if (line.len == 0 || line.data[line.len - 1] != '\r')
			return 400;
		line.len--;
		if (line.len > 0)
			status = lines++ == 0 ? parse_line(line, request) : parse_field(line, request);
	}
	if (lines == 0)
		return 400;
	if (status == 0 && request->hosts != 1 && (request->minor == 1 || request->hosts > 1))
		return 400;
	return status;
}

static int hexadecimal(char c)
{
	c = lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* decode makes the path of a target: percent signs read, without a query. Returns 0, or the status of the answer. */
static int decode(Text target, char *path)
{
	Text host;
	unsigned long i, length = 0;

	if (target.len > 7 && target.data[0] != '/') { /* http://host/path */
		Text scheme = { target.data, 7 };

		if (!is(scheme, "http://"))
			return 400;
		target.data += 7;
		target.len -= 7;
		Cut(&target, '/', &host);
		if (!target.data)
			return 400;
		target.data--;
		target.len++;
	}
	if (target.data[0] != '/')
		return 400;
	for (i = 0; i < target.len && target.data[i] != '?'; i++) {
		int c = (unsigned char)target.data[i];

		if (c == '%') {
			int high = i + 2 < target.len ? hexadecimal(target.data[i + 1]) : -1;
			int low = i + 2 < target.len ? hexadecimal(target.data[i + 2]) : -1;

			if (high < 0 || low < 0)
				return 400;
			c = high * 16 + low;
			i += 2;
		} else if (c <= ' ' || c == 127) {
			return 400;
		}
		if (c == 0)
			return 400;
		if (length == PATH - 1)
			return 414;
		path[length++] = (char)c;
	}
	path[length] = 0;
	return 0;
}

/* open_path opens a regular file, or index.html of a directory, part by part. Returns the descriptor, or -errno. */
static int open_path(const char *path, Stat_t *st)
{
	Text rest = TextOf(path + 1), part;
	int at = directory, fd = -LX_ENOENT, last;

	do {
		char name[PATH];

		Cut(&rest, '/', &part);
		last = !rest.data;
		if (TextIs(part, "..") || (part.len == 0 && !last) || TextIs(part, ".")) {
			fd = -LX_ENOENT;
			last = 1;
		} else {
			Format(name, sizeof(name), "%.*s", (int)part.len, part.data);
			/* O_NONBLOCK: a FIFO that nobody writes to must not stop the thread. */
			fd = Openat(at, part.len ? name : "index.html",
				    LX_O_CLOEXEC | LX_O_NOFOLLOW | LX_O_NOCTTY | (last ? LX_O_RDONLY | LX_O_NONBLOCK : LX_O_PATH | LX_O_DIRECTORY), 0);
		}
		if (at != directory)
			Close(at);
		at = fd;
	} while (!IsErr(fd) && !last);
	if (IsErr(fd))
		return fd;
	if (Fstat(fd, st) == 0 && (st->mode & LX_S_IFMT) == LX_S_IFREG)
		return fd;
	Close(fd);
	return (st->mode & LX_S_IFMT) == LX_S_IFDIR ? -LX_EISDIR : -LX_EACCES;
}

/* ---- answers */

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = { { 200, "OK" }, { 206, "Partial Content" }, { 304, "Not Modified" },
			{ 400, "Bad Request" }, { 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
			{ 414, "URI Too Long" }, { 416, "Range Not Satisfiable" }, { 431, "Request Header Fields Too Large" },
			{ 505, "HTTP Version Not Supported" } };
	unsigned int i;

	for (i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Internal Server Error";
}

static const char *content_type(const char *path)
{
	static const char *const types[][2] = { { "html", "text/html; charset=utf-8" }, { "txt", "text/plain; charset=utf-8" },
						{ "css", "text/css" }, { "js", "text/javascript" }, { "json", "application/json" },
						{ "png", "image/png" }, { "jpg", "image/jpeg" }, { "svg", "image/svg+xml" } };
	Text suffix = TextOf(path);
	unsigned int i;

	if (suffix.data[suffix.len - 1] == '/')
		return types[0][1];
	for (; *path; path++)
		if (*path == '.' || *path == '/')
			suffix = TextOf(path + 1);
	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (TextIs(suffix, types[i][0]))
			return types[i][1];
	return "application/octet-stream";
}

/* read_range finds the one range of bytes that a request asks for. Returns 206, 416, or 200: the whole file. */
static int read_range(Text range, long size, long *offset, long *left)
{
	unsigned long first = 0, last = (unsigned long)size - 1;
	Text unit, from;

	Cut(&range, '=', &unit);
	if (!range.data || !is(unit, "bytes") || !Cut(&range, '-', &from) || !range.data)
		return 200;
	from = trimmed(from);
	range = trimmed(range);
	if (from.len == 0) {
		if (ParseUint(range, 10, 62, &last) != 0)
			return 200;
		if (last == 0 || size == 0)
			return 416;
		first = last < (unsigned long)size ? (unsigned long)size - last : 0;
		last = (unsigned long)size - 1;
	} else {
		if (ParseUint(from, 10, 62, &first) != 0 || (range.len && ParseUint(range, 10, 62, &last) != 0))
			return 200;
		if (range.len && last < first)
			return 200;
		if (first >= (unsigned long)size)
			return 416;
		if (last >= (unsigned long)size)
			last = (unsigned long)size - 1;
	}
	*offset = (long)first;
	*left = (long)(last - first) + 1;
	return 206;
}

/* begin_answer writes an answer's head; more is fields of it, each with its end of line. */
static void begin_answer(Connection *c, int status, const char *more)
{
	char date[40];

	format_date(date, sizeof(date));
	c->head_length = (unsigned int)Format(c->head, sizeof(c->head), "HTTP/1.1 %d %s\r\nDate: %s\r\n%s%s\r\n", status, reason(status),
					      date, more, c->keep == 0 ? "Connection: close\r\n" : c->keep == 2 ? "Connection: keep-alive\r\n" : "");
	c->head_sent = 0;
	c->state = ANSWERING;
}

/* refuse answers with a status, whose name is the content, unless only the head was asked for. */
static void refuse(Connection *c, int status, int only_head, const char *field)
{
	char more[256];
	unsigned int length;

	Format(more, sizeof(more), "Content-Type: text/plain\r\nContent-Length: %lu\r\n%s", TextOf(reason(status)).len + 1, field);
	begin_answer(c, status, more);
	length = c->head_length;
	if (!only_head)
		c->head_length += (unsigned int)Format(c->head + length, sizeof(c->head) - length, "%s\n", reason(status));
}

/* answer answers a request for a file. */
static void answer(Connection *c, const Request *request, const char *path)
{
	int only_head = TextIs(request->method, "HEAD"), status = 200;
	char etag[40], range[80], more[400];
	Stat_t st;
	int file = open_path(path, &st);

	range[0] = 0;
	if (IsErr(file)) {
		refuse(c, file == -LX_EACCES || file == -LX_ELOOP || file == -LX_EPERM ? 403 :
			  file == -LX_ENOENT || file == -LX_ENOTDIR || file == -LX_EISDIR || file == -LX_ENAMETOOLONG || file == -LX_ENXIO ? 404 : 500, only_head, "");
		return;
	}
	Format(etag, sizeof(etag), "\"%lx.%lx.%lx\"", (unsigned long)st.mtim.sec, (unsigned long)st.mtim.nsec, (unsigned long)st.size);
	c->offset = 0;
	c->left = st.size;
	if (request->if_none_match.data && TextIs(request->if_none_match, etag))
		status = 304;
	else if (request->range.data && !only_head && (!request->if_range.data || TextIs(request->if_range, etag)))
		status = read_range(request->range, st.size, &c->offset, &c->left);
	if (status == 416) {
		Close(file);
		Format(range, sizeof(range), "Content-Range: bytes */%ld\r\n", st.size);
		refuse(c, 416, 0, range);
		return;
	}
	if (status == 206)
		Format(range, sizeof(range), "Content-Range: bytes %ld-%ld/%ld\r\n", c->offset, c->offset + c->left - 1, st.size);
	if (status == 304)
		Format(more, sizeof(more), "ETag: %s\r\n", etag);
	else
		Format(more, sizeof(more), "Content-Type: %s\r\nContent-Length: %ld\r\nAccept-Ranges: bytes\r\nETag: %s\r\n%s", content_type(path),
		       c->left, etag, range);
	begin_answer(c, status, more);
	if (only_head || status == 304 || c->left == 0)
		Close(file);
	else
		c->file = file;
}

/* ---- connections */

static void close_connection(Worker *w, Connection *c)
{
	if (c->file >= 0)
		Close(c->file);
	Close(c->fd);
	c->fd = c->file = -1;
	w->open--;
}

/* head_end returns how long the first head in a request's bytes is, with its empty line; 0: it has no end yet. */
static unsigned int head_end(const Connection *c)
{
	unsigned int i;

	for (i = 0; i + 1 < c->length; i++)
		if (c->request[i] == '\n' && (c->request[i + 1] == '\n' || (i + 2 < c->length && c->request[i + 1] == '\r' && c->request[i + 2] == '\n')))
			return c->request[i + 1] == '\n' ? i + 2 : i + 3;
	return 0;
}

/* take_request begins the answer to a request that is whole. Returns 0: there is none. */
static int take_request(Worker *w, Connection *c)
{
	Request request = { { LX_NULL, 0 }, { LX_NULL, 0 }, { LX_NULL, 0 }, { LX_NULL, 0 }, { LX_NULL, 0 }, 0, 0, 0, 0 };
	unsigned int empty = 0, i;
	Text head;
	char path[PATH];
	int status;

	/* Empty lines before a request are nothing. */
	while (empty + 1 < c->length && c->request[empty] == '\r' && c->request[empty + 1] == '\n')
		empty += 2;
	c->length -= empty;
	for (i = 0; empty && i < c->length; i++)
		c->request[i] = c->request[i + empty];
	c->taken = head_end(c);
	if (c->taken == 0 && c->length < REQUEST)
		return 0;
	head.data = c->request;
	head.len = c->taken;
	status = c->taken ? parse(head, &request) : 431;
	if (status == 0)
		status = decode(request.target, path);
	/* What may be read as a request is not what comes after one that was not understood, nor after a body. */
	c->keep = status == 0 && request.keep && !request.body && !w->stopping ? 2 - request.minor : 0;
	if (status != 0)
		refuse(c, status, 0, "");
	else if (!TextIs(request.method, "GET") && !TextIs(request.method, "HEAD"))
		refuse(c, 405, 0, "Allow: GET, HEAD\r\n");
	else
		answer(c, &request, path);
	return 1;
}

/* send_answer sends what it can. Returns 1: all; 0: the rest later; -1: the connection is broken. */
static int send_answer(Connection *c)
{
	long n;

	while (c->head_sent < c->head_length) {
		n = Sendto(c->fd, c->head + c->head_sent, c->head_length - c->head_sent, LX_MSG_NOSIGNAL | (c->file >= 0 ? LX_MSG_MORE : 0), LX_NULL, 0);
		if (n < 0)
			return n == -LX_EAGAIN ? 0 : -1;
		c->head_sent += (unsigned int)n;
	}
	while (c->file >= 0) {
		n = Sendfile(c->fd, c->file, &c->offset, (unsigned long)c->left);
		if (n <= 0) /* 0: the file has become shorter, which only the end of the connection can tell */
			return n == -LX_EAGAIN ? 0 : -1;
		c->left -= n;
		if (c->left == 0) {
			Close(c->file);
			c->file = -1;
		}
	}
	return 1;
}

/* linger throws away what still comes. Returns 0 until the other end has closed, too. */
static int linger(Connection *c)
{
	long n;

	while ((n = Recvfrom(c->fd, c->request, REQUEST, 0, LX_NULL, LX_NULL)) > 0)
		;
	return n != -LX_EAGAIN;
}

/* serve does all for a connection that can be done now. */
static void serve(Worker *w, Connection *c)
{
	long n;
	int sent;
	unsigned int i;

	for (;;) {
		switch (c->state) {
		case READING:
			if (take_request(w, c))
				continue;
			if (w->stopping && c->length == 0) {
				close_connection(w, c);
				return;
			}
			n = Recvfrom(c->fd, c->request + c->length, REQUEST - c->length, 0, LX_NULL, LX_NULL);
			if (n == -LX_EAGAIN)
				return;
			if (n <= 0) {
				close_connection(w, c);
				return;
			}
			c->length += (unsigned int)n;
			continue;
		case ANSWERING:
			c->deadline = seconds_now(LX_CLOCK_MONOTONIC) + IDLE_SECONDS;
			sent = send_answer(c);
			if (sent == 0)
				return;
			if (sent < 0) {
				close_connection(w, c);
				return;
			}
			if (c->keep) {
				c->length -= c->taken;
				for (i = 0; i < c->length; i++)
					c->request[i] = c->request[i + c->taken];
				c->state = READING;
				continue;
			}
			/* To close while something is unread would take back what was sent. */
			Shutdown(c->fd, LX_SHUT_WR);
			c->state = LINGERING;
			c->deadline = seconds_now(LX_CLOCK_MONOTONIC) + LINGER_SECONDS;
			continue;
		case LINGERING:
			if (linger(c))
				close_connection(w, c);
			return;
		}
	}
}

/* accept_all takes the connections that wait, as long as there is room. */
static void accept_all(Worker *w)
{
	int i, fd;

	w->waiting = 1;
	for (i = 0; i < CONNECTIONS; i++) {
		Connection *c = &w->connections[i];
		EpollEvent event;

		if (c->fd >= 0)
			continue;
		fd = Accept4(listener, LX_NULL, LX_NULL, LX_SOCK_NONBLOCK | LX_SOCK_CLOEXEC);
		if (IsErr(fd)) {
			w->waiting = fd != -LX_EAGAIN;
			return;
		}
		SetsockoptInt(fd, LX_IPPROTO_TCP, LX_TCP_NODELAY, 1);
		c->fd = fd;
		c->state = READING;
		c->length = 0;
		c->deadline = seconds_now(LX_CLOCK_MONOTONIC) + IDLE_SECONDS;
		w->open++;
		event.events = LX_EPOLLIN | LX_EPOLLOUT | LX_EPOLLRDHUP | LX_EPOLLET;
		event.data.ptr = c;
		if (EpollCtl(w->epoll, LX_EPOLL_CTL_ADD, fd, &event) != 0)
			close_connection(w, c);
		else
			serve(w, c);
	}
}

/* look_after closes connections whose time is over, and when the end is near, those that have asked for nothing. */
static void look_after(Worker *w)
{
	long now = seconds_now(LX_CLOCK_MONOTONIC);
	int i;

	for (i = 0; i < CONNECTIONS; i++) {
		Connection *c = &w->connections[i];

		if (c->fd >= 0 && (now >= c->deadline || (w->stopping && c->state == READING && c->length == 0)))
			close_connection(w, c);
	}
}

static void *work(void *arg)
{
	Worker *w = arg;
	long looked = 0, end = 0;

	for (;;) {
		EpollEvent events[64];
		int n = EpollWait(w->epoll, events, 64, w->open ? 1000 : -1), i;
		long now = seconds_now(LX_CLOCK_MONOTONIC);

		for (i = 0; i < n; i++) {
			if (events[i].data.ptr == &stop_event) {
				w->stopping = 1;
				EpollCtl(w->epoll, LX_EPOLL_CTL_DEL, stop_event, LX_NULL);
				EpollCtl(w->epoll, LX_EPOLL_CTL_DEL, listener, LX_NULL);
				end = now + STOP_SECONDS;
				looked = 0;
			} else if (events[i].data.ptr == &listener) {
				if (!w->stopping)
					accept_all(w);
			} else {
				Connection *c = events[i].data.ptr;

				if (c->fd >= 0)
					serve(w, c);
			}
		}
		if (now != looked)
			look_after(w);
		looked = now;
		if (w->stopping && (w->open == 0 || now >= end))
			return arg;
		if (w->waiting && w->open < CONNECTIONS && !w->stopping)
			accept_all(w);
	}
}

/* ---- the program */

static int watch(int epoll, int fd, unsigned int events, void *ptr)
{
	EpollEvent event;

	event.events = events;
	event.data.ptr = ptr;
	return EpollCtl(epoll, LX_EPOLL_CTL_ADD, fd, &event);
}

static int start(Worker *w)
{
	unsigned long size = CONNECTIONS * sizeof(Connection);
	int i, error;

	w->connections = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	if (IsErrPtr(w->connections))
		return (int)(long)w->connections;
	for (i = 0; i < CONNECTIONS; i++)
		w->connections[i].fd = w->connections[i].file = -1;
	w->epoll = EpollCreate1(LX_EPOLL_CLOEXEC);
	if (IsErr(w->epoll))
		return w->epoll;
	/* Edge-triggered: a thread without room is not told again and again of who waits. */
	error = watch(w->epoll, listener, LX_EPOLLIN | LX_EPOLLET, &listener);
	if (error == 0)
		error = watch(w->epoll, stop_event, LX_EPOLLIN, &stop_event);
	return error == 0 ? ThreadStart(&w->thread, LX_NULL, work, w) : error;
}

static int processors(void)
{
	CPUSet cpus = { { 0 } };
	unsigned int i;
	int n = 0;

	if (SchedGetaffinity(0, sizeof(cpus), &cpus) < 0)
		return 1;
	for (i = 0; i < sizeof(cpus.bits) / sizeof(*cpus.bits); i++)
		for (; cpus.bits[i]; cpus.bits[i] &= cpus.bits[i] - 1)
			n++;
	return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : n;
}

static int listen_on(const unsigned char *address, unsigned int port)
{
	RawSockaddrInet4 raw;
	unsigned int length = sizeof(raw);
	int error, i;

	raw.family = LX_AF_INET;
	raw.port = Htons((unsigned short)port);
	raw.addr = Htonl((unsigned int)address[0] << 24 | (unsigned int)address[1] << 16 | (unsigned int)address[2] << 8 | address[3]);
	for (i = 0; i < 8; i++)
		raw.zero[i] = 0;
	listener = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC | LX_SOCK_NONBLOCK, 0);
	if (IsErr(listener))
		return listener;
	SetsockoptInt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, 1);
	error = Bind(listener, &raw, sizeof(raw));
	if (error == 0)
		error = Listen(listener, 1024);
	if (error == 0)
		error = Getsockname(listener, &raw, &length);
	return error == 0 ? Htons(raw.port) : error;
}

int main(int argc, char **argv)
{
	static Worker workers[MOST_THREADS];
	unsigned char address[4] = { 127, 0, 0, 1 };
	unsigned long port = 8080, threads = (unsigned long)processors();
	Sigset_t signals = { 1UL << (LX_SIGTERM - 1) | 1UL << (LX_SIGINT - 1) };
	unsigned long one = 1, i;
	SignalfdSiginfo info;
	int at = 1, error = 0, signal;

	for (; at + 1 < argc && argv[at][0] == '-' && error == 0; at += 2) {
		Text word = TextOf(argv[at + 1]);

		switch (argv[at][1]) {
		case 'a': error = ParseInet4(word, address); break;
		case 'p': error = ParseUint(word, 10, 16, &port); break;
		case 't': error = ParseUint(word, 10, 16, &threads); break;
		default: error = -1;
		}
	}
	if (error != 0 || at + 1 != argc || threads < 1 || threads > MOST_THREADS) {
		Print(2, "usage: httpd [-a address] [-p port] [-t threads, at most %d] directory\n", MOST_THREADS);
		return 2;
	}
	directory = Open(argv[at], LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	if (IsErr(directory)) {
		Print(2, "httpd: %s: %pe\n", argv[at], ErrPtr(directory));
		return 1;
	}
	/* A client may go away in the middle of a file. Sendfile has no flag against the signal for that, as Sendto has. */
	Signal(LX_SIGPIPE, LX_SIG_IGN, LX_NULL);
	PthreadSigmask(LX_SIG_BLOCK, &signals, LX_NULL);
	error = signal = Signalfd(-1, &signals, LX_SFD_CLOEXEC);
	if (!IsErr(error))
		error = stop_event = Eventfd(0, LX_EFD_CLOEXEC | LX_EFD_NONBLOCK);
	if (!IsErr(error))
		error = listen_on(address, (unsigned int)port);
	if (!IsErr(error)) {
		port = (unsigned long)error;
		error = 0;
	}
	for (i = 0; i < threads && error == 0; i++)
		error = start(&workers[i]);
	if (IsErr(error)) {
		Print(2, "httpd: %pe\n", ErrPtr(error));
		return 1;
	}
	Print(1, "http://%d.%d.%d.%d:%lu/\n", address[0], address[1], address[2], address[3], port);
	while (Read(signal, &info, sizeof(info)) == -LX_EINTR)
		;
	Write(stop_event, &one, sizeof(one));
	for (i = 0; i < threads; i++)
		ThreadJoin(workers[i].thread, LX_NULL);
	return 0;
}
