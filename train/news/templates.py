"""Sentences of the frequent kinds of news, with their trees: `python templates.py > templates.conllu`.

Titles before names, headlines without articles, recipients, speech without "that", inverted conditionals and
the like are rare in the treebanks and regular in the news. The sentences are put together from the words of
`words.toml`; the trees follow from the patterns, and the patterns from the usage of UD English EWT. The file in
the repository shows a few hundred; the trainer makes more from a seed.

A part of a sentence is a word (form, lemma, UPOS, XPOS) or a list of (relation, part), in the order of the text,
of which one has the relation `head`.
"""

import argparse
import pathlib
import random
import tomllib

WORDS = tomllib.loads((pathlib.Path(__file__).parent / "words.toml").read_text())
LISTS = {k: v.split() if isinstance(v, str) else v for k, v in WORDS.items()}


# Words.

def word(form, upos, xpos, lemma=None):
    return (form, lemma or form, upos, xpos)


def proper(form, xpos="NNP"):
    return word(form, "PROPN", xpos)


def case(form):
    return word(form, "ADP", "IN")


def comma():
    return word(",", "PUNCT", ",")


def stop():
    return ("punct", word(".", "PUNCT", "."))


def adverb(form):
    return word(form, "ADV", "RB")


def auxiliary(form):
    xpos = {"has": "VBZ", "have": "VBP", "had": "VBD", "is": "VBZ", "are": "VBP", "was": "VBD", "were": "VBD", "did": "VBD",
            "does": "VBZ", "been": "VBN", "be": "VB"}.get(form, "MD")
    if form == "have" and xpos == "VBP":
        return word(form, "AUX", xpos, "have")
    lemma = {"has": "have", "had": "have", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "did": "do", "does": "do",
             "would": "will", "could": "can", "might": "may"}
    return word(form, "AUX", xpos, lemma.get(form, form))


def to():
    return word("to", "PART", "TO")


FORMS = {"VB": 0, "VBP": 0, "VBZ": 1, "VBD": 2, "VBN": 3, "VBG": 4}


def verb(r, kind, xpos):
    """A form of one of the verbs of a list."""
    forms = r.choice(LISTS[kind]).split()
    return word(forms[FORMS[xpos]], "VERB", xpos, forms[0])


def noun(r, kind, plural=False):
    one, many = r.choice(LISTS[kind]).split()
    return word(many if plural else one, "NOUN", "NNS" if plural else "NN", one)


def pronoun(r, objective=False):
    pairs = [("he", "him"), ("she", "her"), ("they", "them"), ("it", "it"), ("we", "us"), ("you", "you"), ("I", "me")]
    nominative, other = r.choice(pairs if objective else pairs[:-1])
    return word(other if objective else nominative, "PRON", "PRP", nominative)


def number(r, low=2, high=400):
    if r.random() < 0.3:
        return word(r.choice("two three four five six seven eight nine ten twelve twenty".split()), "NUM", "CD")
    n = r.randint(low, high) * r.choice([1, 1, 1, 10, 100])
    return word(f"{n:,}", "NUM", "CD")


# Names.

def name(r, full=None):
    """A person's name: given name and surname, now and then with an initial or particles, or the surname alone."""
    last = r.choice(LISTS["particles"]).split() if r.random() < 0.12 else [r.choice(LISTS["last"])]
    if full is False or full is None and r.random() < 0.35:
        parts = last
    else:
        parts = [r.choice(LISTS["first"])] + ([r.choice("ABCDEFGHJKLMRSTW") + "."] if r.random() < 0.06 else []) + last
    return [("head", proper(parts[0]))] + [("flat", proper(p)) for p in parts[1:]]


def two(first, second, how, xpos="NNP"):
    """A name in two words."""
    if how == "flat":
        return [("head", proper(first)), ("flat", proper(second))]
    kind = word(first, "ADJ", "NNP") if how == "amod" else proper(first)
    return [(how, kind), ("head", proper(second, xpos))]


def place(r):
    if r.random() < 0.25:
        first, second, how = r.choice(LISTS["two_places"]).split()
        return [("det", the())] * (first in ("United", "West", "Middle")) + two(first, second, how, "NNPS" if second == "States" else "NNP")
    return [("head", proper(r.choice(LISTS["places"])))]


def the(form="the"):
    return word(form, "DET", "DT", "a" if form == "an" else form)


