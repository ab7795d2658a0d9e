"""Compare the program with the trainer: `python check.py model.npz gold.conllu parsed.conllu`.

`parsed.conllu` is what `cargo run --release --example parser_scores -- --write gold.conllu` prints. The
trainer runs the same quantised weights in floating point; the two must agree but for near ties.
"""

import sys

import jax.numpy as jnp

import data
import export
import train

LEAST = 99.5  # percent of words


def main():
    source, gold, parsed = sys.argv[1:4]
    p, vocabs, settings = train.load(source)
    p = {k: jnp.asarray(v) for k, v in export.dequantised(p).items()}
    sentences, program = data.read(gold), data.read(parsed)
    for s in sentences:
        data.number(s, vocabs)
    same = [0, 0, 0]
    total = 0
    for s, other, (tags, heads, labels) in zip(sentences, program, train.evaluate(p, sentences, vocabs, settings["layers"]), strict=True):
        for i in range(len(s)):
            total += 1
            same[0] += other.tags()[i] == tags[i]
            same[1] += other.heads[i] == heads[i]
            same[2] += other.heads[i] == heads[i] and other.labels[i] == labels[i]
    shares = [100 * n / total for n in same]
    print("agreement: tags {:.2f}, heads {:.2f}, heads and labels {:.2f}".format(*shares))
    sys.exit(min(shares) < LEAST)


if __name__ == "__main__":
    main()
