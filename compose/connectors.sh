# Posts the connectors of config-examples/simple-table, with the addresses that the services have among containers.
set -eu

for side in source sink; do
  sed -e 's/localhost:9092/kafka:19092/' -e 's/localhost:8000/dynamodb:8000/' -e 's/localhost:9042/scylla:9042/' \
    "/example/$side.json" >"/tmp/$side.json"
  name=$(sed -n 's/^  "name": "\(.*\)",$/\1/p' "/tmp/$side.json")
  if curl --silent --fail --output /dev/null "http://connect:8083/connectors/$name"; then
    echo "$name is there already."
  else
    curl --silent --show-error --fail-with-body --output /dev/null --header 'Content-Type: application/json' \
      --data "@/tmp/$side.json" http://connect:8083/connectors
    echo "Posted $name."
  fi
done