def body(r):
    """The name of an institution."""
    x = r.random()
    if x < 0.3:
        return [("det", the())] * (r.random() < 0.5) + [("head", proper(r.choice(LISTS["abbreviations"])))]
    if x < 0.5:
        return [("head", proper(r.choice(LISTS["companies"])))]
    parts = r.choice(LISTS["the_bodies"]).split()
    if len(parts) == 1:
        return [("det", the()), ("head", proper(parts[0]))]
    first, how = parts[0].split("/")
    return [("det", the())] + two(first, parts[1], "amod" if how == "a" else "compound", "NNPS" if parts[1] == "Nations" else "NNP")


def outlet(r):
    """A newspaper or a station."""
    if r.random() < 0.5:
        parts = r.choice(LISTS["the_outlets"]).split()
        start = [("det", the())]
    else:
        parts, start = r.choice(LISTS["outlets"]).split(), []
    if parts[-1].isdigit():
        return start + [("head", proper(parts[0])), ("nummod", word(parts[1], "NUM", "CD"))]
    if parts[0] in ("Al", "Der", "Le"):
        return start + [("head", proper(parts[0])), ("flat", proper(parts[1]))]
    out = []
    for p in parts[:-1]:
        out.append(("amod", word(p, "ADJ", "NNP")) if p in ("Daily", "Free", "Financial", "Associated") else ("compound", proper(p)))
    return start + out + [("head", proper(parts[-1]))]


TITLES = [
    "Opposition/c leader", "Kremlin/p spokesman", "Former/a finance/c minister", "Labour/p lawmaker", "Army/c chief", "Police/c spokeswoman",
    "UN/p envoy", "U.S./p Defense/p Secretary/P", "Foreign/A Minister/P", "Defence/p Minister/P", "Prime/A Minister/P", "President/P",
    "Deputy/p Mayor/P", "Lead/c researcher", "Gen./P", "Rep./P", "Sen./P", "Justice/P", "Ms./P", "Mr./P", "Dr./P", "Sir/P", "Chief/p Justice/P",
    "Vice/p President/P", "Health/p Secretary/P", "Interior/p Minister/P", "Chancellor/P", "Governor/P", "Judge/P", "Chief/a executive",
    "Former/a president", "Team/c captain", "Finance/c minister", "Senior/a aide", "Government/c spokesman", "Professor/P", "Club/c president",
]


def title(r, start):
    """A title as it stands before a name."""
    parts = r.choice(TITLES).split()
    out = []
    if r.random() < 0.3 and len(parts) > 1 and parts[0] not in ("U.S./p", "UN/p", "Kremlin/p", "Labour/p"):
        out.append(("amod", word(r.choice(LISTS["nations"]), "ADJ", "JJ")))
        start = False
    for i, part in enumerate(parts):
        form, _, kind = part.partition("/")
        small = form if start and i == 0 else form.lower()
        this = {"c": ("compound", word(small, "NOUN", "NN", form.lower())), "a": ("amod", word(small, "ADJ", "JJ", form.lower())),
                "p": ("compound", proper(form)), "A": ("amod", word(form, "ADJ", "NNP")),
                "P": ("head", proper(form)), "": ("head", word(small, "NOUN", "NN", form.lower()))}[kind]
        out.append(this)
    return out


def of_title(r, start):
    """Secretary of State, head of the World Bank."""
    deputy = r.choice([None, "U.S.", "Deputy", "British"])
    first = {"U.S.": ("compound", proper("U.S.")), "Deputy": ("compound", proper("Deputy")), "British": ("amod", word("British", "ADJ", "JJ"))}
    return ([first[deputy]] if deputy else []) + [("head", proper("Secretary")), ("nmod", [("case", case("of")), ("head", proper(r.choice(["State", "Defence", "Defense"])))])]


def titled(r, start=False):
    """A title and a name."""
    before = of_title(r, start) if r.random() < 0.15 else title(r, start)
    return [("nmod:desc", before)] + name(r)


# Phrases.

def phrase(r, kind, det=True, plural=None, adjective=0.25):
    """A noun phrase with "the" or "a"."""
    plural = r.random() < 0.3 if plural is None else plural
    out = []
    if r.random() < adjective:
        out.append(("amod", word(r.choice(LISTS["adjectives"]), "ADJ", "JJ")))
    elif r.random() < adjective:
        out.append(("compound", word(r.choice(LISTS["kinds"]), "NOUN", "NN")))
    out.append(("head", noun(r, kind, plural)))
    if det:
        first = out[0][1][0]
        small = ("an" if first[0] in "aeio" else "a") if not plural and r.random() < 0.3 else "the"
        if r.random() < 0.06:
            out.insert(0, ("nmod:poss", word(r.choice(["his", "her", "their", "its"]), "PRON", "PRP$")))
        else:
            out.insert(0, ("det", the(small)))
    return out


