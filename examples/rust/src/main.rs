//! seen: tells the size of each file that it is given, and of one that it cannot see the error's name.
#![no_std]
#![no_main]

#[rustfmt::skip]
mod barecall;
use barecall::*;
use core::mem::MaybeUninit;

fn say(text: &[u8]) {
    unsafe { Write(1, text.as_ptr().cast(), text.len() as u64) };
}

/// The bytes of C's text, which ends at a zero.
unsafe fn bytes(text: *const u8) -> &'static [u8] {
    let mut length = 0;
    while *text.add(length) != 0 {
        length += 1;
    }
    core::slice::from_raw_parts(text, length)
}

fn number(mut value: u64) {
    let mut digits = [0u8; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    say(&digits[first..]);
}

/// What libbarecall.a's start calls.
///
/// # Safety
/// argv has argc pointers to text that ends at a zero.
#[no_mangle]
pub unsafe extern "C" fn main(argc: i32, argv: *const *const u8) -> i32 {
    let mut failed = 0;
    for n in 1..argc as usize {
        let path = *argv.add(n);
        let mut status = MaybeUninit::<Statx_t>::uninit();
        let result = Statx(
            LX_AT_FDCWD,
            path,
            0,
            LX_STATX_SIZE as u32,
            status.as_mut_ptr(),
        );
        say(bytes(path));
        say(b": ");
        if result < 0 {
            say(bytes(ErrnoName(result)));
            failed = 1;
        } else {
            number(status.assume_init().size);
        }
        say(b"\n");
    }
    failed
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    say(b"panic\n");
    unsafe { Exit(101) }
}
