"""Sentences of a few frequent kinds of news, with their trees: `python templates.py > templates.conllu`.

Titles before names, headlines without articles, and speech without "that" are rare in the treebanks and
regular in the news. The sentences are put together from short lists of words; the trees follow from the
patterns.
"""

import random

FIRST = "Anna Ivo Marta Paul Daniel Ingrid Hamid Elena Tom Sarah Jonas Claire Pavel Rosa Karl Lena Amara Robert Nina Yusuf Grace Omar Li Sofia".split()
LAST = "Lindqvist Horvat Silva Adeyemi Mwangi Dahl Rahimi Korhonen Reyes Okafor Keller Dubois Novak Mendes Weber Fischer Nwosu Hale Roth Demir Park Haddad Wei Costa".split()
PLACES = "Geneva Paris Riyadh Oslo Nairobi Berlin Ankara Lisbon Ottawa Vienna Doha Brussels".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
VERBS = [("denied", "deny"), ("rejected", "reject"), ("dismissed", "dismiss"), ("confirmed", "confirm"), ("welcomed", "welcome"), ("condemned", "condemn"), ("defended", "defend")]
OBJECTS = "claim report offer decision ruling plan proposal accusation statement verdict".split()
CLAUSES = [("talks", "NNS", "would", "resume"), ("police", "NNS", "would", "investigate"), ("prices", "NNS", "would", "fall"),
           ("troops", "NNS", "could", "withdraw"), ("ministers", "NNS", "might", "resign"), ("taxes", "NNS", "would", "rise")]

# Words of a title, before the name: (form, lemma, upos, xpos, head from the title's last word, relation).
N, P, J = ("NOUN", "NN"), ("PROPN", "NNP"), ("ADJ", "JJ")
TITLES = [
    [("Opposition", N, "compound"), ("leader", N, None)],
    [("Kremlin", P, "compound"), ("spokesman", N, None)],
    [("Former", J, "amod"), ("finance", N, "compound"), ("minister", N, None)],
    [("Labour", P, "compound"), ("lawmaker", N, None)],
    [("Army", N, "compound"), ("chief", N, None)],
    [("Police", N, "compound"), ("spokeswoman", N, None)],
    [("UN", P, "compound"), ("envoy", N, None)],
    [("U.S.", P, "compound"), ("Defense", P, "compound"), ("Secretary", P, None)],
    [("French", J, "amod"), ("Foreign", ("ADJ", "NNP"), "amod"), ("Minister", P, None)],
    [("Defence", P, "compound"), ("Minister", P, None)],
    [("Prime", ("ADJ", "NNP"), "amod"), ("Minister", P, None)],
    [("Turkish", J, "amod"), ("President", P, None)],
    [("Deputy", P, "compound"), ("Mayor", P, None)],
    [("Lead", N, "compound"), ("researcher", N, None)],
    [("Gen.", P, None)], [("Rep.", P, None)], [("Justice", P, None)], [("Ms.", P, None)], [("Dr.", P, None)],
]
OF_TITLES = [("U.S.", "Secretary", "State"), ("Former", "Secretary", "State"), ("British", "Secretary", "Defence"), ("Deputy", "Secretary", "State")]


class Tree:
    """Words with heads given as objects, so that parts can be put together before they are numbered."""

    def __init__(self):
        self.words = []

    def add(self, form, lemma, upos, xpos, head=None, label=None):
        w = [form, lemma, upos, xpos, head, label]
        self.words.append(w)
        return w

    def print(self, number):
        text = " ".join(w[0] for w in self.words)
        for a, b in ((" .", "."), (" ,", ","), ("“ ", "“"), (" ”", "”")):
            text = text.replace(a, b)
        print(f"# sent_id = templates-{number}\n# text = {text}")
        at = {id(w): i for i, w in enumerate(self.words, 1)}
        for i, (form, lemma, upos, xpos, head, label) in enumerate(self.words, 1):
            print("\t".join([str(i), form, lemma, upos, xpos, "_", str(at[id(head)] if head else 0), label, "_", "_"]))
        print()


def lower(form, xpos):
    return form if xpos in ("NNP", "NNPS") else form.lower()