def bare(r, kind, plural=None):
    """A noun phrase of a headline."""
    return phrase(r, kind, det=False, plural=plural)


def joined(r, make):
    """Two or three of a kind: a, b and c."""
    out = make(r)
    if r.random() < 0.5:
        out = out + [("conj", [("punct", comma())] + make(r))]
    return out + [("conj", [("cc", word("and", "CCONJ", "CC"))] + make(r))]


def subject(r, start=True):
    """Who does something."""
    x = r.random()
    if x < 0.25:
        return titled(r, start)
    if x < 0.4:
        return name(r)
    if x < 0.5:
        return [("head", pronoun(r))]
    if x < 0.65:
        return body(r)
    if x < 0.72:
        return place(r)
    if x < 0.78:
        return bare(r, "people", True)
    if x < 0.84:
        return apposed(r)
    return phrase(r, r.choice(["people", "bodies"]))


def whom(r):
    """A recipient."""
    x = r.random()
    if x < 0.25:
        return [("head", pronoun(r, True))]
    if x < 0.4:
        return name(r)
    if x < 0.5:
        return [("head", word("reporters", "NOUN", "NNS", "reporter"))]
    if x < 0.65:
        return body(r)
    if x < 0.75:
        return bare(r, "people", True)
    if x < 0.8:
        return place(r)
    return phrase(r, r.choice(["people", "bodies"]))


def post(r):
    """A long title, as it stands after a name."""
    out = [("head", word(r.choice(["head", "leader", "director", "president", "chairman", "spokesman", "member", "founder", "editor"]), "NOUN", "NN"))]
    if r.random() < 0.4:
        out.insert(0, ("amod", word(r.choice(["former", "deputy", "executive", "acting", "senior"]), "ADJ", "JJ")))
    if r.random() < 0.6:
        small = ("an" if out[0][1][0][0] in "aeio" else "a") if r.random() < 0.4 else "the"
        out.insert(0, ("det", the(small)))
    return out + [("nmod", with_case(r.choice(["of", "of", "of", "for", "at"]), r.choice([body, place, lambda r: phrase(r, "bodies")])(r)))]


def apposed(r):
    """A name and a long title between commas."""
    after = [("punct", comma())] + post(r)
    return name(r, True) + [("appos", after), ("punct", comma())]


def with_case(form, part):
    return [("case", case(form))] + part


def day(r):
    return [("head", proper(r.choice(LISTS["days"])))]


def time(r):
    """When: on Sunday, Sunday, last week, in May 2014, on May 5, 2014, yesterday."""
    x = r.random()
    month, year = proper(r.choice(LISTS["months"])), word(str(r.randint(1961, 2026)), "NUM", "CD")
    if x < 0.3:
        return "obl", with_case("on", day(r))
    if x < 0.5:
        return "obl:unmarked", day(r)
    if x < 0.6:
        late = r.choice(["week", "month", "year"])
        return "obl:unmarked", [("amod", word(r.choice(["last", "next"]), "ADJ", "JJ")), ("head", word(late, "NOUN", "NN"))]
    if x < 0.7:
        return "obl", with_case("in", [("head", year)])
    if x < 0.8:
        return "obl", with_case("in", [("head", month), ("nmod:unmarked", year)])
    if x < 0.95:
        out = [("nmod:unmarked", month), ("head", word(str(r.randint(1, 31)), "NUM", "CD"))]
        if r.random() < 0.5:
            out += [("punct", comma()), ("nmod:unmarked", year)]
        return "obl", with_case("on", out)
    return "obl:unmarked", [("head", word(r.choice(["yesterday", "today", "tomorrow"]), "NOUN", "NN"))]


def where(r):
    return "obl", with_case("in", place(r))


def maybe(r, chance, *parts):
    return list(parts) if r.random() < chance else []


def singular(part):
    """Whether a subject takes a verb in -s."""
    head = part
    while isinstance(head, list):
        head = next(p for rel, p in head if rel == "head")
    many = head[0].lower() in ("they", "we", "i", "you", "police") or head[3] in ("NNS",)
    return not many and not (isinstance(part, list) and any(rel == "conj" for rel, _ in part))


