//! What is known of English words: relations between them, and the classes they fall in.
