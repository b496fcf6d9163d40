# The whole line, from nothing to the verdict. The exit code is the verdict's: 0 in sync, 1 not.
set -eu

cd "$(dirname "$0")/.."
docker compose up --detach
docker compose logs --follow --no-log-prefix verdict
exit "$(docker wait "$(docker compose ps --all --quiet verdict)")"
