//! The command line.

fn main() {
    let f = std::env::args().nth(2).unwrap();
    let f = std::io::BufReader::new(std::fs::File::open(f).unwrap());
    conformance::decode::run(f, std::io::stdout()).unwrap();
}
