//! The `copydesk` program. Everything it does is in the library, under `cli`.

fn main() -> std::process::ExitCode {
    copydesk::cli::run()
}
