//! Every operation once.