def done(r, kind, who):
    """A verb in the past, the perfect, the future, denied or not, with its auxiliaries."""
    one = singular(who)
    x = r.random()
    if x < 0.5:
        return [("head", verb(r, kind, "VBD"))]
    if x < 0.65:
        aux = [("aux", auxiliary("has" if one else "have"))]
        return aux + maybe(r, 0.3, ("advmod", word("not", "PART", "RB"))) + [("head", verb(r, kind, "VBN"))]
    if x < 0.8:
        modal = r.choice(["will", "would", "could", "may", "might", "must", "should"])
        return [("aux", auxiliary(modal))] + maybe(r, 0.3, ("advmod", word("not", "PART", "RB"))) + [("head", verb(r, kind, "VB"))]
    if x < 0.88:
        return [("aux", auxiliary("did")), ("advmod", word("not", "PART", "RB")), ("head", verb(r, kind, "VB"))]
    if x < 0.94:
        return [("head", verb(r, kind, "VBZ" if one else "VBP"))]
    return [("aux", auxiliary("is" if one else "are")), ("head", verb(r, kind, "VBG"))]


def parts_of(verbs, before=(), after=()):
    """A clause from its verb group and what stands around it."""
    return list(before) + verbs + list(after)


def clause(r, that=None, start=False):
    """A finite clause: somebody does something to something."""
    who = subject(r, start)
    mark = [("mark", word("that", "SCONJ", "IN"))] if that else []
    if r.random() < 0.4:
        return parts_of(done(r, "intransitive", who), mark + [("nsubj", who)], maybe(r, 0.4, r.choice([where, time])(r)))
    if r.random() < 0.2:
        return mark + passive(r, phrase(r, "things"))
    thing = phrase(r, "things")
    return parts_of(done(r, "transitive", who), mark + [("nsubj", who)], [("obj", thing)] + maybe(r, 0.3, r.choice([where, time])(r)))


def passive(r, thing, kind="transitive"):
    one = singular(thing)
    aux = r.choice([["was"], ["has", "been"], ["will", "be"], ["is"]])
    if not one:
        aux = [{"was": "were", "has": "have", "is": "are"}.get(a, a) for a in aux]
    group = [("aux", auxiliary(a)) for a in aux[:-1]] + [("aux:pass", auxiliary(aux[-1]))]
    by = maybe(r, 0.5, ("obl:agent", with_case("by", r.choice([body, name, lambda r: phrase(r, "people"), lambda r: bare(r, "people", True)])(r))))
    return [("nsubj:pass", thing)] + group + [("head", verb(r, kind, "VBN"))] + by + maybe(r, 0.4, r.choice([where, time])(r))


# Sentences.

def statement(r):
    who = subject(r)
    late = maybe(r, 0.4, time(r))
    return parts_of(done(r, "transitive", who), [("nsubj", who)], [("obj", phrase(r, "things"))] + late + [stop()])


def met(r):
    who = titled(r, True)
    return parts_of([("head", verb(r, "on_people", "VBD"))], [("nsubj", who)], [("obj", titled(r)), where(r)] + maybe(r, 0.5, time(r)) + [stop()])


def told(r):
    """Recipient and content, with "that" or without, the outlet among the recipients."""
    who = subject(r)
    to_whom = outlet(r) if r.random() < 0.3 else whom(r)
    early = maybe(r, 0.25, ("advmod", adverb(r.choice(["also", "later", "repeatedly", "then"]))))
    late = maybe(r, 0.25, time(r))
    return [("nsubj", who)] + early + [("head", verb(r, "tell", "VBD")), ("iobj", to_whom)] + late + [("ccomp", clause(r, r.random() < 0.6)), stop()]


def said(r):
    who = subject(r)
    early = maybe(r, 0.15, ("advmod", adverb(r.choice(["also", "later"]))))
    late = maybe(r, 0.35, time(r))
    return [("nsubj", who)] + early + [("head", verb(r, "say", "VBD"))] + late + [("ccomp", clause(r, late or r.random() < 0.5)), stop()]


def quotation(r):
    marks = [("“", "”"), ('"', '"')]
    left, right = r.choice(marks)
    return word(left, "PUNCT", "``", '"'), word(right, "PUNCT", "''", '"')


def quoted(r):
    """A quotation, then its speaker, inverted or not, named at length or not."""
    left, right = quotation(r)
    content = [("punct", left)] + clause(r, start=True) + [("punct", comma()), ("punct", right)]
    speaker = r.choice([titled, name, lambda r: phrase(r, "people"), lambda r: name(r, True) + [("appos", [("punct", comma())] + post(r))]])(r)
    verb_ = ("head", verb(r, "say", "VBD"))
    order = [verb_, ("nsubj", speaker)] if r.random() < 0.6 else [("nsubj", speaker), verb_]
    return [("ccomp", content)] + order + maybe(r, 0.25, time(r)) + [stop()]


