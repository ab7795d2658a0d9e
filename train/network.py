"""The network: embeddings, bidirectional LSTM layers, tag head, biaffine arc and label heads.

After Dozat and Manning (2017) and Kiperwasser and Goldberg (2016), with three savings: input and
forget gate are coupled (Greff et al. 2017), the label scorer is a product plus a sum of two
projections instead of one matrix per label, and words are read through affixes, not characters.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

WIDTHS = {"word": 96, "suffix2": 24, "suffix3": 32, "suffix4": 32, "prefix3": 24, "shape": 16}
FEATURES = tuple(WIDTHS)
ARC = 128
LABEL = 96
VECTORS = "v.word"  # the parameter that is not learned
SILENT = 0.05  # how often a word's fixed vector is hidden in training


def init(rng, sizes, hidden, layers, word=WIDTHS["word"], vectors=None):
    """Parameters. `sizes`: rows of every table, and of "tag" and "label". `word`: width of the learned vectors of
    words; `vectors`: those that stay as they are, a row a word."""
    rng = np.random.default_rng(rng)
    p = {}

    def matrix(name, rows, cols, gain=1.0):
        limit = gain * np.sqrt(6.0 / (rows + cols))
        p[name] = rng.uniform(-limit, limit, (rows, cols)).astype(np.float32)

    def bias(name, cols, value=0.0):
        p[name] = np.full(cols, value, np.float32)

    widths = dict(WIDTHS, word=word)
    for t, w in widths.items():
        p["e." + t] = rng.normal(0, 0.5 if t != "word" else 0.3, (sizes[t], w)).astype(np.float32)
        p["e." + t][0] = 0
    if vectors is not None:
        p[VECTORS] = vectors
    width = sum(widths.values()) + (0 if vectors is None else vectors.shape[1])
    for i in range(layers):
        for d in "fb":
            matrix(f"l{i}{d}.x", width, 3 * hidden)
            p[f"l{i}{d}.h"] = np.concatenate(
                [np.linalg.qr(rng.normal(size=(hidden, hidden)))[0] for _ in range(3)], 1).astype(np.float32)
            bias(f"l{i}{d}.b", 3 * hidden)
            p[f"l{i}{d}.b"][:hidden] = 1.0
        width = 2 * hidden
    matrix("tag.w", 4 * hidden, sizes["tag"])
    bias("tag.b", sizes["tag"])
    for name, cols in (("arc.d", ARC), ("arc.h", ARC), ("lab.pd", LABEL), ("lab.ph", LABEL), ("lab.sd", LABEL), ("lab.sh", LABEL)):
        matrix(name + ".w", width, cols)
        bias(name + ".b", cols)
    for name, cols in (("arc.root", ARC), ("lab.proot", LABEL), ("lab.sroot", LABEL)):
        p[name] = rng.normal(0, 0.3, cols).astype(np.float32)
    matrix("arc.u", ARC, ARC)
    bias("arc.hb", ARC)  # score of a head by itself
    matrix("lab.w", 2 * LABEL, sizes["label"])
    bias("lab.b", sizes["label"])
    return {k: jnp.asarray(v) for k, v in p.items()}


def with_vectors(p, before, after, word, vectors):
    """Parameters of a model without fixed vectors, with them. The learned vectors of words, by the vocabulary
    `before`, become narrower: what is kept of them is what the first layer reads most of, by the frequency of words.
    The fixed ones, by the vocabulary `after`, begin without effect."""
    p = {k: np.asarray(v) for k, v in p.items()}
    read = np.concatenate([p["l0f.x"][:p["e.word"].shape[1]], p["l0b.x"][:p["e.word"].shape[1]]], 1)
    effect = p["e.word"] @ read
    weight = np.sqrt(np.asarray(before.counts, np.float32) + 1)[:, None]
    _, size, axes = np.linalg.svd(weight * effect, full_matrices=False)
    axes, wide = axes[:word], p["e.word"].shape[1]
    narrow = effect @ axes.T
    scale = narrow.std() / p["e.word"].std()
    table = np.tile(narrow[0] / scale, (len(after), 1)).astype(np.float32)
    for i, s in enumerate(after.strings):
        if s in before.number:
            table[i] = narrow[before.number[s]] / scale
    p["e.word"], p[VECTORS] = table, vectors
    for d, part in zip("fb", np.split(axes * scale, 2, 1)):
        rest = p[f"l0{d}.x"][wide:]
        p[f"l0{d}.x"] = np.concatenate([part, np.zeros((vectors.shape[1], part.shape[1])), rest]).astype(np.float32)
    return {k: jnp.asarray(v) for k, v in p.items()}


def leaky(x):
    return jnp.maximum(x, 0.1 * x)


@partial(jax.custom_vjp, nondiff_argnums=(4,))
def lstm(xp, wh, mask, hmask, reverse):
    """xp (T,B,3H): input projections with bias; mask (T,B,1); hmask (B,H): dropout of the state."""
    return _forward(xp, wh, mask, hmask, reverse)[0]


def _forward(xp, wh, mask, hmask, reverse):
    H = wh.shape[0]

    def step(carry, t):
        h, c = carry
        x, m = t
        hd = h * hmask
        z = x + hd @ wh
        f = jax.nn.sigmoid(z[:, :H])
        g = jnp.tanh(z[:, H:2 * H])
        o = jax.nn.sigmoid(z[:, 2 * H:])
        c2 = m * (f * c + (1 - f) * g)
        u = jnp.tanh(c2)
        h2 = o * u
        return (h2, c2), (h2, hd, c, f, g, o, u)

    zero = jnp.zeros((xp.shape[1], H), xp.dtype)
    _, out = lax.scan(step, (zero, zero), (xp, mask), reverse=reverse)
    return out[0], out


def _fwd(xp, wh, mask, hmask, reverse):
    y, saved = _forward(xp, wh, mask, hmask, reverse)
    return y, (saved, wh, mask, hmask)


def _bwd(reverse, res, dy):
    (h, hd, c0, f, g, o, u), wh, mask, hmask = res
    wt = wh.T

    def step(carry, t):
        dh, dc = carry
        dyt, c0t, ft, gt, ot, ut, m = t
        dh = dh + dyt
        do = dh * ut
        dc = (dc + dh * ot * (1 - ut * ut)) * m
        df = dc * (c0t - gt)
        dg = dc * (1 - ft)
        dz = jnp.concatenate([df * ft * (1 - ft), dg * (1 - gt * gt), do * ot * (1 - ot)], 1)
        return ((dz @ wt) * hmask, dc * ft), dz

    zero = jnp.zeros_like(h[0])
    _, dz = lax.scan(step, (zero, zero), (dy, c0, f, g, o, u, mask), reverse=not reverse)
    T, B, H = hd.shape
    dwh = hd.reshape(T * B, H).T @ dz.reshape(T * B, 3 * H)
    return dz, dwh, jnp.zeros_like(mask), jnp.zeros_like(hmask)


lstm.defvjp(_fwd, _bwd)


def encode(p, batch, layers, keys=None, rates=(0.0, 0.0, 0.0)):
    """States of all layers, (T,B,2H) each. `keys`: for dropout, None at test."""
    drop_in, drop_between, drop_state = rates

    def dropped(x, key, rate, shape=None):
        if keys is None or rate == 0:
            return x
        keep = jax.random.bernoulli(key, 1 - rate, shape or x.shape)
        return x * keep / (1 - rate)

    ks = iter(jax.random.split(keys, 4 + 4 * layers)) if keys is not None else iter([None] * 99)
    word = seen = batch["word"]
    if keys is not None:
        one, two = jax.random.split(next(ks))
        word = jnp.where(jax.random.uniform(one, word.shape) < batch["unk"][word], 0, word)
        seen = jnp.where(jax.random.uniform(two, word.shape) < SILENT, 0, seen)
    parts = [p["e." + t][word if t == "word" else batch[t]] for t in FEATURES]
    if VECTORS in p:
        parts.insert(1, p[VECTORS][seen])
    x = jnp.concatenate(parts, -1)
    x = jnp.swapaxes(x, 0, 1)  # (T,B,D)
    x = dropped(x, next(ks), drop_in)
    T, B, _ = x.shape
    mask = (jnp.arange(T)[:, None] < batch["length"][None, :]).astype(jnp.float32)[:, :, None]
    H = p["l0f.h"].shape[0]
    states = []
    for i in range(layers):
        out = []
        if i:
            x = dropped(x, next(ks), drop_between, (1,) + x.shape[1:])
        for d in "fb":
            k = next(ks)
            xp = (x.reshape(T * B, -1) @ p[f"l{i}{d}.x"] + p[f"l{i}{d}.b"]).reshape(T, B, -1)
            hm = jnp.ones((B, H)) if keys is None else jax.random.bernoulli(k, 1 - drop_state, (B, H)) / (1 - drop_state)
            out.append(lstm(xp, p[f"l{i}{d}.h"], mask, hm, d == "b"))
        x = jnp.concatenate(out, -1)
        states.append(x)
    return states


def heads(p, states, key=None, rate=0.0, between=0.0):
    """Tag logits (T,B,C), arc scores (B,T,T+1), and the four label projections."""
    ks = jax.random.split(key, 10) if key is not None else [None] * 10

    def dropped(x, k, r, shape=None):
        if k is None:
            return x
        return x * jax.random.bernoulli(k, 1 - r, shape or x.shape) / (1 - r)

    top = dropped(states[-1], ks[0], between, (1,) + states[-1].shape[1:])
    low = jnp.concatenate([states[0], states[1]], -1)
    tag = dropped(low, ks[1], between) @ p["tag.w"] + p["tag.b"]
    T, B, W = top.shape
    flat = top.reshape(T * B, W)

    def project(name, k):
        x = leaky(flat @ p[name + ".w"] + p[name + ".b"]).reshape(T, B, -1)
        return dropped(x, k, rate, (1, B, x.shape[-1]))

    def with_root(x, root):
        return jnp.concatenate([jnp.broadcast_to(p[root], (1,) + x.shape[1:]), x], 0)

    d = project("arc.d", ks[2])
    h = with_root(project("arc.h", ks[3]), "arc.root")
    score = jnp.einsum("tbk,sbk->bts", (d.reshape(T * B, -1) @ p["arc.u"] + p["arc.hb"]).reshape(T, B, -1), h) / np.sqrt(ARC)
    pd, sd = project("lab.pd", ks[4]), project("lab.sd", ks[5])
    ph = with_root(project("lab.ph", ks[6]), "lab.proot")
    sh = with_root(project("lab.sh", ks[7]), "lab.sroot")
    return tag, score, (pd, sd, ph, sh)


def labels(p, parts, head):
    """Label logits (B,T,L) for given heads (B,T)."""
    pd, sd, ph, sh = (jnp.swapaxes(x, 0, 1) for x in parts)
    take = lambda x: jnp.take_along_axis(x, head[:, :, None], 1)
    z = jnp.concatenate([pd * take(ph), leaky(sd + take(sh))], -1)
    return z @ p["lab.w"] + p["lab.b"]


def mask_scores(score, length):
    """Forbid heads beyond the sentence and a word as its own head."""
    T = score.shape[1]
    pos = jnp.arange(T + 1)
    ok = (pos[None, None, :] <= length[:, None, None]) & (pos[None, None, :] != jnp.arange(1, T + 1)[None, :, None])
    return jnp.where(ok, score, -1e4)


def loss(p, batch, key, layers, rates):
    """Sum of the three cross-entropies, a mean over words."""
    k1, k2 = jax.random.split(key)
    states = encode(p, batch, layers, k1, rates[:3])
    tag, score, parts = heads(p, states, k2, rates[3], rates[1])
    tag = jnp.swapaxes(tag, 0, 1)
    score = mask_scores(score, batch["length"])
    T = tag.shape[1]
    mask = (jnp.arange(T)[None, :] < batch["length"][:, None]).astype(jnp.float32)

    def cross(logits, name):
        logq = jax.nn.log_softmax(logits, -1)
        picked = jnp.take_along_axis(logq, batch[name + ".i"], -1)
        return -(picked * batch[name + ".p"]).sum(-1)

    total = cross(tag, "tag") + cross(score, "arc") + cross(labels(p, parts, batch["head"]), "lab")
    return (total * mask).sum() / mask.sum()


def predict(p, batch, layers):
    """Log-probabilities of tags and arcs, and the label projections, at test."""
    states = encode(p, batch, layers)
    tag, score, parts = heads(p, states)
    score = mask_scores(score, batch["length"])
    return jax.nn.log_softmax(jnp.swapaxes(tag, 0, 1), -1), jax.nn.log_softmax(score, -1), parts
