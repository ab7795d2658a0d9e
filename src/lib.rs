//! Reads articles into statements and checks them against a rulebook.