def interrupted(r):
    """This deal, she said, has failed."""
    who = phrase(r, "things")
    between = [("punct", comma()), ("nsubj", r.choice([[("head", pronoun(r))], name(r)])), ("head", verb(r, "say", "VBD")), ("punct", comma())]
    return [("nsubj", who), ("parataxis", between)] + done(r, "intransitive", who) + maybe(r, 0.3, where(r)) + [stop()]


def headline(r):
    many = r.random() < 0.35
    who = bare(r, r.choice(["people", "bodies"]), many)
    if r.random() < 0.15:
        who = [("head", proper(r.choice(LISTS["abbreviations"] + LISTS["last"] + LISTS["companies"])))]
    x = r.random()
    if x < 0.25:
        verbs = [("mark", to()), ("head", verb(r, "transitive", "VB"))]
    else:
        verbs = [("head", verb(r, "transitive", "VBP" if singular(who) is False else "VBZ"))]
    return [("nsubj", who)] + verbs + [("obj", bare(r, "things"))] + maybe(r, 0.5, aftermath(r))


def aftermath(r):
    """After the fire, over tax fraud, in Paris."""
    x = r.random()
    if x < 0.5:
        return "obl", with_case(r.choice(["after", "amid", "before", "during", "in"]), bare(r, "events"))
    if x < 0.7:
        return "obl", with_case("over", [("head", word(r.choice(LISTS["crimes"]), "NOUN", "NN"))])
    return where(r)


def headline_happens(r):
    many = r.random() < 0.3
    who = bare(r, r.choice(["things", "people", "bodies"]), many)
    return [("nsubj", who), ("head", verb(r, "intransitive", "VBP" if many else "VBZ"))] + maybe(r, 0.8, aftermath(r))


def headline_passive(r):
    """Two killed in ferry fire; man arrested over theft; deal rejected by senators."""
    x = r.random()
    if x < 0.35:
        who, kind = [("head", number(r))], "on_people"
    elif x < 0.7:
        who, kind = bare(r, "people"), "on_people"
        if r.random() < 0.3:
            who = [("nummod", number(r)), ("head", noun(r, "people", True))]
    else:
        who, kind = bare(r, "things"), "transitive"
    by = maybe(r, 0.25, ("obl:agent", with_case("by", bare(r, "people", True))))
    return [("nsubj:pass", who), ("head", verb(r, kind, "VBN"))] + (by or [aftermath(r)])


def headline_colon(r):
    """Minister: talks have failed. The speaker stands as the root, as labels before a colon do in the treebank."""
    who = name(r) if r.random() < 0.5 else bare(r, r.choice(["people", "bodies"]), False)
    return who + [("appos", [("punct", word(":", "PUNCT", ":"))] + clause(r))]


def headline_says(r):
    """Talks failed, says minister."""
    return [("ccomp", clause(r, start=True) + [("punct", comma())]), ("head", verb(r, "say", "VBZ")), ("nsubj", bare(r, "people", False) if r.random() < 0.5 else name(r))]


def conditional(r):
    """Had they signed the treaty, the border would have opened. If they had signed …"""
    who = subject(r, False)
    thing = [("obj", phrase(r, "things"))]
    if r.random() < 0.6:
        first = [("aux", auxiliary("had")), ("nsubj", who), ("head", verb(r, "transitive", "VBN"))] + thing
    else:
        first = [("mark", word("if", "SCONJ", "IN")), ("nsubj", who), ("aux", auxiliary("had")), ("head", verb(r, "transitive", "VBN"))] + thing
    other = subject(r, False)
    kind = r.choice(["transitive", "intransitive"])
    end = [("obj", phrase(r, "things"))] if kind == "transitive" else []
    return [("advcl", first + [("punct", comma())]), ("nsubj", other), ("aux", auxiliary("would"))] + maybe(r, 0.2, ("advmod", word("not", "PART", "RB"))) + [
        ("aux", word("have", "AUX", "VB")), ("head", verb(r, kind, "VBN"))] + end + [stop()]


def infinitive(r):
    if r.random() < 0.3:
        return [("mark", to()), ("head", verb(r, "intransitive", "VB"))] + maybe(r, 0.3, where(r))
    return [("mark", to()), ("head", verb(r, "transitive", "VB")), ("obj", phrase(r, "things"))] + maybe(r, 0.2, time(r))


