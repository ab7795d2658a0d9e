"""Train a model: `python train.py --data DIR --out model.npz`. See README.md."""

import argparse
import json
import os
import pathlib
import random
import time

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np

import data
import decode
import network
import vectors
from news import templates
from score import line, score

BUCKETS = (10, 18, 28, 44, 88)
RATES = (0.25, 0.33, 0.2, 0.25)  # dropout: input, between layers, recurrent state, projections; --dropout scales it
NAMES = network.FEATURES


def pack(sentences, T, B, soft=1):
    """Arrays of a batch. `soft`: how many targets a word may have."""
    out = {t: np.zeros((B, T), np.int32) for t in NAMES + ("head",)}
    out["length"] = np.zeros(B, np.int32)
    for k in ("arc", "lab", "tag"):
        out[k + ".i"] = np.zeros((B, T, soft), np.int32)
        out[k + ".p"] = np.zeros((B, T, soft), np.float32)
    for b, (s, shape, drop_last) in enumerate(sentences):
        n = len(s) - drop_last
        out["length"][b] = n
        r = s.numbers
        for t in NAMES:
            out[t][b, :n] = (shape if t == "shape" else r[t])[:n]
        out["head"][b, :n] = r["head"][:n]
        if s.soft is None or soft == 1:
            for k, name in (("arc", "head"), ("lab", "label"), ("tag", "tag")):
                out[k + ".i"][b, :n, 0] = r[name][:n]
                out[k + ".p"][b, :n, 0] = 1.0
        else:
            for k in ("arc", "lab", "tag"):
                i, p = s.soft[k]
                out[k + ".i"][b, :n] = np.minimum(i[:n], n) if k == "arc" else i[:n]
                out[k + ".p"][b, :n] = p[:n]
    return out


def bucket(n):
    return next((b for b in BUCKETS if n <= b), None)


def variant(s, rng):
    """A sentence as training sees it this time: now and then in another case, or without its full stop."""
    drop = 0
    n = len(s)
    if n > 3 and s.upos[-1] == "PUNCT" and (n not in s.heads) and rng.random() < 0.06:
        drop = 1
    shape = s.numbers["shape"]
    x = rng.random()
    if x < 0.06:
        how = "upper" if x < 0.025 else "lower" if x < 0.035 else "title"
        shape = data.recased(s, how)
    return s, shape, drop


