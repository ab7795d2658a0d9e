//! Room for the run, asked of the system at once.
//!
//! A short run takes most of its memory for the first time. The allocator of glibc gives the heap of every thread but
//! the first more room page by page, each with a call to the system that all threads wait for: some two thousand in
//! a run of 50 ms. A great block that is taken and given back leaves its room to the heap; pages that nobody writes to
//! take no memory. Other allocators are no slower for it.

use std::hint::black_box;

/// Bytes that the heap of a thread keeps free to begin with.
const ROOM: usize = 16 << 20;

/// A block of this size, given back, has the allocator of glibc take blocks up to it from the heaps, and leave to the
/// heaps what is given back: up to 32 MiB it takes the sizes that it meets as a measure.
const GREATEST: usize = 31 << 20;

/// Makes room for this thread and those that work is shared among. To be called once, before there is any work.
pub(super) fn make_room() {
    take_and_give_back(GREATEST);
    take_and_give_back(ROOM);
    // Threads that were started already keep their heaps as they are.
    let _ = rayon::ThreadPoolBuilder::new()
        .start_handler(|_| take_and_give_back(ROOM))
        .build_global();
}

fn take_and_give_back(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}