def urged(r):
    """Asked the council to publish the report; forced the bank to close. The treebank has iobj with the one kind of verb, obj with the other."""
    who = subject(r)
    kind, rel = r.choice([("urge", "iobj"), ("urge", "iobj"), ("make_do", "obj")])
    return [("nsubj", who), ("head", verb(r, kind, "VBD")), (rel, whom(r)), ("xcomp", infinitive(r)), stop()]


def gave(r):
    """Gave the club a loan; gave a loan to the club; was given a loan."""
    who = subject(r)
    gift = phrase(r, "gifts") if r.random() < 0.85 else [("head", word("money", "NOUN", "NN"))]
    x = r.random()
    if x < 0.65:
        return parts_of(done(r, "give", who), [("nsubj", who)], [("iobj", whom(r)), ("obj", gift)] + maybe(r, 0.3, time(r)) + [stop()])
    if x < 0.85:
        return parts_of(done(r, "give", who), [("nsubj", who)], [("obj", gift), ("obl", with_case("to", whom(r)))] + maybe(r, 0.2, time(r)) + [stop()])
    late = maybe(r, 0.3, time(r))
    return [("nsubj:pass", who), ("aux:pass", auxiliary("was" if singular(who) else "were")), ("head", verb(r, "give", "VBN")), ("obj", gift)] + late + [stop()]


def notified(r):
    """Notified the owner; asked her; paid the nurses: the recipient alone."""
    who = subject(r)
    verbs = done(r, "only_recipient", who)
    about = maybe(r, 0.5, ("obl", with_case("about", phrase(r, "things"))))
    return parts_of(verbs, [("nsubj", who)], [("iobj", whom(r))] + about + maybe(r, 0.3, time(r)) + [stop()])


def called(r):
    """Called the deal a mistake."""
    who = subject(r)
    what = phrase(r, "things") if r.random() < 0.6 else name(r)
    role = r.choice(LISTS["roles"])
    noun_ = [("det", the("an" if role[0] == "a" else "a")), ("head", word(role, "NOUN", "NN"))]
    return [("nsubj", who), ("head", verb(r, "call", "VBD")), ("obj", what), ("xcomp", noun_)] + maybe(r, 0.3, time(r)) + [stop()]


def fronted(r):
    """On Sunday von der Leyen was in Berlin."""
    when = r.choice([with_case("on", day(r)), time(r)[1]])
    rel = "obl" if when[0][0] == "case" else "obl:unmarked"
    when = when + maybe(r, 0.3, ("punct", comma()))
    who = titled(r) if r.random() < 0.3 else name(r)
    x = r.random()
    if x < 0.4:
        return [(rel, when), ("nsubj", who), ("cop", auxiliary("was"))] + with_case("in", place(r)) + [stop()]
    if x < 0.7:
        return [(rel, when), ("nsubj", who)] + done(r, "transitive", who) + [("obj", phrase(r, "things")), stop()]
    return [(rel, when), ("nsubj", who)] + done(r, "intransitive", who) + [stop()]


def deed(r):
    """Russia's annexation of Crimea in 2014; the arrest of the mayor by police."""
    out = [("head", word(r.choice(LISTS["deeds"]), "NOUN", "NN"))]
    owner = r.random() < 0.5
    actor = r.choice([place, body, name])(r)
    if owner:
        out.insert(0, ("nmod:poss", actor + [("case", word("’s" if r.random() < 0.5 else "'s", "PART", "POS", "'s"))]))
    else:
        out.insert(0, ("det", the()))
    out.append(("nmod", with_case("of", r.choice([place, name, lambda r: phrase(r, "things"), lambda r: phrase(r, "people")])(r))))
    if not owner and r.random() < 0.5:
        out.append(("nmod", with_case("by", r.choice([body, place, lambda r: bare(r, "people", True)])(r))))
    if r.random() < 0.4:
        out.append(("nmod", with_case("in", [("head", word(str(r.randint(1961, 2026)), "NUM", "CD"))])))
    return out


def deeds(r):
    x = r.random()
    if x < 0.4:
        return passive(r, deed(r)) + [stop()]
    if x < 0.75:
        who = subject(r)
        return [("nsubj", who)] + done(r, "transitive", who) + [("obj", deed(r)), stop()]
    return [("nsubj", deed(r)), ("cop", auxiliary("was")), ("det", the("a")), ("head", word(r.choice(["mistake", "disaster", "success", "victory"]), "NOUN", "NN")), stop()]


