#!/bin/bash
# Measures the classifier beside scikit-learn: classify.sh DATA [OPTION of classify.py...]
#
# DATA is a folder of sets, each a folder with `train.tsv` or `train.tsv.gz` (label TAB text).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

data=${1:-}
if [[ ! -d $data ]]; then
  echo "classify.sh: no data in '${data}'. Give the folder of the labelled sets." >&2
  exit 2
fi
shift

swift build --package-path "$here/.." -c release --product vaguemestre
binaries=$(swift build --package-path "$here/.." -c release --show-bin-path)

environment=${VENV:-$here/../.build/benchmark-python}
if [[ ! -x $environment/bin/python ]]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet scikit-learn==1.9.1
fi
# One thread each, so that the processor's time is what is compared.
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 exec "$environment/bin/python" "$here/classify.py" \
  --vaguemestre "$binaries/vaguemestre" --data "$data" "$@"
