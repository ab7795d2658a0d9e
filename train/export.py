"""Write the model file that the program embeds: `python export.py model.npz english.model`.

Matrices are symmetric 8-bit integers with one scale for every output column, embedding tables with
one scale for every row; biases stay 32-bit floats. The reader is `src/reading/parser/model.rs`.
"""

import struct
import sys

import numpy as np

import data
import network
import train

MAGIC = b"CDPARSE1"


def strings(out, items):
    blobs = [s.encode() for s in items]
    assert blobs[1:] == sorted(blobs[1:]), "looked up by binary search"
    out.append(struct.pack("<I", len(blobs)))
    at = 0
    for b in blobs:
        out.append(struct.pack("<I", at))
        at += len(b)
    out.append(struct.pack("<I", at))
    out.extend(blobs)


def names(out, items):
    """Strings that are read by number only: their order stays."""
    out.append(struct.pack("<I", len(items)))
    for s in items:
        b = s.encode()
        out.append(struct.pack("<B", len(b)) + b)


def quantise(rows):
    """(scales, integers) of a matrix, a scale for every row."""
    scale = np.abs(rows).max(1) / 127.0
    safe = np.where(scale == 0, 1.0, scale).astype(np.float32)
    q = np.clip(np.rint(rows / safe[:, None]), -127, 127).astype(np.int8)
    return safe, q


def rows(out, matrix):
    """Rows with a scale each: an embedding table, or a matrix with its outputs as rows."""
    scale, q = quantise(np.asarray(matrix, np.float32))
    out.append(struct.pack("<II", *q.shape))
    out.append(scale.astype("<f4").tobytes())
    out.append(q.tobytes())


def vector(out, v):
    v = np.asarray(v, "<f4")
    out.append(struct.pack("<I", v.size) + v.tobytes())


def embedding(p, t):
    """An embedding table; a word's learned vector and its fixed one make one row."""
    if t == "word" and network.VECTORS in p:
        return np.concatenate([p["e.word"], p[network.VECTORS]], 1)
    return p["e." + t]


def model_bytes(p, vocabs, settings):
    p = {k: np.asarray(v, np.float32) for k, v in p.items()}
    layers, hidden = settings["layers"], settings["hidden"]
    out = [MAGIC, struct.pack("<II", layers, hidden)]
    for t in data.TABLES:
        strings(out, vocabs[t].strings)
    names(out, vocabs["tag"].strings)
    names(out, vocabs["label"].strings)
    for t in network.FEATURES:
        rows(out, embedding(p, t))
    for i in range(layers):
        for d in "fb":
            rows(out, p[f"l{i}{d}.x"].T)
            rows(out, p[f"l{i}{d}.h"].T)
            vector(out, p[f"l{i}{d}.b"])
    for name in ("tag", "arc.d", "arc.h", "lab.pd", "lab.ph", "lab.sd", "lab.sh"):
        rows(out, p[name + ".w"].T)
        vector(out, p[name + ".b"])
    rows(out, p["arc.u"].T / np.sqrt(network.ARC))
    vector(out, p["arc.hb"] / np.sqrt(network.ARC))
    for name in ("arc.root", "lab.proot", "lab.sroot"):
        vector(out, p[name])
    rows(out, p["lab.w"].T)
    vector(out, p["lab.b"])
    return b"".join(out)


def dequantised(p):
    """The parameters as the program sees them, in floats: what `check.py` compares with."""
    out = {}
    p = dict(p, **{"e.word": embedding(p, "word")})
    p.pop(network.VECTORS, None)
    for k, v in p.items():
        v = np.asarray(v, np.float32)
        if v.ndim == 2:
            by_row = k.startswith("e.")
            scale, q = quantise(v if by_row else v.T)
            v = q.astype(np.float32) * scale[:, None]
            v = v if by_row else v.T
        out[k] = v
    return out


def main():
    source, target = sys.argv[1:3]
    p, vocabs, settings = train.load(source)
    blob = model_bytes(p, vocabs, settings)
    with open(target, "wb") as f:
        f.write(blob)
    print(len(blob), "bytes")


if __name__ == "__main__":
    main()