def changed(r):
    """The toll rose to 14 from 9 on Wednesday."""
    what = [("det", the())] + maybe(r, 0.3, ("compound", word(r.choice(LISTS["kinds"]), "NOUN", "NN"))) + [("head", noun(r, "amounts", False))]

    def figure():
        x = r.random()
        n = number(r)
        if x < 0.5:
            return [("head", n)]
        if x < 0.7:
            return [("nummod", n), ("head", word(r.choice(["percent", "%", "people", "jobs"]), "NOUN", "NN"))]
        unit = r.choice(["million", "billion"])
        return [("head", word("$", "SYM", "$")), ("nummod", [("compound", word(f"{r.randint(1, 90)}.{r.randint(1, 9)}", "NUM", "CD")), ("head", word(unit, "NUM", "CD"))])]
    a, b = [("obl", with_case(c, figure())) for c in ("to", "from")]
    x = r.random()
    ends = [a, b] if x < 0.35 else [b, a] if x < 0.6 else [a] if x < 0.75 else [("obl", with_case("by", figure()))]
    late = maybe(r, 0.5, time(r))
    out = [("nsubj", what)] + done(r, "change", what)
    return out + (late + ends if r.random() < 0.3 else ends + late) + [stop()]


def relative(r):
    """Anna Horvat, who signed the deal, resigned; the deal that she signed collapsed."""
    x = r.random()
    if x < 0.5:
        inner = [("punct", comma()), ("nsubj", word("who", "PRON", "WP")), ("head", verb(r, "transitive", "VBD")), ("obj", phrase(r, "things"))] + maybe(r, 0.3, time(r))
        who = name(r, True) + [("acl:relcl", inner), ("punct", comma())]
    elif x < 0.75:
        pron = r.choice([[("obj", word("that", "PRON", "WDT"))], [("obj", word("which", "PRON", "WDT"))], []])
        actor = r.choice([name, body, lambda r: phrase(r, "people")])(r)
        who = phrase(r, "things", adjective=0.1) + [("acl:relcl", pron + [("nsubj", actor), ("head", verb(r, "transitive", "VBD"))])]
    else:
        actor = r.choice([body, lambda r: bare(r, "people", True)])(r)
        who = phrase(r, "people", adjective=0.1) + [("acl:relcl", [("obj", word(r.choice(["whom", "who"]), "PRON", "WP")), ("nsubj", actor), ("head", verb(r, "on_people", "VBD"))])]
    if r.random() < 0.5:
        return [("nsubj", who)] + done(r, "intransitive", who) + maybe(r, 0.4, time(r)) + [stop()]
    return passive(r, who) + [stop()]


def gerund(r):
    """Closing the bridge was a mistake; ministers denied signing the deal."""
    inner = [("head", verb(r, "transitive", "VBG")), ("obj", phrase(r, "things"))]
    x = r.random()
    if x < 0.4:
        return [("csubj", inner), ("aux", auxiliary(r.choice(["would", "could", "may", "will"]))), ("head", verb(r, "transitive", "VB")), ("obj", phrase(r, "things")), stop()]
    if x < 0.6:
        return [("csubj", inner), ("cop", auxiliary(r.choice(["was", "is"]))), ("det", the("a")), ("head", word(r.choice(["mistake", "crime", "success", "priority"]), "NOUN", "NN")), stop()]
    who = subject(r)
    form, lemma = r.choice([("denied", "deny"), ("admitted", "admit"), ("considered", "consider"), ("avoided", "avoid"), ("stopped", "stop")])
    return [("nsubj", who), ("head", word(form, "VERB", "VBD", lemma)), ("xcomp", inner), stop()]


def wanting(r):
    """Refused to sign the treaty; is expected to resign."""
    who = subject(r)
    if r.random() < 0.6:
        form, lemma = r.choice([("refused", "refuse"), ("agreed", "agree"), ("promised", "promise"), ("failed", "fail"), ("decided", "decide"), ("tried", "try"), ("planned", "plan")])
        return [("nsubj", who), ("head", word(form, "VERB", "VBD", lemma)), ("xcomp", infinitive(r)), stop()]
    form, lemma = r.choice([("expected", "expect"), ("ordered", "order"), ("forced", "force"), ("asked", "ask"), ("allowed", "allow")])
    return [("nsubj:pass", who), ("aux:pass", auxiliary("was" if singular(who) else "were")), ("head", word(form, "VERB", "VBN", lemma)), ("xcomp", infinitive(r)), stop()]


