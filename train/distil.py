"""Train the shipped model from several teachers: `python distil.py --data DIR --teachers a.npz b.npz --out model.npz`.

The teachers' averaged distributions are targets beside the gold annotation on the treebanks, and the
only targets on two kinds of unannotated sentences: Wikipedia sentences (WikiSplit), and treebank
sentences in which words have been exchanged for others with the same tag.
"""

import collections
import gzip
import pathlib
import random

import train  # first: it sets the number of threads

import jax
import jax.numpy as jnp
import numpy as np

import data
import decode
import network
import vectors

KEEP = 4  # targets kept for every word
GOLD = 0.5  # weight of the gold annotation beside the teachers'


def is_own(sentence):
    """Whether the sentence was annotated for this project."""
    return pathlib.Path(sentence.source).parent.name == "news"


def plain_sentence(forms, source):
    """A sentence without annotation."""
    rows = [[str(i + 1), f, "_", "X", "_", "_", "0", "_"] for i, f in enumerate(forms)]
    return data.Sentence(rows, source)


def wikipedia(folder):
    """The sentences of WikiSplit (the long ones) and FEVER, tokens rejoined where that corpus splits more than the treebanks do."""
    out, seen = [], set()
    for name in ("tune", "validation"):
        with gzip.open(pathlib.Path(folder) / "wikisplit" / f"{name}.tsv.gz", "rt", encoding="utf-8") as f:
            for text in f:
                text = text.split("\t")[0].replace("''", '"').replace(" -LRB- ", " ( ").replace(" -RRB- ", " ) ")
                forms = text.split()
                if 4 <= len(forms) <= 60 and text not in seen:
                    seen.add(text)
                    out.append(plain_sentence(forms, "wikisplit"))
    return out


OPEN = {"NN", "NNS", "NNP", "VB", "VBD", "VBN", "VBG", "VBZ", "VBP", "JJ", "RB", "CD"}


def exchanged(sentences, seed, rate=0.3):
    """Every sentence with some of its words exchanged for words that have the same tag and relation
    type somewhere else in the treebanks."""
    rng = random.Random(seed)
    pools = collections.defaultdict(list)
    for s in sentences:
        for f, u, x, l in zip(s.forms, s.upos, s.xpos, s.labels):
            if x in OPEN and u != "AUX" and f[:1].isalnum():
                pools[u, x, l.split(":")[0]].append(f)
    out = []
    for s in sentences:
        forms = list(s.forms)
        changed = 0
        for i, (u, x, l) in enumerate(zip(s.upos, s.xpos, s.labels)):
            pool = pools.get((u, x, l.split(":")[0]))
            if pool and u != "AUX" and x in OPEN and rng.random() < rate:
                new = rng.choice(pool)
                if forms[i][:1].isupper() and not forms[i].isupper():
                    new = new[:1].upper() + new[1:]
                elif forms[i].islower() and x != "NNP":
                    new = new.lower()
                forms[i] = new
                changed += 1
        if changed and len(s) >= 3:
            out.append(plain_sentence(forms, "exchanged"))
    return out


def teach(teachers, weights, sentences, gold):
    """Fill `sentence.soft` and, where there is no gold annotation, `sentence.heads` with the best tree."""
    sentences = [s for s in sentences if train.bucket(len(s))]
    for s in sentences:
        n = len(s)
        s.soft = {"arc": np.zeros((n, n + 1), np.float32), "tag": 0.0, "lab": 0.0}
    for (p, vocabs, settings), w in zip(teachers, weights):
        for part, (tag, arc, lab) in predictions(p, vocabs, settings, sentences, labels=gold):
            for j, s in enumerate(part):
                n = len(s)
                s.soft["arc"] += w * np.exp(arc[j, :n, :n + 1])
                s.soft["tag"] = s.soft["tag"] + w * np.exp(tag[j, :n])
                if gold:
                    s.soft["lab"] = s.soft["lab"] + w * lab[j, :n]
    if not gold:
        for n in sorted({len(s) for s in sentences}):
            same = [s for s in sentences if len(s) == n]
            for at in range(0, len(same), 200):
                some = same[at:at + 200]
                for s, heads in zip(some, decode.eisner(np.log(np.stack([s.soft["arc"] for s in some]) + 1e-9))):
                    s.heads = [int(h) for h in heads]
        for (p, vocabs, settings), w in zip(teachers, weights):
            for part, (_, _, lab) in predictions(p, vocabs, settings, sentences, labels=True):
                for j, s in enumerate(part):
                    s.soft["lab"] = s.soft["lab"] + w * lab[j, :len(s)]
    last = teachers[-1][1]
    for s in sentences:
        data.number(s, last)
        for name, own in (("arc", "head"), ("lab", "label"), ("tag", "tag")):
            d = s.soft[name]
            if name != "arc":
                d[:, 0] = 0
            s.soft[name] = targets(d, s.numbers[own] if gold else None)


