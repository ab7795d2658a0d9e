"""CoNLL-U in, feature numbers out.

Everything here that looks at the letters of a word has a twin in
`src/reading/parser/features.rs`; `check.py` compares the two.
"""

import collections
import gzip

PAD = 0  # padding after the end of a sentence; also "unknown" in every vocabulary
TABLES = ("word", "suffix2", "suffix3", "suffix4", "prefix3")

# Typographic signs are read as the plain signs that the treebanks use.
PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "′": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
    "—": "--", "―": "--", "…": "...", "\u00a0": " ",
}


def normalise(form):
    """The form with plain punctuation."""
    if form in ("``", "''"):
        return '"'
    return "".join(PLAIN.get(c, c) for c in form)


def key(form):
    """What the vocabularies see: plain punctuation, lower case, every digit a zero."""
    return "".join("0" if c in "0123456789" else c for c in normalise(form).lower())


def affixes(k):
    """suffix2, suffix3, suffix4, prefix3 of a key; short words show their edge."""
    left, right = "^" + k, k + "$"
    return left[-2:], left[-3:], left[-4:], right[:3]


# Shape of a word: one of these classes, twice (inside and at the start of a sentence).
LOWER, CAPITAL, CAPS, LETTER, MIXED, NUMBER, ALNUM, PUNCT, HYPHEN_LOWER, HYPHEN_CAPITAL, TITLE, SHOUT = range(12)
SHAPES = 12


def shape_class(form):
    """The class of one word, whatever stands around it."""
    f = normalise(form)
    letters = [c for c in f if c.isalpha()]
    digits = any(c in "0123456789" for c in f)
    if not letters:
        return NUMBER if digits else PUNCT
    if digits:
        return ALNUM
    upper = sum(c.isupper() for c in letters)
    if "-" in f[1:-1]:
        return HYPHEN_LOWER if upper == 0 else HYPHEN_CAPITAL
    if upper == 0:
        return LOWER
    if len(letters) == 1:
        return LETTER
    if upper == len(letters):
        return CAPS
    if upper == 1 and f[:1].isupper():
        return CAPITAL
    return MIXED


def shapes(forms):
    """Shape numbers of a sentence. In a sentence that shouts, or that capitalises nearly every
    word, capitals say nothing, and get classes of their own."""
    classes = [shape_class(f) for f in forms]
    cased = [c for c in classes if c in (LOWER, CAPITAL, CAPS, MIXED, HYPHEN_LOWER, HYPHEN_CAPITAL)]
    n = len(cased)
    caps = sum(c == CAPS for c in cased)
    raised = sum(c not in (LOWER, HYPHEN_LOWER) for c in cased)
    if n >= 2 and caps * 10 >= n * 6:
        classes = [SHOUT if c in (CAPS, CAPITAL, LETTER, HYPHEN_CAPITAL) else c for c in classes]
    elif n >= 4 and raised * 10 >= n * 7:
        classes = [TITLE if c in (CAPITAL, HYPHEN_CAPITAL) else c for c in classes]
    return mark_start(classes)


def mark_start(classes):
    """1-based shape numbers; the first word that is not punctuation gets the second half."""
    out, started = [], False
    for c in classes:
        first = not started and c != PUNCT
        started = started or first
        out.append(1 + c + (SHAPES if first else 0))
    return out


class Sentence:
    """One annotated sentence; `heads` is 1-based, 0 is the root."""

    __slots__ = ("forms", "lemmas", "upos", "xpos", "feats", "heads", "labels", "source", "numbers", "soft")

    def __init__(self, rows, source):
        self.forms = [r[1] for r in rows]
        self.lemmas = [r[2] for r in rows]
        self.upos = [r[3] for r in rows]
        self.xpos = [r[4] for r in rows]
        self.feats = [r[5] for r in rows]
        self.heads = [int(r[6]) if r[6] != "_" else 0 for r in rows]
        self.labels = [r[7] for r in rows]
        self.source = source
        self.soft = None
        self.numbers = None

    def __len__(self):
        return len(self.forms)

    def tags(self):
        return [u + "|" + x for u, x in zip(self.upos, self.xpos)]


