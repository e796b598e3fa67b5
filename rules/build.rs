//! The rules are part of the program: a change of any of them builds it anew.

fn main() {
    println!("cargo:rerun-if-changed=rules");
}
