fn main() {
    let folder =
        std::env::var("BARECALL").expect("BARECALL has to name the folder of libbarecall.a");
    println!("cargo:rerun-if-env-changed=BARECALL");
    println!("cargo:rustc-link-search=native={folder}");
    // The program's start is the library's; what Rust calls of memcpy and its kin is in the second archive.
    println!("cargo:rustc-link-lib=static=barecall");
    println!("cargo:rustc-link-lib=static=barecall_mem");
    for word in ["-nostdlib", "-static", "-no-pie", "-Wl,--gc-sections"] {
        println!("cargo:rustc-link-arg-bins={word}");
    }
}
