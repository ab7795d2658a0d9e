//! Two revisions → what changed in meaning.