def batches(sentences, rng, tokens, soft=1):
    """One epoch, shuffled, batches of about `tokens` words of like length."""
    groups = {}
    for s in sentences:
        b = bucket(len(s))
        if b:
            groups.setdefault(b, []).append(s)
    out = []
    for T, group in sorted(groups.items()):
        B = max(1, tokens // T)
        rng.shuffle(group)
        for i in range(0, len(group), B):
            out.append((T, B, group[i:i + B]))
    rng.shuffle(out)
    for T, B, group in out:
        yield pack([variant(s, rng) for s in group], T, B, soft)


def evaluate(p, sentences, vocabs, layers, projective=True, collect=False):
    """Predictions for all sentences: tags, heads, labels; `collect`: the distributions as well."""
    predict = jax.jit(lambda p, b: network.predict(p, b, layers))
    label = jax.jit(network.labels)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    result = [None] * len(sentences)
    tag_names, label_names = vocabs["tag"].strings, vocabs["label"].strings
    i = 0
    while i < len(order):
        n = len(sentences[order[i]])
        T = bucket(n) or -(-n // 32) * 32
        B = max(1, 2000 // T)
        part = []
        while i < len(order) and len(part) < B and len(sentences[order[i]]) <= T:
            part.append(order[i])
            i += 1
        b = pack([(sentences[k], sentences[k].numbers["shape"], 0) for k in part], T, B)
        tag, arc, parts = predict(p, b)
        arc_np = np.asarray(arc)
        heads = np.zeros((B, T), np.int32)
        lengths = [len(sentences[k]) for k in part]
        for n in set(lengths):
            rows = [j for j, m in enumerate(lengths) if m == n]
            sub = arc_np[rows][:, :n, :n + 1]
            heads[rows, :n] = decode.eisner(sub) if projective else sub.argmax(-1)
        lab = np.array(jax.nn.log_softmax(label(p, parts, jnp.asarray(heads)), -1))
        tag = np.array(tag)
        tag[:, :, 0] = -99
        lab[:, :, 0] = -99
        for j, k in enumerate(part):
            n = lengths[j]
            best_t = tag[j, :n].argmax(-1)
            h = heads[j, :n]
            best_l = decode.relations(lab[j, :n], h, label_names)
            result[k] = ([tag_names[x] for x in best_t], [int(x) for x in h], [label_names[x] for x in best_l])
            if collect:
                result[k] += (tag[j, :n].copy(), arc_np[j, :n, :n + 1].copy(), lab[j, :n].copy())
    return result


def tied(p, vocabs):
    """Words that training saw too seldom to learn, with the learned vector of unknown words."""
    seldom = jnp.asarray(np.asarray(vocabs["word"].counts) < 2)[:, None]
    return dict(p, **{"e.word": jnp.where(seldom, p["e.word"][0], p["e.word"])})


def save(path, p, vocabs, settings):
    arrays = {k: np.asarray(v) for k, v in p.items()}
    meta = {"vocabularies": {t: v.strings for t, v in vocabs.items()}, "settings": settings,
            "counts": vocabs["word"].counts}
    np.savez(path, meta=np.frombuffer(json.dumps(meta).encode(), np.uint8), **arrays)


def load(path):
    z = np.load(path)
    meta = json.loads(z["meta"].tobytes())
    vocabs = {}
    for t, strings in meta["vocabularies"].items():
        v = data.Vocabulary({}, 1)
        v.strings, v.number = strings, {s: i for i, s in enumerate(strings)}
        v.counts = [0] * len(strings)
        vocabs[t] = v
    vocabs["word"].counts = meta["counts"]
    return {k: jnp.asarray(z[k]) for k in z.files if k != "meta"}, vocabs, meta["settings"]


def fit(train, devs, vocabs, args, out, soft=1, start=None):
    """Adam with warm-up and linear decay; keeps a running average of the weights, which is the result."""
    sizes = {t: len(vocabs[t]) for t in data.TABLES}
    sizes.update(tag=len(vocabs["tag"]), label=len(vocabs["label"]), shape=2 * data.SHAPES + 1)
    layers, hidden = args.layers, args.hidden
    fixed = vectors.rows(vocabs["word"].strings) if args.words and not start else None
    p = start or network.init(args.seed, sizes, hidden, layers, args.word, fixed)
    fixed = {k: p.pop(k) for k in list(p) if k == network.VECTORS}
    counts = np.asarray(vocabs["word"].counts, np.float32)
    unk = jnp.asarray(np.where(counts < 2, 1.0, 0.4 / (0.4 + counts) + 0.03)).at[0].set(0.0)
    rng = random.Random(args.seed)
    rates = tuple(r * args.dropout for r in RATES)
    settings = {"layers": layers, "hidden": hidden, "seed": args.seed, "epochs": args.epochs}
    steps = args.epochs * sum(1 for _ in batches(train, random.Random(0), args.tokens, soft))

    @jax.jit
    def step(p, m, v, e, t, batch, key, fixed):
        batch = dict(batch, unk=unk)
        value, g = jax.value_and_grad(lambda p: network.loss(dict(p, **fixed), batch, key, layers, rates))(p)
        norm = jnp.sqrt(sum((x * x).sum() for x in g.values()))
        clip = jnp.minimum(1.0, 5.0 / (norm + 1e-6))
        rate = args.rate * jnp.minimum((t + 1) / 200.0, jnp.maximum(0.0, 1 - t / steps) + 0.01)
        b1, b2 = 0.9, 0.98
        c1, c2 = 1 - b1 ** (t + 1.0), 1 - b2 ** (t + 1.0)
        keep = jnp.minimum(args.average, (t + 1.0) / (t + 10.0))
        np_, nm, nv, ne = {}, {}, {}, {}
        for k in p:
            gk = g[k] * clip
            nm[k] = b1 * m[k] + (1 - b1) * gk
            nv[k] = b2 * v[k] + (1 - b2) * gk * gk
            np_[k] = p[k] - rate * (nm[k] / c1) / (jnp.sqrt(nv[k] / c2) + 1e-8)
            ne[k] = keep * e[k] + (1 - keep) * np_[k]
        return np_, nm, nv, ne, value

    step = jax.jit(step, donate_argnums=(0, 1, 2, 3))
    m = {k: jnp.zeros_like(x) for k, x in p.items()}
    v = {k: jnp.zeros_like(x) for k, x in p.items()}
    e = {k: x + 0.0 for k, x in p.items()}
    key = jax.random.PRNGKey(args.seed)
    t = 0
    for epoch in range(args.epochs):
        begin, total, count = time.time(), 0.0, 0
        values = []
        for batch in batches(train, rng, args.tokens, soft):
            key, k = jax.random.split(key)
            p, m, v, e, value = step(p, m, v, e, t, batch, k, fixed)
            values.append(value)
            t += 1
            if args.verbose and t % 50 == 0:
                print(t, float(value), f"{time.time() - begin:.1f}s", flush=True)
        print(f"epoch {epoch + 1}/{args.epochs} loss {float(jnp.stack(values).mean()):.4f} {time.time() - begin:.0f}s", flush=True)
        last = epoch + 1 == args.epochs
        if last or (epoch + 1) % args.check == 0:
            whole = tied(dict(e, **fixed), vocabs)
            save(out, whole, vocabs, settings)
            for name, dev in devs.items():
                print("  " + line(name, score(dev, evaluate(whole, dev, vocabs, layers, projective=True))), flush=True)


def treebanks(folder, made=2000):
    """(training sentences, development sets) from the folder that holds ud-ewt and ud-gum. `made`: so many
    sentences of `news/templates.py`."""
    folder = pathlib.Path(folder)
    train, devs = [], {}
    for bank in ("ewt", "gum"):
        where = folder / f"ud-{bank}"
        train += data.read(where / f"en_{bank}-ud-train.conllu.gz")
        devs[bank] = data.read(where / f"en_{bank}-ud-dev.conllu.gz")
    own = pathlib.Path(__file__).parent / "news"
    train += data.read(own / "news.conllu")
    train += [data.Sentence(rows, str(own / "templates.conllu")) for rows in templates.make(1, made)]
    held = own.parent.parent / "tests" / "data" / "news.conllu"
    if held.exists():
        devs["news"] = data.read(held)
    return train, devs


def arguments():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--data", required=True, help="folder with ud-ewt and ud-gum")
    a.add_argument("--out", required=True, help="model file to write (.npz)")
    a.add_argument("--epochs", type=int, default=12)
    a.add_argument("--layers", type=int, default=3)
    a.add_argument("--hidden", type=int, default=128)
    a.add_argument("--words", type=int, default=0, help="take up words with a vector until there are so many")
    a.add_argument("--word", type=int, default=network.WIDTHS["word"], help="width of the learned vectors of words")
    a.add_argument("--tokens", type=int, default=1000)
    a.add_argument("--rate", type=float, default=3e-3)
    a.add_argument("--average", type=float, default=0.998)
    a.add_argument("--dropout", type=float, default=1.0)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--check", type=int, default=1, help="score every so many epochs")
    a.add_argument("--verbose", action="store_true")
    return a


def main():
    args = arguments().parse_args()
    train, devs = treebanks(args.data)
    vocabs = data.vocabularies(train, known=vectors.frequent(args.words) if args.words else (), words=args.words)
    for s in train + [s for d in devs.values() for s in d]:
        data.number(s, vocabs)
    print({t: len(v) for t, v in vocabs.items()}, len(train), "sentences", flush=True)
    fit(train, devs, vocabs, args, args.out)


if __name__ == "__main__":
    main()
