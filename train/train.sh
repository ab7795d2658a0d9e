#!/bin/sh
# Trains the parser and writes its files: ./train.sh DATA [WORK]
set -eu
data=$1
work=${2:-work}
python=${PYTHON:-python3}
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../src/reading/parser
mkdir -p "$work"
export OMP_NUM_THREADS=1
"$python" "$here/train.py" --data "$data" --out "$work/small.npz" --hidden 128 --epochs 12 --seed 1
"$python" "$here/train.py" --data "$data" --out "$work/wide.npz" --hidden 192 --epochs 16 --seed 3
"$python" "$here/distil.py" --data "$data" --out "$work/first.npz" --teachers "$work/wide.npz" "$work/small.npz" \
    --weights 2 1 --hidden 128 --epochs 12 --seed 5 --dropout 0.6
"$python" "$here/distil.py" --data "$data" --out "$work/second.npz" --teachers "$work/wide.npz" "$work/first.npz" \
    --weights 1 1 --hidden 128 --epochs 10 --seed 7 --dropout 0.6
"$python" "$here/distil.py" --data "$data" --out "$work/model.npz" \
    --teachers "$work/wide.npz" "$work/first.npz" "$work/second.npz" --weights 1.5 1 1 --start "$work/second.npz" \
    --words 17500 --word 40 --plain 1500 --epochs 2 --rate 1.5e-3 --average 0.99 --dropout 0.6 --seed 21
"$python" "$here/export.py" "$work/model.npz" "$target/english.model"
"$python" "$here/lemmas.py" "$data" "$target/lemmas.tsv"
