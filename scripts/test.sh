#!/usr/bin/env bash
# Everything that has to be right before a change is done: tools, dependencies, all checks and tests, the examples, a small benchmark, some mutations of patches; in CI the corpus by
# itself and a few minutes of fuzzing, too.
# With CI=true nothing may be skipped: a missing tool is then a failure.
# usage: scripts/test.sh
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/progress.sh

if [ "${CI:-}" = true ]; then export STX_PATCH_REQUIRE_ORACLES=1; fi

scripts/setup.sh
step "install dependencies (npm ci)" npm ci --no-audit
step "check: format, types, lint, boundaries, docs, tests (npm run check)" npm run check
tests=$(grep -E '^Tests: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$step_log" | tail -n 1)
echo "$tests"
grep -E 'not installed: ' "$step_log" | sort -u || true

step "npm packages, program in one file, Debian package (npm run package)" npm run --silent package

scripts/run-examples.sh
step "every command of the documentation runs and prints what the pages show (run-docs.mjs)" node scripts/run-docs.mjs
grep -E '^(documentation|skipped): ' "$step_log"
step "three walks from an empty directory by the documentation alone (run-docs.mjs --walk)" node scripts/run-docs.mjs --walk
grep -E '^walk ' "$step_log"
if [ -f scripts/bench.mjs ]; then
    step "benchmark, small (bench.mjs --quick)" node scripts/bench.mjs --quick
fi

for check in npm one-file debian node-versions release; do
    step "packages: scripts/release/checks/$check.mjs" node "scripts/release/checks/$check.mjs"
    tail -n 1 "$step_log"
done

scripts/test-pipelines.sh

step "the commands in a real terminal (terminal-session.sh)" scripts/terminal-session.sh
tail -n 1 "$step_log"

step "3,000 mutations of good patches" npm run --silent mutations -- --runs 3000 --seed 1

if [ "${CI:-}" = true ]; then
    step "conformance corpus and signature vectors are what their scripts make" \
        sh -c 'node scripts/make-conformance.mjs --check && node scripts/make-signature-vectors.mjs --check'
    step "our verifier on the conformance corpus, within its limits" node conformance/run.mjs
    # A fixed seed: a change is judged by the same inputs as the last one, as far as the machine gets. Other seeds are for whoever goes looking.
    step "fuzz RPM headers, two minutes" npm run --silent fuzz -- --target rpm --seconds 120 --seed 1
    for target in tar gzip metadata der sbom attestation timestamp recipe configuration; do
        step "fuzz $target, 10,000 inputs" npm run --silent fuzz -- --target "$target" --runs 10000 --seed 1
    done
fi

case "$tests" in
    *", 0 skipped") echo "done: nothing was skipped" ;;
    *)
        echo "done, but some tests were skipped: ${tests##*, }"
        if [ -n "${STX_PATCH_REQUIRE_ORACLES:-}" ]; then
            echo "CI must not skip any" >&2
            exit 1
        fi
        ;;
esac