def person(t, r, first=True):
    """A title and a name; returns the head, without head and label."""
    title = []
    if r.random() < 0.2:
        a, b, c = r.choice(OF_TITLES)
        kind = ("compound", "PROPN", "NNP") if a in ("U.S.", "Deputy") else ("amod", "ADJ", "JJ")
        one = t.add(a if first or a != "Former" else a.lower(), lower(a, kind[2]) if a != "British" else a, kind[1], kind[2], None, kind[0])
        head = t.add(b, b, "PROPN", "NNP", None, "nmod:desc")
        state = t.add(c, c, "PROPN", "NNP", head, "nmod")
        case = ["of", "of", "ADP", "IN", state, "case"]
        t.words.insert(len(t.words) - 1, case)
        one[4] = head
    else:
        words = r.choice(TITLES)
        for k, (form, (upos, xpos), label) in enumerate(words):
            keep = first and k == 0 or xpos == "NNP" or form in ("French", "Turkish")
            form = form if keep else form.lower()
            title.append(t.add(form, lower(form, xpos) if form not in ("French", "Turkish") else form, upos, xpos, None, label or "nmod:desc"))
        head = title[-1]
        for w in title[:-1]:
            w[4] = head
    f, l = r.choice(FIRST), r.choice(LAST)
    name = t.add(f, f, "PROPN", "NNP")
    t.add(l, l, "PROPN", "NNP", name, "flat")
    head[4] = name
    return name


def phrase(t, noun, head, label, det="the"):
    d = t.add(det, det, "DET", "DT", None, "det")
    n = t.add(noun, noun, "NOUN", "NN", head, label)
    d[4] = n
    return n


def on_day(t, r, head):
    case = t.add("on", "on", "ADP", "IN", None, "case")
    d = r.choice(DAYS)
    case[4] = t.add(d, d, "PROPN", "NNP", head, "obl")


def in_place(t, r, head):
    case = t.add("in", "in", "ADP", "IN", None, "case")
    d = r.choice(PLACES)
    case[4] = t.add(d, d, "PROPN", "NNP", head, "obl")


def clause(t, r, head):
    noun, xpos, modal, verb = r.choice(CLAUSES)
    s = t.add(noun, noun if noun == "police" else noun[:-1], "NOUN", xpos, None, "nsubj")
    m = t.add(modal, {"would": "will", "could": "can", "might": "may"}[modal], "AUX", "MD", None, "aux")
    v = t.add(verb, verb, "VERB", "VB", head, "ccomp")
    s[4] = m[4] = v
    return v


def stop(t, head):
    t.add(".", ".", "PUNCT", ".", head, "punct")


def statement(r):
    t = Tree()
    who = person(t, r)
    form, lemma = r.choice(VERBS)
    v = t.add(form, lemma, "VERB", "VBD", None, "root")
    who[4], who[5] = v, "nsubj"
    phrase(t, r.choice(OBJECTS), v, "obj")
    if r.random() < 0.5:
        on_day(t, r, v)
    stop(t, v)
    return t


def met(r):
    t = Tree()
    who = person(t, r)
    v = t.add("met", "meet", "VERB", "VBD", None, "root")
    who[4], who[5] = v, "nsubj"
    other = person(t, r, False)
    other[4], other[5] = v, "obj"
    in_place(t, r, v)
    if r.random() < 0.5:
        on_day(t, r, v)
    stop(t, v)
    return t


def told(r):
    t = Tree()
    if r.random() < 0.6:
        who = person(t, r)
    else:
        noun = r.choice(["Lawmakers", "Officials", "Witnesses", "Doctors", "Engineers"])
        who = t.add(noun, {"Witnesses": "witness"}.get(noun, noun[:-1].lower()), "NOUN", "NNS")
    v = t.add("told", "tell", "VERB", "VBD", None, "root")
    who[4], who[5] = v, "nsubj"
    if r.random() < 0.4:
        t.add("reporters", "reporter", "NOUN", "NNS", v, "iobj")
    else:
        phrase(t, r.choice(["inquiry", "court", "committee", "newspaper", "jury"]), v, "iobj")
    clause(t, r, v)
    stop(t, v)
    return t


