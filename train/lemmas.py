"""Learn the lemma table: `python lemmas.py DATA TABLE.tsv`.

Every line is `tag, ending, letters to drop, letters to add`. The longest ending that fits a word decides;
`^` marks the beginning of a word, so `^went` is an exception and `ies` a rule.
"""

import collections
import sys

import data
import train

LONGEST = 6


def tag_of(upos, xpos):
    """Auxiliaries are a class of their own: `'s` is `be` there."""
    return "AUX" if upos == "AUX" else xpos


def script(form, lemma):
    """(letters to drop, letters to add) that turn the form into the lemma."""
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return len(form) - n, lemma[n:]


def proper(xpos):
    return xpos in ("NNP", "NNPS", "ADD")


def pairs(sentences):
    """(tag, form) → lemma counts; forms in plain punctuation, in lower case but for names."""
    seen = collections.defaultdict(collections.Counter)
    for s in sentences:
        for form, lemma, upos, xpos, feats in zip(s.forms, s.lemmas, s.upos, s.xpos, s.feats):
            if lemma == "_" or "Typo=Yes" in feats or xpos == "GW" or " " in form:
                continue
            f = data.normalise(form)
            seen[tag_of(upos, xpos), f if proper(xpos) else f.lower()][lemma] += 1
    best = {k: c.most_common(1)[0][0] for k, c in seen.items()}
    return regular_forms(best)


def regular_forms(best):
    """`best` with the regular forms of the verbs and nouns seen: "provoke" tells of "provoking"."""
    out = dict(best)
    verbs = sorted({l for (t, _), l in best.items() if t.startswith("VB") and l.isascii() and l.isalpha() and l.islower()})
    irregular = {l for (t, f), l in best.items() if t in ("VBD", "VBN") and not f.endswith("ed")}
    for verb in verbs:
        if len(verb) < 3:
            continue
        vowel = lambda c: c in "aeiou"
        if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye", "ie")):
            forms = [("VBG", verb[:-1] + "ing"), ("VBD", verb + "d"), ("VBZ", verb + "s")]
        elif verb.endswith("y") and not vowel(verb[-2]):
            forms = [("VBG", verb + "ing"), ("VBD", verb[:-1] + "ied"), ("VBZ", verb[:-1] + "ies")]
        elif not vowel(verb[-1]) and verb[-1] not in "wxy" and vowel(verb[-2]) and not vowel(verb[-3:-2] or "a"):
            continue  # to double the consonant or not: the stress decides
        else:
            s = "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s"
            forms = [("VBG", verb + "ing"), ("VBD", verb + "ed"), ("VBZ", verb + s)]
            if verb[-1] in "ei":
                continue
        for tag, form in forms:
            if tag == "VBD" and verb in irregular:
                continue
            out.setdefault((tag, form), verb)
            if tag == "VBD":
                out.setdefault(("VBN", form), verb)
    return out


def learn(sentences):
    """The table, sorted."""
    best = pairs(sentences)
    by_tag = collections.defaultdict(dict)
    for (tag, form), lemma in best.items():
        by_tag[tag][form] = lemma
    table = []
    for tag, words in sorted(by_tag.items()):
        votes = collections.defaultdict(collections.Counter)
        for form, lemma in words.items():
            s = script(form, lemma)
            for n in range(0, min(LONGEST, len(form)) + 1):
                votes[form[len(form) - n:]][s] += 1
        rules = {}

        def found(form, longest):
            for n in range(min(longest, len(form)), -1, -1):
                r = rules.get(form[len(form) - n:])
                if r is not None:
                    return r
            return None

        for ending in sorted(votes, key=lambda e: (len(e), e)):
            top, count = votes[ending].most_common(1)[0]
            total = sum(votes[ending].values())
            if not ending:
                # Without evidence a word is its own lemma.
                rules[""] = (0, "") if votes[""][(0, "")] * 3 >= count else top
            elif total >= 3 and count * 10 >= total * 6 and top != found(ending, len(ending) - 1) and top[0] <= len(ending):
                rules[ending] = top
        for ending, (drop, add) in rules.items():
            table.append((tag, ending, drop, add))
        for form, lemma in words.items():
            if apply(found(form, LONGEST), form) != lemma:
                drop, add = script(form, lemma)
                table.append((tag, "^" + form, drop, add))
    return sorted(table)


def apply(rule, form):
    if rule is None or rule[0] > len(form):
        return form
    drop, add = rule
    return form[:len(form) - drop] + add


def lookup(index, tag, form):
    for ending in ["^" + form] + [form[len(form) - n:] for n in range(min(LONGEST, len(form)), -1, -1)]:
        if (tag, ending) in index:
            return apply(index[tag, ending], form)
    return form


def main():
    sentences, devs = train.treebanks(sys.argv[1])
    table = learn(sentences)
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        for row in table:
            f.write("\t".join(map(str, row)) + "\n")
    index = {(t, e): (d, a) for t, e, d, a in table}
    print(len(table), "lines")
    for name, dev in devs.items():
        n = right = 0
        wrong = collections.Counter()
        for s in dev:
            for form, lemma, upos, xpos in zip(s.forms, s.lemmas, s.upos, s.xpos):
                f = data.normalise(form)
                f = f if proper(xpos) else f.lower()
                g = lookup(index, tag_of(upos, xpos), f)
                n += 1
                right += g == lemma or lemma == "_"
                if g != lemma:
                    wrong[xpos, form, g, lemma] += 1
        print(name, f"lemmas {100 * right / n:.2f} with gold tags", wrong.most_common(30))


if __name__ == "__main__":
    main()
