//! A program without a libc on libbarecall.a:
//!
//!     zig build -Dbarecall=../../build/x86_64
//!     zig build -Dbarecall=/usr/lib/riscv64-linux-gnu -Dinclude=/usr/include -Dtarget=riscv64-linux
//!
//! -Dbarecall names the folder that has the archive, as `make` leaves it or a package; -Dinclude that of barecall.h.
const std = @import("std");

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    const archives = b.option([]const u8, "barecall", "The folder of libbarecall.a") orelse
        std.process.fatal("-Dbarecall= has to name the folder of libbarecall.a", .{});
    const include = b.option([]const u8, "include", "The folder of barecall.h") orelse b.pathFromRoot("../../include");

    const source = b.path("main.zig");
    const program = b.addExecutable(if (@hasField(std.Build.ExecutableOptions, "root_module")) .{
        .name = "seen",
        .root_module = b.createModule(.{ .root_source_file = source, .target = target, .optimize = optimize }),
    } else .{ // until 0.14
        .name = "seen",
        .root_source_file = source,
        .target = target,
        .optimize = optimize,
    });
    program.root_module.addIncludePath(.{ .cwd_relative = include });
    program.root_module.addObjectFile(.{ .cwd_relative = b.pathJoin(&.{ archives, "libbarecall.a" }) });
    b.installArtifact(program);
}
