"""CoNLL-2018 style scores on gold tokens: UPOS, XPOS, UAS, LAS (subtypes stripped), F1 by relation."""

import collections


def plain(label):
    return label.split(":")[0]


def score(sentences, predicted):
    """`predicted`: for every sentence (tags, heads, labels). Returns a dict of percentages."""
    n = upos = xpos = uas = las = full = 0
    gold, found, right = collections.Counter(), collections.Counter(), collections.Counter()
    for s, (tags, heads, labels) in zip(sentences, predicted):
        for i in range(len(s)):
            n += 1
            upos += tags[i].split("|")[0] == s.upos[i]
            xpos += tags[i].split("|")[1] == s.xpos[i]
            ok = heads[i] == s.heads[i]
            uas += ok
            las += ok and plain(labels[i]) == plain(s.labels[i])
            full += ok and labels[i] == s.labels[i]
            gold[s.labels[i]] += 1
            found[labels[i]] += 1
            right[s.labels[i]] += ok and labels[i] == s.labels[i]
    relation = {r: 200.0 * right[r] / (gold[r] + found[r]) for r in gold}
    pct = lambda x: 100.0 * x / max(n, 1)
    return {"n": n, "upos": pct(upos), "xpos": pct(xpos), "uas": pct(uas), "las": pct(las), "full": pct(full),
            "f1": relation, "gold": gold}


RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "ccomp", "xcomp", "advcl", "conj", "parataxis", "acl:relcl", "nmod",
             "aux:pass", "cop", "appos", "root")


def line(name, r):
    rel = " ".join(f"{k}={r['f1'].get(k, 0):.1f}" for k in RELATIONS)
    return (f"{name}: UPOS {r['upos']:.2f} XPOS {r['xpos']:.2f} UAS {r['uas']:.2f} LAS {r['las']:.2f} "
            f"full {r['full']:.2f} | {rel}")
