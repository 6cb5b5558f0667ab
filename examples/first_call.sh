#!/bin/sh
# From an installed dssmock to the first answer: starts a mock DSS and asks it for its projects.
PORT=${PORT:-11200}
dssmock serve --quiet --port "$PORT" >/dev/null &
trap 'kill $!' EXIT
until curl --silent --fail --user admin-key: "http://127.0.0.1:$PORT/public/api/projects/"; do
  sleep 0.05
done
