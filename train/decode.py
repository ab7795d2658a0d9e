"""Projective decoding (Eisner 1996) with one root, for many sentences of one length at a time, and relations
chosen together for the dependents of one head (the twin of `relations.rs`)."""

import numpy as np

# Relations that a head has at most one of, in groups that exclude each other.
ONCE = (("nsubj", "nsubj:pass", "csubj", "csubj:pass"), ("obj",), ("iobj",), ("xcomp",), ("ccomp",), ("aux:pass",), ("obl:agent",),
        ("compound:prt",), ("expl",))


def eisner(scores):
    """scores (B, n, n+1): word d (row d-1) under head h. Returns heads (B, n)."""
    B, n, _ = scores.shape
    N = n + 1
    s = np.full((B, N, N), -1e9, np.float32)  # s[b, head, dependent]
    s[:, :, 1:] = np.swapaxes(scores, 1, 2)
    s[:, 0, 1:] -= 1e4 * 0.5
    comp = np.zeros((B, 2, N, N), np.float32)
    inc = np.zeros((B, 2, N, N), np.float32)
    bi = np.zeros((2, N, N, B), np.int16)
    bc = np.zeros((2, N, N, B), np.int16)
    for k in range(1, N):
        for i in range(N - k):
            j = i + k
            m = comp[:, 1, i, i:j] + comp[:, 0, i + 1:j + 1, j]
            a = m.argmax(1)
            best = m[np.arange(B), a]
            inc[:, 0, i, j] = best + s[:, j, i]
            inc[:, 1, i, j] = best + s[:, i, j]
            bi[:, i, j] = i + a
            m = comp[:, 0, i, i:j] + inc[:, 0, i:j, j]
            a = m.argmax(1)
            comp[:, 0, i, j] = m[np.arange(B), a]
            bc[0, i, j] = i + a
            m = inc[:, 1, i, i + 1:j + 1] + comp[:, 1, i + 1:j + 1, j]
            a = m.argmax(1)
            comp[:, 1, i, j] = m[np.arange(B), a]
            bc[1, i, j] = i + 1 + a
    heads = np.zeros((B, N), np.int32)
    for b in range(B):
        stack = [(1, 1, 0, n)]
        while stack:
            kind, d, i, j = stack.pop()
            if i >= j:
                continue
            if kind == 1:
                r = bc[d, i, j, b]
                if d == 0:
                    stack += [(1, 0, i, r), (0, 0, r, j)]
                else:
                    stack += [(0, 1, i, r), (1, 1, r, j)]
            else:
                heads[b, i if d == 0 else j] = j if d == 0 else i
                r = bi[d, i, j, b]
                stack += [(1, 1, i, r), (1, 0, r + 1, j)]
    return heads[:, 1:]


def relations(scores, heads, names):
    """scores (n, relations), heads (n), names of the relations. The best relation of every word; where two of one
    head share a group of ONCE, the word that loses least by it takes its next best, until none do."""
    scores = np.array(scores)
    root = names.index("root")
    groups = [[names.index(x) for x in group if x in names] for group in ONCE]
    of = {x: g for g, group in enumerate(groups) for x in group}
    scores[:, [0, root]] = -np.inf
    chosen = scores.argmax(1)
    for head in set(int(h) for h in heads if h):
        family = [int(w) for w in np.flatnonzero(heads == head)]
        while True:
            clashes = []
            for w in family:
                g = of.get(int(chosen[w]))
                if g is not None and any(v != w and of.get(int(chosen[v])) == g for v in family):
                    rest = scores[w].copy()
                    rest[groups[g]] = -np.inf
                    clashes.append((scores[w, chosen[w]] - rest.max(), w, g))
            if not clashes:
                break
            _, w, g = min(clashes)
            scores[w, groups[g]] = -np.inf
            chosen[w] = scores[w].argmax()
    return np.where(heads == 0, root, chosen)
