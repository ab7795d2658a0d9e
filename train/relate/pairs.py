"""Public sets of labelled pairs -> lines for `cargo run --example relate_scores`.

    python3 train/relate/pairs.py DATA OUT

DATA holds one folder a set (sick, fever-symmetric, semantic-fragments, fracas, monli, med, breaking-nli,
negation-nli, conjnli, rte, summedits, wice); OUT gets one .jsonl a set with {"id","text","claim","label","group"}.
Only development and training parts are read.
"""

import gzip
import json
import re
import sys
from pathlib import Path

LABELS = {"entailment": "supported", "contradiction": "contradicted", "neutral": "unverified",
          "yes": "supported", "no": "contradicted", "unknown": "unverified",
          "supports": "supported", "refutes": "contradicted"}


def lines(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as f:
        yield from (line.rstrip("\n") for line in f)


def detokenise(text):
    for a, b in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("``", "“"), ("''", "”"), (" -- ", " – ")):
        text = text.replace(a, b)
    text = re.sub(r"\s+([.,;:!?%)\]”]|'s\b|n't\b)", r"\1", text)
    return re.sub(r"([(\[“$])\s+", r"\1", text).strip()


def sentence(text):
    text = text.strip()
    if text and text[-1] not in ".?!":
        text += "."
    return text


def sets(data):
    def sick():
        for name in ("SICK_train", "SICK_trial"):
            for i, line in enumerate(lines(data / "sick" / f"{name}.txt.gz")):
                if i:
                    id, a, b, _, label = line.split("\t")[:5]
                    yield id, sentence(a), sentence(b), label, name

    def fever():
        for i, line in enumerate(lines(data / "fever-symmetric" / "dev.jsonl.gz")):
            d = json.loads(line)
            yield i, detokenise(d["evidence"]), detokenise(d["claim"]), d["label"], ""

    def fragments():
        for path in sorted((data / "semantic-fragments").glob("*.dev.tsv.gz")):
            for line in lines(path):
                id, a, b, label = line.split("\t")[:4]
                yield id, sentence(re.sub(r" ,", ",", a)), sentence(b), label, path.name.split(".")[0]

    def fracas():
        for line in lines(data / "fracas" / "dev.jsonl"):
            d = json.loads(line)
            if d["fracas_answer"] in ("yes", "no", "unknown"):
                yield d["id"], " ".join(d["premises"]), d["hypothesis"], d["fracas_answer"], d["section"]

    def monli():
        for name in ("nmonli_train.jsonl", "pmonli.dev.jsonl"):
            for i, line in enumerate(lines(data / "monli" / name)):
                d = json.loads(line)
                yield i, sentence(d["sentence1"]), sentence(d["sentence2"]), d["gold_label"], name.split(".")[0]

    def med():
        for line in lines(data / "med" / "dev.jsonl.gz"):
            d = json.loads(line)
            label = "supported" if d["label"] == "entailment" else "other"
            yield d["pairID"], sentence(d["premise"]), sentence(d["hypothesis"]), label, d["genre"].split(":")[0]

    def breaking():
        for i, line in enumerate(lines(data / "breaking-nli" / "dev.jsonl.gz")):
            d = json.loads(line)
            yield i, sentence(d["sentence1"]), sentence(d["sentence2"]), d["gold_label"], d["category"]

    def negation():
        for name in ("rte", "snli", "mnli"):
            for i, line in enumerate(lines(data / "negation-nli" / f"{name}.dev.jsonl")):
                d = json.loads(line)
                label = {"not_entailment": "other"}.get(d["gold_label"], d["gold_label"])
                yield f"{name}-{i}", d["Text"], d["Hypothesis"], label, name

    def conjnli():
        for i, line in enumerate(lines(data / "conjnli" / "dev.tsv")):
            a, b, label = line.split("\t")[:3]
            if i or label.lower() in LABELS:
                yield i, sentence(a), sentence(b), label, ""

    def rte():
        for path in sorted((data / "rte").glob("*.xml.gz")):
            text = gzip.open(path, "rt", encoding="utf-8").read()
            for id, attrs, t, h in re.findall(r'<pair id="(\d+)"([^>]*)>\s*<t>(.*?)</t>\s*<h>(.*?)</h>', text, re.S):
                yes = re.search(r'(?:value|entailment)="(YES|TRUE)"', attrs)
                yield f"{path.name[:4]}-{id}", t.strip(), h.strip(), "supported" if yes else "other", path.name[:4]

    def summedits():
        for path in sorted((data / "summedits").glob("*.json.gz")):
            d = json.load(gzip.open(path, "rt", encoding="utf-8"))
            for item in d["items"]:
                label = "supported" if item["label"] == 1 else "contradicted"
                yield item["id"], d["docs"][item["doc_id"]], item["summary"], label, path.name.split(".")[0]

    def wice():
        for line in lines(data / "wice" / "claim.oracle_chunks.dev.jsonl.gz"):
            d = json.loads(line)
            evidence = d["evidence"] if isinstance(d["evidence"], str) else " ".join(d["evidence"])
            label = {"supported": "supported"}.get(d["label"], "unverified")
            yield d.get("meta", {}).get("id", ""), evidence, d["claim"], label, ""

    return {"sick": sick, "fever": fever, "fragments": fragments, "fracas": fracas, "monli": monli, "med": med,
            "breaking": breaking, "negation": negation, "conjnli": conjnli, "rte": rte, "summedits": summedits,
            "wice": wice}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name, pairs in sets(Path(sys.argv[1])).items():
        with open(out / f"{name}.jsonl", "w", encoding="utf-8") as f:
            for id, text, claim, label, group in pairs():
                label = LABELS.get(label.lower(), label)
                f.write(json.dumps({"id": str(id), "text": text, "claim": claim, "label": label, "group": group},
                                   ensure_ascii=False) + "\n")