def series(r):
    """Ministers approved the budget, rejected the tax and closed the bridge."""
    who = subject(r) if r.random() < 0.6 else joined(r, lambda r: place(r))

    def act():
        return [("head", verb(r, "transitive", "VBD")), ("obj", phrase(r, "things"))]
    sign = r.choice([",", ",", ";"])
    middle = [("conj", [("punct", word(sign, "PUNCT", "," if sign == "," else ":"))] + act())] if r.random() < 0.6 else []
    return [("nsubj", who)] + act() + middle + [("conj", [("cc", word("and", "CCONJ", "CC"))] + act()), stop()]


def things_listed(r):
    """Objects in a row."""
    who = subject(r)
    return [("nsubj", who)] + done(r, "transitive", who) + [("obj", joined(r, lambda r: phrase(r, "things"))), stop()]


def happened(r):
    return passive(r, phrase(r, r.choice(["things", "people"])), r.choice(["transitive", "on_people"])) + [stop()]


def sourced(r):
    """According to Reuters, the court blocked the deal."""
    who = subject(r, False)
    source = [("case", [("head", word("according", "VERB", "VBG", "accord")), ("fixed", case("to"))])] + (outlet(r) if r.random() < 0.6 else subject(r, False))
    if r.random() < 0.6:
        source = source + [("punct", comma())]
        return [("obl", source), ("nsubj", who)] + done(r, "transitive", who) + [("obj", phrase(r, "things")), stop()]
    return [("nsubj", who)] + done(r, "transitive", who) + [("obj", phrase(r, "things")), ("obl", [("punct", comma())] * (r.random() < 0.7) + source), stop()]


KINDS = {
    statement: 5, met: 4, told: 9, said: 7, quoted: 7, interrupted: 3, headline: 10, headline_happens: 5, headline_passive: 6, headline_colon: 3,
    headline_says: 3, conditional: 5, urged: 6, gave: 8, notified: 4, called: 4, fronted: 5, deeds: 6, changed: 6, relative: 6, gerund: 4, wanting: 4,
    series: 3, things_listed: 3, happened: 4, sourced: 3,
}


def flatten(part, words):
    """Append the words of a part as [form, lemma, upos, xpos, head, relation]; returns its head."""
    if isinstance(part, tuple):
        words.append([*part, None, None])
        return words[-1]
    made = [(rel, flatten(p, words)) for rel, p in part]
    head = next(w for rel, w in made if rel == "head")
    for rel, w in made:
        if rel != "head":
            w[4], w[5] = head, rel
    return head


def settled(words):
    """What the text does to the parts: no comma before another mark, a capital at the start."""
    out = []
    for w in words:
        if w[3] == "," and out and out[-1][3] == ",":
            continue
        if w[0] in (".", ":") and out and out[-1][3] == ",":
            out.pop()
        out.append(w)
    first = next(w for w in out if w[2] != "PUNCT")
    first[0] = first[0][:1].upper() + first[0][1:]
    if out[-1][3] == ",":
        out.pop()
    return out


def make(seed, count):
    """So many different sentences, each a list of CoNLL-U rows."""
    r = random.Random(seed)
    kinds, weights = zip(*KINDS.items())
    seen, sentences = set(), []
    while len(sentences) < count:
        words = []
        root = flatten(r.choices(kinds, weights)[0](r), words)
        root[5] = "root"
        words = settled(words)
        text = tuple(w[0] for w in words)
        if text in seen or len(words) > 40:
            continue
        seen.add(text)
        at = {id(w): i for i, w in enumerate(words, 1)}
        sentences.append([[str(i), form, lemma, upos, xpos, "_", str(at[id(head)] if head else 0), rel, "_", "_"]
                          for i, (form, lemma, upos, xpos, head, rel) in enumerate(words, 1)])
    return sentences


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--count", type=int, default=300)
    a.add_argument("--seed", type=int, default=1)
    args = a.parse_args()
    for i, rows in enumerate(make(args.seed, args.count), 1):
        text = " ".join(row[1] for row in rows)
        for x, y in ((" .", "."), (" ,", ","), (" ;", ";"), (" :", ":"), ("“ ", "“"), (" ”", "”"), (" ’s", "’s"), (" 's", "'s"), ("$ ", "$"), (" %", "%")):
            text = text.replace(x, y)
        print(f"# sent_id = templates-{i}\n# text = {text}")
        for row in rows:
            print("\t".join(row))
        print()


if __name__ == "__main__":
    main()