def read(path):
    """Sentences of a CoNLL-U file, plain or gzipped, without multiword and empty tokens."""
    opener = gzip.open if str(path).endswith(".gz") else open
    sentences, rows = [], []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    sentences.append(Sentence(rows, str(path)))
                rows = []
            elif line[0] != "#":
                fields = line.split("\t")
                if fields[0].isdigit():
                    rows.append(fields)
    if rows:
        sentences.append(Sentence(rows, str(path)))
    return sentences


class Vocabulary:
    """String to number and back; number 0 is unknown."""

    def __init__(self, counts, least):
        kept = sorted((s for s, n in counts.items() if n >= least), key=str.encode)
        self.strings = [""] + kept
        self.counts = [0] + [counts[s] for s in kept]
        self.number = {s: i for i, s in enumerate(self.strings)}

    def __len__(self):
        return len(self.strings)

    def get(self, s):
        return self.number.get(s, 0)


def vocabularies(sentences, extra=(), known=(), words=0, least_word=2, least_affix=3, least_extra=4):
    """Vocabularies of words, affixes, tags and labels.

    Words of `extra` (unannotated) sentences join when they are frequent enough there, and those of `known` (words
    that have a vector, the most frequent first) with the count 0 until there are `words` in all."""
    counts = {t: collections.Counter() for t in TABLES}
    tags, labels = collections.Counter(), collections.Counter()
    for s in sentences:
        for f in s.forms:
            k = key(f)
            counts["word"][k] += 1
            for t, a in zip(TABLES[1:], affixes(k)):
                counts[t][a] += 1
        tags.update(s.tags())
        labels.update(s.labels)
    more = collections.Counter(key(f) for s in extra for f in s.forms)
    for w, n in more.items():
        if counts["word"][w] < least_word and counts["word"][w] + n >= least_extra:
            counts["word"][w] += n
    out = {t: Vocabulary(counts[t], least_affix) for t in TABLES if t != "word"}
    kept = {w: n for w, n in counts["word"].items() if n >= least_word}
    for w in known:
        if len(kept) >= words:
            break
        kept.setdefault(w, 0)
    out["word"] = Vocabulary(kept, 0)
    out["tag"] = Vocabulary(tags, 2)
    out["label"] = Vocabulary(labels, 1)
    return out


def extended(vocabs, known, words):
    """The vocabularies with words of `known`, the most frequent first, until there are so many."""
    counts = dict(zip(vocabs["word"].strings[1:], vocabs["word"].counts[1:]))
    for w in known:
        if len(counts) >= words:
            break
        counts.setdefault(w, 0)
    return dict(vocabs, word=Vocabulary(counts, 0))


def number(sentence, vocabs):
    """Fill `sentence.numbers`: features, and gold tags, heads and labels."""
    keys = [key(f) for f in sentence.forms]
    rows = {"word": [vocabs["word"].get(k) for k in keys]}
    parts = [affixes(k) for k in keys]
    for i, t in enumerate(TABLES[1:]):
        rows[t] = [vocabs[t].get(p[i]) for p in parts]
    rows["shape"] = shapes(sentence.forms)
    rows["tag"] = [vocabs["tag"].get(t) for t in sentence.tags()]
    rows["label"] = [vocabs["label"].get(t) for t in sentence.labels]
    rows["head"] = list(sentence.heads)
    sentence.numbers = rows


def recased(sentence, how):
    """Shape numbers of the sentence written "upper", "lower" or "title" case. All other features
    are the same in any case, so this is the whole change."""
    def change(form):
        if how == "upper":
            return form.upper()
        if how == "lower":
            return form.lower()
        return form[:1].upper() + form[1:] if len(form) > 3 or form[:1].isdigit() else form
    forms = [change(f) for f in sentence.forms]
    return shapes(forms)