def quoted(r):
    t = Tree()
    q = t.add("“", '"', "PUNCT", "``")
    subject = r.choice([("We", "we", "VBP", "have"), ("They", "they", "VBP", "have"), ("He", "he", "VBZ", "has")])
    s = t.add(subject[0], subject[1], "PRON", "PRP", None, "nsubj")
    a = t.add(subject[3], "have", "AUX", subject[2], None, "aux")
    v = t.add(*r.choice([("failed", "fail"), ("won", "win"), ("agreed", "agree"), ("lied", "lie"), ("resigned", "resign")]), "VERB", "VBN", None, "ccomp")
    c = t.add(",", ",", "PUNCT", ",", v, "punct")
    e = t.add("”", '"', "PUNCT", "''", v, "punct")
    for w in (q, s, a):
        w[4] = v
    q[5] = "punct"
    said = None
    form, lemma = r.choice([("said", "say"), ("added", "add"), ("warned", "warn")])
    if r.random() < 0.5:
        said = t.add(form, lemma, "VERB", "VBD", None, "root")
        who = person(t, r, False)
    else:
        who = person(t, r, False)
        said = t.add(form, lemma, "VERB", "VBD", None, "root")
    who[4], who[5] = said, "nsubj"
    v[4] = said
    stop(t, said)
    return t


SUBJECTS = ["Court", "Minister", "Government", "Judge", "Parliament", "Senate", "Bank", "Storm", "Union", "Mayor", "Regulator", "Company"]
HEADLINES = [("orders", "order"), ("denies", "deny"), ("rejects", "reject"), ("delays", "delay"), ("backs", "back"), ("blocks", "block"), ("approves", "approve"), ("cancels", "cancel"), ("bans", "ban")]
THINGS = ["retrial", "inquiry", "merger", "plan", "strike", "sale", "budget", "appeal", "protest", "pipeline", "bill", "tunnel"]
MODIFIERS = ["murder", "rail", "harbour", "airport", "school", "bank", "hospital", "election", "border", "budget"]


def headline(r):
    t = Tree()
    s = r.choice(SUBJECTS)
    if r.random() < 0.25:
        m = t.add(r.choice(["EU", "UK", "US", "City", "State"]), None, "PROPN", "NNP", None, "compound")
        m[1] = m[0]
        s = s.lower()
        subject = t.add(s, s, "NOUN", "NN", None, "nsubj")
        m[4] = subject
    else:
        subject = t.add(s, s.lower(), "NOUN", "NN", None, "nsubj")
    if r.random() < 0.25:
        m = t.add("to", "to", "PART", "TO", None, "mark")
        form, lemma = r.choice(HEADLINES)
        v = t.add(lemma, lemma, "VERB", "VB", None, "root")
        m[4] = v
    else:
        form, lemma = r.choice(HEADLINES)
        v = t.add(form, lemma, "VERB", "VBZ", None, "root")
    subject[4] = v
    mod = None
    if r.random() < 0.4:
        w = r.choice(MODIFIERS)
        mod = t.add(w, w, "NOUN", "NN", None, "compound")
    w = r.choice(THINGS)
    thing = t.add(w, w, "NOUN", "NN", v, "obj")
    if mod:
        mod[4] = thing
    if r.random() < 0.5:
        case = t.add("after", "after", "ADP", "IN", None, "case")
        m = r.choice(MODIFIERS)
        first = t.add(m, m, "NOUN", "NN", None, "compound")
        last = r.choice(["fire", "crash", "vote", "leak", "blast", "scandal"])
        n = t.add(last, last, "NOUN", "NN", v, "obl")
        case[4] = first[4] = n
    return t


def main():
    r = random.Random(1)
    made, number = set(), 0
    for make, count in ((statement, 45), (met, 30), (told, 35), (quoted, 30), (headline, 50)):
        for _ in range(count):
            t = make(r)
            text = tuple(w[0] for w in t.words)
            if text not in made:
                made.add(text)
                number += 1
                t.print(number)


if __name__ == "__main__":
    main()