def predictions(p, vocabs, settings, sentences, labels=False):
    """Batches of sentences with log-probabilities of tags and arcs, and, where asked for, with probabilities of
    labels under the sentences' heads."""
    predict = jax.jit(lambda p, b: network.predict(p, b, settings["layers"]))
    label = jax.jit(lambda p, parts, h: jax.nn.softmax(network.labels(p, parts, h), -1))
    order = sorted(sentences, key=len)
    at = 0
    while at < len(order):
        T = train.bucket(len(order[at]))
        B, part = max(1, 2000 // T), []
        while at < len(order) and len(part) < B and len(order[at]) <= T:
            data.number(order[at], vocabs)
            part.append(order[at])
            at += 1
        b = train.pack([(s, s.numbers["shape"], 0) for s in part], T, B)
        tag, arc, parts = predict(p, b)
        lab = np.asarray(label(p, parts, jnp.asarray(b["head"]))) if labels else None
        yield part, (np.asarray(tag), np.asarray(arc), lab)


def targets(d, gold):
    """The KEEP most probable targets of each word, with the gold one mixed in where there is one."""
    if gold is not None:
        d = d * (1 - GOLD)
        d[np.arange(len(d)), gold] += GOLD
    k = min(KEEP, d.shape[1])
    i = np.argpartition(-d, k - 1, axis=1)[:, :k]
    p = np.take_along_axis(d, i, 1)
    p = p / np.maximum(p.sum(1, keepdims=True), 1e-9)
    out_i, out_p = np.zeros((len(d), KEEP), np.int32), np.zeros((len(d), KEEP), np.float32)
    out_i[:, :k], out_p[:, :k] = i, p
    return out_i, out_p


def main():
    a = train.arguments()
    a.add_argument("--teachers", nargs="+", required=True)
    a.add_argument("--weights", nargs="+", type=float, help="of the teachers; equal unless told")
    a.add_argument("--start", help="model to go on from, instead of from random weights")
    a.add_argument("--sample", type=int, help="so many annotated sentences beside our own, for a short run")
    a.add_argument("--plain", type=int, help="so many sentences of each kind without annotation")
    args = a.parse_args()
    weights = args.weights or [1.0] * len(args.teachers)
    weights = [w / sum(weights) for w in weights]
    teachers = [train.load(t) for t in args.teachers]
    gold, devs = train.treebanks(args.data)
    wiki = wikipedia(args.data)
    nonce = exchanged(gold, args.seed)
    rng = random.Random(args.seed)
    own = [s for s in gold if is_own(s)]
    if args.sample:
        gold = rng.sample([s for s in gold if 6 < len(s) <= 40 and not is_own(s)], args.sample) + own
    if args.plain is not None:
        wiki, nonce = (rng.sample([s for s in x if 6 < len(s) <= 40], args.plain) for x in (wiki, nonce))
    old = teachers[0][1]
    # What no teacher has seen enough of is learned from the annotation alone.
    teach(teachers, weights, [s for s in gold if not is_own(s)], True)
    teach(teachers, weights, wiki, False)
    teach(teachers, weights, nonce, False)
    # The student may know more words than its teachers: those that the unannotated text repeats.
    known = vectors.frequent(args.words) if args.words else ()
    vocabs = data.vocabularies(gold, wiki, known, args.words, least_extra=4)
    for name in ("tag", "label"):
        vocabs[name] = old[name]
    start = None
    if args.start:
        start, before, _ = train.load(args.start)
        if args.words and network.VECTORS not in start:
            vocabs = data.extended(before, known, args.words)
            start = network.with_vectors(start, before["word"], vocabs["word"], args.word, vectors.rows(vocabs["word"].strings))
        else:
            vocabs = before
    for s in gold + wiki + nonce + [s for d in devs.values() for s in d]:
        data.number(s, vocabs)
    print({t: len(v) for t, v in vocabs.items()}, len(gold), len(wiki), len(nonce), "sentences", flush=True)
    train.fit(gold + wiki + nonce, devs, vocabs, args, args.out, soft=KEEP, start=start)


if __name__ == "__main__":
    main()
