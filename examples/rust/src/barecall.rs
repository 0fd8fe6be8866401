// Written by tools/docs/rust.py from api.json: Write Statx ErrnoName Exit LX_AT_FDCWD LX_STATX_SIZE.
#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals)]

pub const LX_AT_FDCWD: i32 = -100;
pub const LX_STATX_SIZE: i32 = 512;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Statx_t {
    pub mask: u32,
    pub blksize: u32,
    pub attributes: u64,
    pub nlink: u32,
    pub uid: u32,
    pub gid: u32,
    pub mode: u16,
    pub pad: u16,
    pub ino: u64,
    pub size: u64,
    pub blocks: u64,
    pub attributes_mask: u64,
    pub atime: StatxTimestamp,
    pub btime: StatxTimestamp,
    pub ctime: StatxTimestamp,
    pub mtime: StatxTimestamp,
    pub rdev_major: u32,
    pub rdev_minor: u32,
    pub dev_major: u32,
    pub dev_minor: u32,
    pub mnt_id: u64,
    pub dio_mem_align: u32,
    pub dio_offset_align: u32,
    pub subvol: u64,
    pub atomic_write_unit_min: u32,
    pub atomic_write_unit_max: u32,
    pub atomic_write_segments_max: u32,
    pub dio_read_offset_align: u32,
    pub atomic_write_unit_max_opt: u32,
    pub unused: u32,
    pub unused2: [u64; 8],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct StatxTimestamp {
    pub sec: i64,
    pub nsec: u32,
    pub pad: i32,
}

extern "C" {
    /// Write puts up to count bytes of buf into fd and returns how many, which can be fewer.
    #[link_name = "lx_Write"]
    pub fn Write(fd: i32, buf: *const core::ffi::c_void, count: u64) -> i64;
    /// Statx is Fstatat that can tell more: mask asks (LX_STATX_*), and statxbuf->mask says what the file system answered.
    #[link_name = "lx_Statx"]
    pub fn Statx(dirfd: i32, pathname: *const u8, flags: i32, mask: u32, statxbuf: *mut Statx_t) -> i32;
    /// ErrnoName returns the name of an error: "ENOENT" for LX_ENOENT, and as well for -LX_ENOENT, a wrapper's result as it came.
    #[link_name = "lx_ErrnoName"]
    pub fn ErrnoName(errnum: i32) -> *const u8;
    /// Exit ends the process, all its threads: the parent sees the low 8 bits of status.
    #[link_name = "lx_Exit"]
    pub fn Exit(status: i32) -> !;
}

#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::size_of::<Statx_t>() == 256);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mask) == 0);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blksize) == 4);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes) == 8);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, nlink) == 16);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, uid) == 20);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, gid) == 24);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mode) == 28);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, pad) == 30);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ino) == 32);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, size) == 40);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blocks) == 48);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes_mask) == 56);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atime) == 64);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, btime) == 80);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ctime) == 96);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mtime) == 112);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_major) == 128);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_minor) == 132);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_major) == 136);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_minor) == 140);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mnt_id) == 144);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_mem_align) == 152);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_offset_align) == 156);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, subvol) == 160);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_min) == 168);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max) == 172);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_segments_max) == 176);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_read_offset_align) == 180);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max_opt) == 184);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused) == 188);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused2) == 192);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::size_of::<Statx_t>() == 256);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mask) == 0);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blksize) == 4);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes) == 8);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, nlink) == 16);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, uid) == 20);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, gid) == 24);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mode) == 28);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, pad) == 30);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ino) == 32);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, size) == 40);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blocks) == 48);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes_mask) == 56);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atime) == 64);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, btime) == 80);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ctime) == 96);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mtime) == 112);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_major) == 128);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_minor) == 132);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_major) == 136);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_minor) == 140);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mnt_id) == 144);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_mem_align) == 152);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_offset_align) == 156);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, subvol) == 160);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_min) == 168);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max) == 172);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_segments_max) == 176);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_read_offset_align) == 180);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max_opt) == 184);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused) == 188);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused2) == 192);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::size_of::<Statx_t>() == 256);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mask) == 0);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blksize) == 4);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes) == 8);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, nlink) == 16);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, uid) == 20);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, gid) == 24);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mode) == 28);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, pad) == 30);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ino) == 32);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, size) == 40);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, blocks) == 48);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, attributes_mask) == 56);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atime) == 64);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, btime) == 80);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, ctime) == 96);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mtime) == 112);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_major) == 128);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, rdev_minor) == 132);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_major) == 136);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dev_minor) == 140);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, mnt_id) == 144);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_mem_align) == 152);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_offset_align) == 156);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, subvol) == 160);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_min) == 168);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max) == 172);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_segments_max) == 176);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, dio_read_offset_align) == 180);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, atomic_write_unit_max_opt) == 184);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused) == 188);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(Statx_t, unused2) == 192);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::size_of::<StatxTimestamp>() == 16);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, sec) == 0);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, nsec) == 8);
#[cfg(target_arch = "aarch64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, pad) == 12);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::size_of::<StatxTimestamp>() == 16);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, sec) == 0);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, nsec) == 8);
#[cfg(target_arch = "riscv64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, pad) == 12);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::size_of::<StatxTimestamp>() == 16);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, sec) == 0);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, nsec) == 8);
#[cfg(target_arch = "x86_64")]
const _: () = assert!(core::mem::offset_of!(StatxTimestamp, pad) == 12);
