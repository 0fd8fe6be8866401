//! seen: tells the size of each file that it is given, and of one that it cannot see the error's name.
const c = @cImport({
    @cDefine("BARECALL_EXTERN", {}); // the wrappers are functions of the archive
    @cInclude("barecall.h");
});

/// A function of the archive as the header declares it; its link symbol is lx_ and the name.
fn linked(comptime name: []const u8) *const @TypeOf(@field(c, name)) {
    return @extern(*const @TypeOf(@field(c, name)), .{ .name = "lx_" ++ name });
}

const Write = linked("Write");
const Statx = linked("Statx");
const ErrnoName = linked("ErrnoName");

fn say(text: [*]const u8, length: usize) void {
    _ = Write(1, text, length);
}

/// The text of C's, which ends at a zero.
fn tell(text: [*c]const u8) void {
    var length: usize = 0;
    while (text[length] != 0) length += 1;
    say(text, length);
}

fn number(value: u64) void {
    var digits: [20]u8 = undefined;
    var first: usize = digits.len;
    var rest = value;
    while (true) {
        first -= 1;
        digits[first] = '0' + @as(u8, @intCast(rest % 10));
        rest /= 10;
        if (rest == 0) break;
    }
    say(digits[first..].ptr, digits.len - first);
}

// The start is the archive's, not that of Zig's library; it calls main.
pub extern fn _start() noreturn;

comptime {
    _ = &_start;
}

export fn main(argc: c_int, argv: [*]const [*:0]const u8) c_int {
    var failed: c_int = 0;
    for (argv[1..@intCast(argc)]) |path| {
        var status: c.Statx_t = undefined;
        const result = Statx(c.LX_AT_FDCWD, path, 0, c.LX_STATX_SIZE, &status);
        tell(path);
        tell(": ");
        if (result < 0) {
            tell(ErrnoName(result));
            failed = 1;
        } else {
            number(status.size);
        }
        tell("\n");
    }
    return failed;
}
